// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/delivery/delivery.h"
#include "metrics/outcomemetric.h"

#include <algorithm>

namespace assay::metrics {
namespace {

using facts::Index;

/// Weeks of the period for which there are data; at least one day, so that a rate exists.
double weeksObserved(const facts::View& view)
{
    const auto& s = view.snapshot();
    const auto from = std::max(view.period().from, s.span.from);
    const auto to = std::min({view.period().to, s.span.to, dayOf(s.cutOff)});
    return std::max(1.0, static_cast<double>((to - from).count() + 1)) / 7.0;
}

Outcomes observeThroughput(const facts::View& view, std::span<const Index> rows, bool)
{
    Outcomes o;
    o.kind = OutcomeKind::Rate;
    o.reserve(rows.size());
    const double each = rows.empty() ? 0 : weeksObserved(view) / static_cast<double>(rows.size());
    for (const Index row : rows) o.add(row, 1, each);
    o.n = {{"changes", static_cast<std::int64_t>(rows.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

/// All changes as the events of one row, watched for the weeks. None, where the history may not have begun.
std::optional<Outcomes> asOneRow(const facts::View& view, const Outcomes& o)
{
    const auto& merged = view.snapshot().changes.mergedAt;
    if (merged.empty() || merged.front() >= view.periodEnd()) return std::nullopt;
    Outcomes whole;
    whole.kind = o.kind;
    whole.rows = {0};
    whole.value = {static_cast<double>(o.size())};
    whole.weight = {weeksObserved(view)};
    whole.scale = o.scale;
    whole.n = o.n;
    whole.excluded = o.excluded;
    whole.population = 1;
    whole.note = o.note;
    return whole;
}

std::optional<double> changesPerWeek(const facts::View& view, const Outcomes& o)
{
    const auto whole = asOneRow(view, o);
    return rateOf(view, whole ? *whole : o);
}

/// None in a span for which there are data is a measured zero. Before the first change of all, the history may not have
/// begun: tickets often reach further back than the repository.
Estimate perWeek(const facts::View& view, const Outcomes& o, const MetricInfo& info)
{
    const auto whole = asOneRow(view, o);
    return ratePerScale(view, whole ? *whole : o, info);
}

Outcomes observeSize(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& c = view.snapshot().changes;
    Outcomes o;
    o.reserve(rows.size());
    std::int64_t incomplete = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        if (c.has(row, facts::kSizeIncomplete))
            ++incomplete;
        else
            o.addTime(row, static_cast<double>(c.added[i]) + c.deleted[i], 0, true);
    }
    if (incomplete > 0)
        o.excluded.push_back({"objects missing from the repository: size is a lower bound", incomplete});
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

Outcomes observeTicketCoverage(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& c = view.snapshot().changes;
    Outcomes o;
    o.kind = OutcomeKind::Share;
    o.reserve(rows.size());
    for (const Index row : rows) o.add(row, c.ticket[static_cast<std::size_t>(row)] == facts::kNoIndex ? 0 : 1, 1);
    o.n = {{"changes", static_cast<std::int64_t>(rows.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

Outcomes observeChangeCoverage(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& t = view.snapshot().tickets;
    Outcomes o;
    o.kind = OutcomeKind::Share;
    o.reserve(rows.size());
    std::int64_t open = 0;
    std::int64_t cancelled = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        if (t.state[i] == facts::TicketState::Open)
            ++open;
        else if (t.state[i] == facts::TicketState::Cancelled)
            ++cancelled;
        else
            o.add(row, t.changeCount[i] > 0 ? 1 : 0, 1);
    }
    if (open > 0) o.excluded.push_back({"open: may get a change yet", open});
    if (cancelled > 0) o.excluded.push_back({"cancelled", cancelled});
    o.n = {{"closed tickets", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(o.size());
    return o;
}

Outcomes observeRounds(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& c = view.snapshot().changes;
    Outcomes o;
    o.kind = OutcomeKind::Rate;
    o.reserve(rows.size());
    for (const Index row : rows)
        if (c.has(row, facts::kReviewKnown)) o.add(row, c.reviewRounds[static_cast<std::size_t>(row)], 1);
    const auto missing = static_cast<std::int64_t>(rows.size() - o.size());
    if (missing > 0) o.excluded.push_back({"the source says nothing about reviews", missing});
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

} // namespace

const Metric& throughput()
{
    static const OutcomeMetric metric(
        {"throughput", "Throughput", "delivery", "changes per week", BetterIs::Higher,
         "Merged changes per week of the period for which there are data. Automation is left out.",
         "Poisson rate, exact interval (Garwood 1936)", RowsOf::Changes, "defects-per-100-changes"},
        workDimensions(), observeThroughput, perWeek, changesPerWeek);
    return metric;
}

const Metric& changeSize()
{
    static const OutcomeMetric metric(
        {"change-size", "Change size", "delivery", "lines", BetterIs::Neither,
         "Median of lines added and deleted per merged change. Changes with missing objects are left out.",
         "median with an interval from the log-log scale, as for times", RowsOf::Changes, ""},
        workDimensions(), observeSize, medianTime);
    return metric;
}

const Metric& ticketCoverage()
{
    static const OutcomeMetric metric(
        {"ticket-coverage", "Changes with a ticket", "delivery", "share", BetterIs::Higher,
         "Share of merged changes linked to a ticket: how much of the work ticket-to-merge speaks about.",
         "share with Wilson interval (Wilson 1927)", RowsOf::Changes, ""},
        workDimensions(), observeTicketCoverage, shareOfTrials);
    return metric;
}

const Metric& changeCoverage()
{
    static const OutcomeMetric metric({"change-coverage", "Tickets with a change", "delivery", "share",
                                       BetterIs::Higher,
                                       "Share of closed, not cancelled tickets with a linked merged change.",
                                       "share with Wilson interval (Wilson 1927)", RowsOf::Tickets, ""},
                                      workDimensions(), observeChangeCoverage, shareOfTrials);
    return metric;
}

const Metric& reviewRounds()
{
    static const OutcomeMetric metric({"review-rounds", "Review rounds", "delivery", "per change", BetterIs::Lower,
                                       "Review rounds per merged change, where the source records reviews.",
                                       "Poisson rate, exact interval (Garwood 1936)", RowsOf::Changes,
                                       "defects-per-100-changes"},
                                      workDimensions(), observeRounds, ratePerScale);
    return metric;
}

} // namespace assay::metrics
