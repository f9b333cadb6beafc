// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/outcomemetric.h"
#include "metrics/quality/exposure.h"
#include "metrics/quality/quality.h"
#include "metrics/summary.h"
#include "metrics/units.h"

#include <algorithm>

namespace assay::metrics {
namespace {

using facts::Index;

constexpr double kRevertDays = 30;

/// Days from merge to revert; negative when it was not reverted within the window.
double daysToRevert(const facts::Changes& c, Index row)
{
    const auto i = static_cast<std::size_t>(row);
    if (!facts::known(c.revertedAt[i])) return -1;
    const double days = std::max(0.0, daysOf(c.revertedAt[i] - c.mergedAt[i]));
    return days <= kRevertDays ? days : -1;
}

Outcomes observeReverts(const facts::View& view, std::span<const Index> rows, bool finishedOnly)
{
    const auto& s = view.snapshot();
    Outcomes o;
    o.kind = OutcomeKind::Rate;
    o.scale = 1;
    o.reserve(rows.size());
    std::int64_t unwatched = 0;
    std::int64_t young = 0;
    for (const Index row : rows) {
        const double watched = daysWatched(s, row);
        if (watched <= 0)
            ++unwatched;
        else if (finishedOnly && watched < kRevertDays)
            ++young;
        else
            o.add(row, daysToRevert(s.changes, row) >= 0 ? 1 : 0, std::min(watched, kRevertDays) / kRevertDays);
    }
    if (young > 0) o.excluded.push_back({"not watched for the whole window yet", young});
    if (unwatched > 0) o.excluded.push_back({"merged at the very end of the data", unwatched});
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

/// As a share: one minus Kaplan–Meier at the end of the window, over the same rows.
Estimate shareReverted(const facts::View& view, const Outcomes& rates, const MetricInfo& info)
{
    const auto& s = view.snapshot();
    Outcomes o;
    o.reserve(rates.size());
    for (const Index row : rates.rows) {
        const double reverted = daysToRevert(s.changes, row);
        const double watched = std::min(daysWatched(s, row), kRevertDays);
        o.addTime(row, 24 * (reverted >= 0 ? reverted : watched), 0, reverted >= 0);
    }
    o.n = rates.n;
    o.excluded = rates.excluded;
    o.population = rates.population;
    return shareWithin(view, o, info, 24 * kRevertDays, "within 30 days");
}

Outcomes observeReviewed(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& c = view.snapshot().changes;
    Outcomes o;
    o.kind = OutcomeKind::Share;
    o.reserve(rows.size());
    for (const Index row : rows)
        if (c.has(row, facts::kReviewKnown)) o.add(row, c.has(row, facts::kReviewed) ? 0 : 1, 1);
    const auto missing = static_cast<std::int64_t>(rows.size() - o.size());
    if (missing > 0) o.excluded.push_back({"the source says nothing about reviews", missing});
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

/// Changes that touch a file of some kind, of those whose files are known.
template <facts::ChangeFlag kTouched>
Outcomes observeTouched(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& c = view.snapshot().changes;
    Outcomes o;
    o.kind = OutcomeKind::Share;
    o.reserve(rows.size());
    for (const Index row : rows)
        if (c.has(row, facts::kFilesKnown)) o.add(row, c.has(row, kTouched) ? 1 : 0, 1);
    const auto missing = static_cast<std::int64_t>(rows.size() - o.size());
    if (missing > 0) o.excluded.push_back({"which files it touches is not known", missing});
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

/// Created → resolved of defect tickets, with delayed entry as for stages of delivery.
Outcomes observeResolution(const facts::View& view, std::span<const Index> rows, bool finishedOnly)
{
    const auto& t = view.snapshot().tickets;
    Outcomes o;
    std::int64_t disordered = 0;
    std::int64_t noStamp = 0;
    std::int64_t open = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        if (t.defect[i] == 0 || t.state[i] == facts::TicketState::Cancelled) continue;
        const facts::Millis end = facts::known(t.resolvedAt[i]) ? t.resolvedAt[i] : t.mergedAt[i];
        const bool happened = facts::known(end) && end < view.observedUntil() && t.state[i] != facts::TicketState::Open;
        const facts::Millis until = happened ? end : view.observedUntil();
        if (!facts::known(t.createdAt[i]) || (!facts::known(end) && t.state[i] != facts::TicketState::Open))
            ++noStamp;
        else if (until < t.createdAt[i] || (t.problems[i] & facts::kResolvedBeforeCreated) != 0)
            ++disordered;
        else if (!happened && finishedOnly)
            ++open;
        else if (until >= view.periodBegin()) {
            const auto late = finishedOnly ? 0 : std::max<facts::Millis>(0, view.periodBegin() - t.createdAt[i]);
            o.addTime(row, hoursOf(until - t.createdAt[i]), hoursOf(late), happened);
            if (!happened) ++open;
        }
    }
    if (noStamp > 0) o.excluded.push_back({"no creation or resolution stamp", noStamp});
    if (disordered > 0) o.excluded.push_back({"stamps out of order", disordered});
    if (finishedOnly && open > 0) o.excluded.push_back({"still open: neither group yet", open});
    const auto censored = finishedOnly ? 0 : open;
    o.n = {{"resolved", static_cast<std::int64_t>(o.size()) - censored}, {"open", censored}};
    o.population = static_cast<std::int64_t>(o.size()) + noStamp + disordered;
    return o;
}

} // namespace

const Metric& revertRate30()
{
    static const OutcomeMetric metric(
        {"revert-rate-30", "Reverted changes", "quality", "share", BetterIs::Lower,
         "Share of merged changes reverted within 30 days. Younger changes leave the risk set when last watched.",
         "1 − Kaplan–Meier, log-log interval", RowsOf::Changes, ""},
        workDimensions(), observeReverts, shareReverted);
    return metric;
}

const Metric& unreviewedMerges()
{
    static const OutcomeMetric metric(
        {"unreviewed-merges", "Merged without review", "quality", "share", BetterIs::Lower,
         "Share of merged changes that nobody but their author reviewed, where the source records reviews. Bots are "
         "no reviewers.",
         "share with Wilson interval (Wilson 1927)", RowsOf::Changes, ""},
        workDimensions(), observeReviewed, shareOfTrials);
    return metric;
}

const Metric& manifestChanges()
{
    static const OutcomeMetric metric(
        {"manifest-changes", "Changes to dependency manifests", "quality", "share", BetterIs::Neither,
         "Share of merged changes that touch a file which can bring in a dependency (package.json, requirements.txt, "
         "Cargo.toml, …), vendored ones left out. Whether a dependency is new is not known: contents are not read.",
         "share with Wilson interval (Wilson 1927)", RowsOf::Changes, ""},
        changeDimensions(), observeTouched<facts::kManifest>, shareOfTrials);
    return metric;
}

const Metric& licenceChanges()
{
    static const OutcomeMetric metric(
        {"licence-changes", "Changes to licence files", "quality", "share", BetterIs::Neither,
         "Share of merged changes that touch a licence or notice file. Licence headers within other files are not "
         "looked at: contents are not read.",
         "share with Wilson interval (Wilson 1927)", RowsOf::Changes, ""},
        changeDimensions(), observeTouched<facts::kLicence>, shareOfTrials);
    return metric;
}

const Metric& resolutionTime()
{
    static const OutcomeMetric metric(
        {"resolution-time", "Time to resolve a defect", "quality", "h", BetterIs::Lower,
         "Median calendar time from the creation of a defect ticket to its resolution. Open ones are censored when "
         "the data end; cancelled ones are no defects.",
         "Kaplan & Meier 1958; median interval on the log-log scale", RowsOf::Tickets, ""},
        ticketDimensions(), observeResolution, medianTime);
    return metric;
}

} // namespace assay::metrics
