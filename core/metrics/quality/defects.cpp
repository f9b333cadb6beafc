// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/outcomemetric.h"
#include "metrics/quality/exposure.h"
#include "metrics/quality/quality.h"
#include "metrics/summary.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::Index;

constexpr double kHoursPerDay = 24;
constexpr double kFreeAfterDays = 90;

/// Rows must be ascending; `use(row, first, last)` sees the defects of each traced row that has been watched at all.
template <class Use>
void forEachAtRisk(const facts::View& view, std::span<const Index> rows, Outcomes& o, const Use& use)
{
    const auto& s = view.snapshot();
    const auto introduced = introducedDefects(s, rows, s.traceBoundaryDays);
    auto at = introduced.begin();
    std::int64_t untraced = 0;
    std::int64_t unwatched = 0;
    for (const Index row : rows) {
        if (!s.changes.has(row, facts::kTraced)) {
            ++untraced;
            continue;
        }
        const double watched = daysWatched(s, row);
        if (watched <= 0) {
            ++unwatched;
            continue;
        }
        at = std::lower_bound(at, introduced.end(), row,
                              [](const Introduced& d, Index change) { return d.change < change; });
        auto last = at;
        while (last != introduced.end() && last->change == row) ++last;
        use(row, watched, std::span<const Introduced>(at, last));
    }
    if (untraced > 0) o.excluded.push_back({"not covered by tracing", untraced});
    if (unwatched > 0) o.excluded.push_back({"merged at the very end of the data", unwatched});
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
}

Outcomes observeDefects(const facts::View& view, std::span<const Index> rows, bool finishedOnly)
{
    const double boundary = view.snapshot().traceBoundaryDays;
    Outcomes o;
    o.kind = OutcomeKind::Rate;
    o.scale = 100;
    o.reserve(rows.size());
    double total = 0;
    std::int64_t young = 0;
    forEachAtRisk(view, rows, o, [&](Index row, double watched, std::span<const Introduced> defects) {
        // Most defects show early, so a part of the window sees more than its part of them: comparisons want the whole.
        if (finishedOnly && watched < boundary) {
            ++young;
            return;
        }
        double sum = 0;
        for (const auto& d : defects) sum += d.weight;
        total += sum;
        o.add(row, sum, std::min(watched, boundary) / boundary);
    });
    if (young > 0) o.excluded.push_back({"not watched for the whole window yet", young});
    o.note = fmt::format(
        "{:.1f} defects traced to these changes within {:.0f} days. Defects not fixed yet have no origin yet.", total,
        boundary);
    return o;
}

/// Only defects whose ticket is labelled so. Nothing is said where no ticket tells its labels.
Outcomes observeSecurity(const facts::View& view, std::span<const Index> rows, bool finishedOnly)
{
    const auto& s = view.snapshot();
    const auto labelled = std::count_if(s.tickets.labels.begin(), s.tickets.labels.end(),
                                        [](std::uint8_t bits) { return (bits & facts::kLabelsKnown) != 0; });
    Outcomes o;
    o.kind = OutcomeKind::Rate;
    o.scale = 100;
    if (labelled == 0) {
        o.excluded.push_back({"no source exports labels", static_cast<std::int64_t>(rows.size())});
        o.population = static_cast<std::int64_t>(rows.size());
        o.note = "Which defects concern security is not known: no source exports labels.";
        return o;
    }
    o.reserve(rows.size());
    std::int64_t young = 0;
    forEachAtRisk(view, rows, o, [&](Index row, double watched, std::span<const Introduced> defects) {
        if (finishedOnly && watched < s.traceBoundaryDays) {
            ++young;
            return;
        }
        double sum = 0;
        for (const auto& d : defects) {
            const Index ticket = s.defects.ticket[static_cast<std::size_t>(d.defect)];
            if (ticket != facts::kNoIndex && s.tickets.hasLabel(ticket, facts::kSecurityLabel)) sum += d.weight;
        }
        o.add(row, sum, std::min(watched, s.traceBoundaryDays) / s.traceBoundaryDays);
    });
    if (young > 0) o.excluded.push_back({"not watched for the whole window yet", young});
    o.note = "A floor: defects that nobody labelled count as none.";
    return o;
}

Outcomes observeFirstDefect(const facts::View& view, std::span<const Index> rows, bool)
{
    const double boundary = view.snapshot().traceBoundaryDays;
    Outcomes o;
    o.reserve(rows.size());
    forEachAtRisk(view, rows, o, [&](Index row, double watched, std::span<const Introduced> defects) {
        double first = -1;
        for (const auto& d : defects)
            if (d.principal && (first < 0 || d.latencyDays < first)) first = d.latencyDays;
        const bool happened = first >= 0 && first <= watched;
        o.addTime(row, (happened ? first : std::min(watched, boundary)) * kHoursPerDay, 0, happened);
    });
    return o;
}

Estimate shareDefectFree(const facts::View& view, const Outcomes& o, const MetricInfo& info)
{
    const double days = std::min(kFreeAfterDays, view.snapshot().traceBoundaryDays);
    return shareBeyond(view, o, info, days * kHoursPerDay, fmt::format("after {:.0f} days", days));
}

} // namespace

const Metric& defectsPer100Changes()
{
    static const OutcomeMetric metric(
        {"defects-per-100-changes", "Defects introduced", "quality", "per 100 changes", BetterIs::Lower,
         "Defects whose fix removed lines of these changes, reported within the tracing "
         "window (90 days) of the merge, per 100 changes watched "
         "for the whole window. A defect counts for each of its origins with that "
         "origin's weight; young changes count with the part of the "
         "window they have been watched.",
         "Poisson rate, exact interval (Garwood 1936; Ulm 1990)", RowsOf::Changes, "", 90},
        changeDimensions(), observeDefects, ratePerScale, rateOf);
    return metric;
}

const Metric& securityDefects()
{
    static const OutcomeMetric metric(
        {"security-defects-per-100-changes", "Security defects introduced", "quality", "per 100 changes",
         BetterIs::Lower,
         "Of the defects introduced, those whose ticket carries a label that names security (security, vulnerability, "
         "CVE, CWE), per 100 changes watched for the whole window.",
         "Poisson rate, exact interval (Garwood 1936; Ulm 1990)", RowsOf::Changes, "", 90},
        changeDimensions(), observeSecurity, ratePerScale);
    return metric;
}

const Metric& timeToDefect()
{
    static const OutcomeMetric metric({"time-to-defect", "Still free of a known defect", "quality", "share",
                                       BetterIs::Higher,
                                       "Share of merged changes without a known defect 90 days after the merge. A "
                                       "change counts as hit by a defect of which it wrote the "
                                       "largest part; changes leave the risk set when last watched.",
                                       "Kaplan & Meier 1958, log-log interval", RowsOf::Changes, ""},
                                      changeDimensions(), observeFirstDefect, shareDefectFree);
    return metric;
}

} // namespace assay::metrics
