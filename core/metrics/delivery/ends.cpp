// SPDX-License-Identifier: GPL-3.0-or-later
// How tickets end other than by one merge: cancelled, or opened again.
#include "metrics/delivery/delivery.h"
#include "metrics/outcomemetric.h"
#include "metrics/units.h"
#include "stats/competingrisks.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::Index;
using facts::Millis;
using facts::TicketState;

constexpr double kCancelledWithinDays = 90;

Outcomes observeReopened(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& t = view.snapshot().tickets;
    Outcomes o;
    o.kind = OutcomeKind::Share;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        if (t.state[i] != TicketState::Merged || t.mergedAt[i] >= view.observedUntil()) continue;
        o.add(row, t.reopened[i] > 0 ? 1 : 0, 1);
    }
    o.n = {{"merged tickets", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(o.size());
    return o;
}

/// 0 still open, 1 finished, 2 cancelled.
struct TicketEnds
{
    std::vector<double> days;
    std::vector<std::uint8_t> cause;
    std::int64_t cancelled = 0;
    std::int64_t unstamped = 0;
};

TicketEnds endsOf(const facts::View& view, std::span<const Index> rows)
{
    const auto& t = view.snapshot().tickets;
    TicketEnds ends;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        const TicketState state = t.state[i];
        const Millis end = state == TicketState::Merged ? t.mergedAt[i] : t.resolvedAt[i];
        const bool ended = state != TicketState::Open;
        if (!facts::known(t.createdAt[i]) || (ended && !facts::known(end))) {
            ++ends.unstamped;
            continue;
        }
        if (t.createdAt[i] < view.periodBegin() || t.createdAt[i] >= view.observedUntil()) continue;
        const bool seen = ended && end < view.observedUntil();
        const Millis until = seen ? end : view.observedUntil();
        if (until < t.createdAt[i]) {
            ++ends.unstamped;
            continue;
        }
        const bool cancelled = seen && state == TicketState::Cancelled;
        ends.days.push_back(daysOf(until - t.createdAt[i]));
        ends.cause.push_back(cancelled ? 2 : seen ? 1 : 0);
        ends.cancelled += cancelled ? 1 : 0;
    }
    return ends;
}

Estimate cancelled(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    const TicketEnds ends = endsOf(view, rows);
    Estimate e = blankEstimate(view, info);
    e.method = "Aalen–Johansen after 90 days, log-log interval";
    const auto n = static_cast<std::int64_t>(ends.days.size());
    e.n = {{"cancelled", ends.cancelled}, {"finished or open", n - ends.cancelled}};
    if (ends.unstamped > 0) e.excluded.push_back({"stamps missing or out of order", ends.unstamped});
    if (n + ends.unstamped > 0) e.coverage = static_cast<double>(n) / static_cast<double>(n + ends.unstamped);
    if (n == 0) {
        e.note = "Nothing to measure: no ticket was created in the period.";
        return e;
    }
    const auto incidence = stats::cumulativeIncidenceOf({ends.days, ends.cause}, 2, kCancelledWithinDays);
    if (!incidence) {
        e.note = incidence.error() == stats::Reason::NotReached
                     ? "Not enough data: no ticket has been watched for 90 days."
                     : fmt::format("Not enough data: {}.", stats::describe(incidence.error()));
        return e;
    }
    e.value = incidence->value;
    e.low = incidence->low;
    e.high = incidence->high;
    return e;
}

} // namespace

const Metric& reopenedShare()
{
    static const OutcomeMetric metric({"reopened-share", "Reopened tickets", "delivery", "share", BetterIs::Lower,
                                       "Share of merged tickets that were opened again after they had been done. "
                                       "Their time runs on to the later merge.",
                                       "share with Wilson interval (Wilson 1927)", RowsOf::Tickets, ""},
                                      workDimensions(), observeReopened, shareOfTrials);
    return metric;
}

const Metric& cancelled90()
{
    static const RowMetric metric(
        {"cancelled-90", "Cancelled within 90 days", "delivery", "share", BetterIs::Neither,
         "Share of the tickets created in the period that are cancelled within 90 days. Being finished competes with "
         "it: who is merged cannot be cancelled any more. Open tickets are censored when the data end.",
         "Aalen & Johansen 1978", RowsOf::Tickets, ""},
        workDimensions(), cancelled);
    return metric;
}

} // namespace assay::metrics
