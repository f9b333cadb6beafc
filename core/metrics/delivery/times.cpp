// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/delivery/delivery.h"
#include "metrics/delivery/durations.h"
#include "metrics/outcomemetric.h"

#include <cmath>
#include <vector>

namespace assay::metrics {
namespace {

using facts::Tickets;

constexpr std::string_view kMethodSource =
    "Kaplan & Meier 1958; median interval by Brookmeyer & Crowley 1982 on the log-log scale";
constexpr const char* kNoEarlier = "an end of the stage not recorded";

constexpr Stage kToMerge{
    &Tickets::createdAt, &Tickets::mergedAt, facts::kNoCreated | facts::kMergedBeforeCreated, true, false, false,
    kNoEarlier};
constexpr Stage kCycle{&Tickets::startedAt,        &Tickets::mergedAt, facts::kStartedAfterMerge, true, false, false,
                       "no start of work recorded"};
constexpr Stage kWait{&Tickets::createdAt,
                      &Tickets::startedAt,
                      facts::kNoCreated | facts::kStartedBeforeCreated | facts::kStartedAfterMerge,
                      false,
                      true,
                      false,
                      "no start of work recorded"};
constexpr Stage kBeforeCommit{&Tickets::startedAt,
                              &Tickets::firstCommitAt,
                              facts::kStartedAfterMerge | facts::kFirstCommitBeforeCreated,
                              false,
                              false,
                              false,
                              "no start of work or no commit recorded"};
constexpr Stage kCoding{&Tickets::firstCommitAt,
                        &Tickets::openedAt,
                        facts::kOpenedAfterMerge,
                        false,
                        false,
                        false,
                        "no commit or no opening of a change recorded"};
constexpr Stage kPickup{&Tickets::openedAt,
                        &Tickets::firstReviewAt,
                        facts::kOpenedAfterMerge | facts::kReviewOutOfOrder,
                        false,
                        false,
                        false,
                        "no review by another person recorded"};
constexpr Stage kReview{&Tickets::firstReviewAt,
                        &Tickets::approvedAt,
                        facts::kReviewOutOfOrder,
                        false,
                        false,
                        false,
                        "no review or no approval recorded"};
constexpr Stage kMerge{&Tickets::approvedAt,  &Tickets::mergedAt, facts::kReviewOutOfOrder, true, false, false,
                       "no approval recorded"};
constexpr Stage kRelease{&Tickets::mergedAt, &Tickets::releasedAt, 0, false, false, true, "not in a tagged release"};

template <const Stage& kStage>
Outcomes observe(const facts::View& view, std::span<const facts::Index> rows, bool finishedOnly)
{
    return observeStage(view, rows, kStage, finishedOnly);
}

Outcomes observeWorking(const facts::View& view, std::span<const facts::Index> rows, bool)
{
    const Tickets& t = view.snapshot().tickets;
    Outcomes result = observeStage(view, rows, kToMerge, true);
    Outcomes working;
    working.excluded = result.excluded;
    std::int64_t without = 0;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const double hours = t.workingHoursToMerge[static_cast<std::size_t>(result.rows[i])];
        if (std::isnan(hours))
            ++without;
        else
            working.addTime(result.rows[i], hours, 0, true);
    }
    if (without > 0) working.excluded.push_back({"no working time known", without});
    working.n = {{"ended", static_cast<std::int64_t>(working.size())}};
    working.population = result.population;
    working.note = "Merged tickets only: working time of open ones is not known until they merge.";
    return working;
}

/// Tickets of systems that label any; the others are not known to carry such a duty or not.
Outcomes observeCompliance(const facts::View& view, std::span<const facts::Index> rows, bool finishedOnly)
{
    const Tickets& t = view.snapshot().tickets;
    std::vector<facts::Index> labelled;
    std::int64_t unknown = 0;
    for (const facts::Index row : rows) {
        if (t.hasLabel(row, facts::kComplianceLabel)) labelled.push_back(row);
        if (!t.hasLabel(row, facts::kLabelsKnown)) ++unknown;
    }
    Outcomes result = observeStage(view, labelled, kToMerge, finishedOnly);
    if (unknown > 0) result.excluded.push_back({"the source exports no labels", unknown});
    result.population += unknown;
    if (result.size() == 0)
        result.note = static_cast<std::size_t>(unknown) == rows.size()
                          ? "Whether tickets carry a duty of compliance is not known: no source exports labels."
                          : "No ticket is labelled with a duty of compliance.";
    return result;
}

MetricInfo timeInfo(std::string_view id, std::string_view title, std::string_view definition)
{
    return {id,
            title,
            "delivery",
            "h",
            BetterIs::Lower,
            definition,
            kMethodSource,
            RowsOf::Tickets,
            "defects-per-100-changes"};
}

OutcomeMetric timeMetric(std::string_view id, std::string_view title, OutcomeMetric::Observe observer,
                         std::string_view definition)
{
    return {timeInfo(id, title, definition), ticketDimensions(), observer, medianTime};
}

} // namespace

const Metric& ticketToMerge()
{
    static const OutcomeMetric metric = timeMetric(
        "ticket-to-merge", "Ticket to merge", observe<kToMerge>,
        "Median calendar time from a ticket's creation to the last merge linked to it. Open tickets are censored when "
        "the data "
        "end, cancelled ones when they were cancelled; tickets closed without a change are left out and counted.");
    return metric;
}

const Metric& ticketToMergeWorking()
{
    static const OutcomeMetric metric =
        timeMetric("ticket-to-merge-working", "Ticket to merge, working time", observeWorking,
                   "Median working time of the team's calendar from a ticket's creation to the last merge linked to "
                   "it, over merged tickets.");
    return metric;
}

const Metric& cycleTime()
{
    static const OutcomeMetric metric = timeMetric("cycle-time", "Cycle time", observe<kCycle>,
                                                   "Median calendar time from the first entry of a ticket into an "
                                                   "in-progress status to the last merge linked to it. "
                                                   "Tickets in progress are censored when the data end.");
    return metric;
}

const Metric& complianceTime()
{
    static const OutcomeMetric metric = timeMetric(
        "compliance-time", "Ticket to merge, compliance work", observeCompliance,
        "Median calendar time from creation to the last merge of tickets with a label that names a duty of compliance "
        "(compliance, audit, regulatory, privacy, GDPR, SOX, PCI, HIPAA, SOC2). Beside ticket to merge it shows the "
        "extra time that such work takes.");
    return metric;
}

const Metric& stageWait()
{
    static const OutcomeMetric metric = timeMetric("stage-wait", "Waiting", observe<kWait>,
                                                   "Median calendar time from a ticket's creation to the start of "
                                                   "work. Tickets not started are censored when the data end, "
                                                   "where the ticket system records starts at all.");
    return metric;
}

const Metric& stageBeforeCommit()
{
    static const OutcomeMetric metric =
        timeMetric("stage-before-commit", "Before the first commit", observe<kBeforeCommit>,
                   "Median calendar time from the start of work on a ticket to its first commit.");
    return metric;
}

const Metric& stageCoding()
{
    static const OutcomeMetric metric =
        timeMetric("stage-coding", "Coding", observe<kCoding>,
                   "Median calendar time from a ticket's first commit to the opening of its first change.");
    return metric;
}

const Metric& stagePickup()
{
    static const OutcomeMetric metric = timeMetric("stage-pickup", "Waiting for review", observe<kPickup>,
                                                   "Median calendar time from the opening of a ticket's first change "
                                                   "to its first review by another person. Bots are no reviewers.");
    return metric;
}

const Metric& stageReview()
{
    static const OutcomeMetric metric =
        timeMetric("stage-review", "Review", observe<kReview>,
                   "Median calendar time from the first review by another person to the approval.");
    return metric;
}

const Metric& stageMerge()
{
    static const OutcomeMetric metric =
        timeMetric("stage-merge", "Waiting to merge", observe<kMerge>,
                   "Median calendar time from the approval to the last merge of a ticket.");
    return metric;
}

const Metric& stageRelease()
{
    static const OutcomeMetric metric =
        timeMetric("stage-release", "Waiting for release", observe<kRelease>,
                   "Median calendar time from the last merge of a ticket to the first release tag that contains it.");
    return metric;
}

} // namespace assay::metrics
