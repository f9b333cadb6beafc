// SPDX-License-Identifier: GPL-3.0-or-later
// The four keys of DORA (Forsgren, Humble & Kim 2018), with a release tag for a deployment.
#include "metrics/outcomemetric.h"
#include "metrics/units.h"
#include "metrics/vendor/vendor.h"

#include <algorithm>
#include <set>
#include <utility>

namespace assay::metrics {
namespace {

using facts::Index;
using facts::Millis;

constexpr const char* kNoRelease = "No release tag contains these changes: import the repository with its tags.";
/// A release counts as failed when one of its changes was reverted or needed a fix reported so soon after it.
constexpr Millis kFailsWithin = 7 * kDayMillis;

using Release = std::pair<Index, Millis>; ///< repository and time

std::set<Release> releasesOf(const facts::View& view, std::span<const Index> rows)
{
    const auto& c = view.snapshot().changes;
    std::set<Release> releases;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        const Millis at = c.releasedAt[i];
        if (facts::known(at) && at >= view.periodBegin() && at < view.observedUntil())
            releases.insert({c.repository[i], at});
    }
    return releases;
}

Estimate deployments(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    const auto releases = releasesOf(view, rows);
    Outcomes o;
    o.kind = OutcomeKind::Rate;
    o.n = {{"releases", static_cast<std::int64_t>(releases.size())}};
    if (!releases.empty()) {
        const double weeks = daysOf(view.observedUntil() - view.periodBegin()) / 7;
        o.add(0, static_cast<double>(releases.size()), weeks);
    }
    Estimate e = ratePerScale(view, o, info);
    if (releases.empty()) e.note = kNoRelease;
    return e;
}

Outcomes observeLeadTime(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& c = view.snapshot().changes;
    Outcomes o;
    std::int64_t missing = 0;
    std::int64_t waiting = 0;
    const bool any = std::any_of(rows.begin(), rows.end(),
                                 [&c](Index row) { return facts::known(c.releasedAt[static_cast<std::size_t>(row)]); });
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        const Millis begun = c.firstCommitAt[i];
        const bool released = facts::known(c.releasedAt[i]) && c.releasedAt[i] < view.observedUntil();
        const Millis until = released ? c.releasedAt[i] : view.observedUntil();
        if (!any || !facts::known(begun) || until < begun) {
            ++missing;
            continue;
        }
        waiting += released ? 0 : 1;
        o.addTime(row, hoursOf(until - begun), 0, released);
    }
    if (missing > 0) o.excluded.push_back({"no first commit, or the repository has no release tags", missing});
    o.n = {{"released", static_cast<std::int64_t>(o.size()) - waiting}, {"waiting", waiting}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

Estimate changeFailure(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    const auto& s = view.snapshot();
    const auto releases = releasesOf(view, rows);
    std::set<Release> failed;
    const auto judge = [&](Index change, Millis noticed) {
        if (change == facts::kNoIndex) return;
        const auto i = static_cast<std::size_t>(change);
        const Release release{s.changes.repository[i], s.changes.releasedAt[i]};
        if (facts::known(release.second) && noticed >= release.second && noticed - release.second <= kFailsWithin &&
            releases.contains(release))
            failed.insert(release);
    };
    for (std::size_t i = 0; i < s.origins.size(); ++i)
        if (const Millis at = s.defects.reportedAt[static_cast<std::size_t>(s.origins.defect[i])]; facts::known(at))
            judge(s.origins.change[i], at);
    for (const Index row : rows)
        if (const Millis at = s.changes.revertedAt[static_cast<std::size_t>(row)]; facts::known(at)) judge(row, at);
    Outcomes o;
    o.kind = OutcomeKind::Share;
    for (const Release& release : releases) o.add(0, failed.contains(release) ? 1 : 0, 1);
    o.n = {{"releases", static_cast<std::int64_t>(releases.size())}};
    o.population = static_cast<std::int64_t>(releases.size());
    Estimate e = shareOfTrials(view, o, info);
    if (releases.empty()) e.note = kNoRelease;
    return e;
}

Outcomes observeRecovery(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& d = view.snapshot().defects;
    Outcomes o;
    std::int64_t missing = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        const Millis reported = d.reportedAt[i];
        // A fix without a ticket is reported by its own merge: that says nothing about how long it took.
        if (d.ticket[i] == facts::kNoIndex || !facts::known(reported) || !facts::known(d.fixedAt[i]) ||
            d.fixedAt[i] < reported)
            ++missing;
        else
            o.addTime(row, hoursOf(d.fixedAt[i] - reported), 0, true);
    }
    if (missing > 0) o.excluded.push_back({"fixed without a ticket that says since when", missing});
    o.n = {{"fixes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

MetricInfo doraInfo(std::string_view id, std::string_view title, std::string_view unit, BetterIs better,
                    std::string_view definition, std::string_view counterpart)
{
    return {id,
            title,
            "vendor",
            unit,
            better,
            definition,
            "Forsgren, Humble & Kim 2018 (DORA), read from tags and tickets",
            RowsOf::Changes,
            counterpart};
}

} // namespace

const Metric& doraDeploymentFrequency()
{
    static const RowMetric metric(doraInfo("dora-deployment-frequency", "Deployment frequency (DORA)",
                                           "releases per week", BetterIs::Higher,
                                           "Release tags that first contain merged changes, per week. DORA counts "
                                           "deployments to production, which a repository does not record.",
                                           "throughput"),
                                  workDimensions(), deployments);
    return metric;
}

const Metric& doraLeadTime()
{
    static const OutcomeMetric metric(
        doraInfo("dora-lead-time", "Lead time for changes (DORA)", "h", BetterIs::Lower,
                 "Median time from a change's first commit to the first release tag that contains it; unreleased ones "
                 "are censored. Ours begins with the ticket and ends with the merge.",
                 "ticket-to-merge"),
        workDimensions(), observeLeadTime, medianTime);
    return metric;
}

const Metric& doraChangeFailure()
{
    static const RowMetric metric(
        doraInfo("dora-change-failure", "Change failure rate (DORA)", "share", BetterIs::Lower,
                 "Share of releases after which, within 7 days, a change in them was reverted or a defect traced to "
                 "them was reported. Ours counts defects per change, so that larger releases do not look worse.",
                 "defects-per-100-changes"),
        workDimensions(), changeFailure);
    return metric;
}

const Metric& doraRecovery()
{
    static const OutcomeMetric metric(
        {"dora-recovery-time", "Failed deployment recovery time (DORA)", "vendor", "h", BetterIs::Lower,
         "Median time from the report of a defect to the merge of its fix, over fixed "
         "defects alone: those still open are left out, which makes it look short. "
         "Ours censors them.",
         "Forsgren, Humble & Kim 2018 (DORA), read from tags and tickets", RowsOf::Defects, "resolution-time"},
        defectDimensions(), observeRecovery, medianTime);
    return metric;
}

} // namespace assay::metrics
