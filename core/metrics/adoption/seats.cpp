// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/adoption.h"
#include "metrics/adoption/ladder.h"
#include "metrics/adoption/seatstate.h"
#include "metrics/outcomemetric.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::EpochDay;
using facts::Index;
using facts::kNoDay;

/// Calls `use(seat, state)` for each seat held by these people.
template <class Use>
void forEachSeat(const facts::View& view, std::span<const Index> people, const SeatReader& reader, const Use& use)
{
    for (const Index person : people)
        for (const auto& seat : view.snapshot().people.seats[static_cast<std::size_t>(person)])
            if (reader.held(seat)) use(seat, reader.stateOf(person, seat));
}

struct SeatCounts
{
    std::int64_t held = 0;
    std::int64_t idle = 0;
    std::int64_t never = 0;
    std::int64_t unknown = 0;
    std::int64_t tooNew = 0;
    double cost = 0;
    std::int64_t unpriced = 0;
};

SeatCounts countSeats(const facts::View& view, std::span<const Index> people, const SeatReader& reader)
{
    SeatCounts c;
    forEachSeat(view, people, reader, [&c](const facts::Seat& seat, SeatState state) {
        ++c.held;
        if (state == SeatState::Unknown) ++c.unknown;
        if (state == SeatState::TooNew) ++c.tooNew;
        if (state == SeatState::Never) ++c.never;
        if (!isIdle(state)) return;
        ++c.idle;
        if (std::isnan(seat.pricePerMonth))
            ++c.unpriced;
        else
            c.cost += seat.pricePerMonth;
    });
    return c;
}

/// Seats that had the time to be used, and whose use would have been seen.
std::int64_t judged(const SeatCounts& c)
{
    return c.held - c.unknown - c.tooNew;
}

Estimate seatEstimate(const facts::View& view, const SeatCounts& c, const SeatReader& reader, const MetricInfo& info)
{
    Estimate e = blankEstimate(view, info);
    e.to = fromEpochDay(reader.to());
    e.from = e.to - std::chrono::days{kWindowDays - 1};
    e.method = "count of all seats: nothing is sampled, so there is no interval";
    e.n = {{"seats judged", judged(c)}};
    if (c.held > 0) e.coverage = static_cast<double>(judged(c)) / static_cast<double>(c.held);
    if (c.unknown > 0) e.excluded.push_back({"no telemetry and no activity data for the seat", c.unknown});
    if (c.tooNew > 0) e.excluded.push_back({"unused, but assigned within the 28 days", c.tooNew});
    if (c.held == 0)
        e.note = "No seat is held on the last day: import the vendor's list of seats.";
    else if (judged(c) == 0)
        e.note = "Whether seats are used is not known: import the vendor's usage report.";
    return e;
}

Estimate idle(const facts::View& view, std::span<const Index> people, const MetricInfo& info)
{
    const SeatReader reader(view);
    const SeatCounts c = countSeats(view, people, reader);
    Estimate e = seatEstimate(view, c, reader, info);
    if (judged(c) == 0) return e;
    e.value = static_cast<double>(c.idle);
    e.note = fmt::format("{:.0f} % of the seats judged; {} of them never used.",
                         100.0 * static_cast<double>(c.idle) / static_cast<double>(judged(c)), c.never);
    return e;
}

Estimate neverUsed(const facts::View& view, std::span<const Index> people, const MetricInfo& info)
{
    const SeatReader reader(view);
    const SeatCounts c = countSeats(view, people, reader);
    Estimate e = seatEstimate(view, c, reader, info);
    if (judged(c) > 0) e.value = static_cast<double>(c.never);
    return e;
}

Estimate idleCost(const facts::View& view, std::span<const Index> people, const MetricInfo& info)
{
    const SeatReader reader(view);
    const SeatCounts c = countSeats(view, people, reader);
    Estimate e = seatEstimate(view, c, reader, info);
    if (judged(c) == 0) return e;
    if (c.unpriced > 0) e.excluded.push_back({"idle seat without a price", c.unpriced});
    if (c.idle > 0 && c.unpriced == c.idle) {
        e.note = "No price is known for the idle seats: import a price sheet.";
        return e;
    }
    e.value = c.cost;
    e.note = fmt::format("{} idle seats at list price.", c.idle - c.unpriced);
    return e;
}

/// Seats whose first use telemetry could have seen, from assignment to first meaningful use.
Outcomes observeFirstUse(const facts::View& view, std::span<const Index> people, bool)
{
    const auto& s = view.snapshot();
    const SeatReader reader(view);
    Outcomes o;
    std::int64_t uncovered = 0;
    std::int64_t undated = 0;
    for (const Index person : people)
        for (const auto& seat : s.people.seats[static_cast<std::size_t>(person)]) {
            if (!reader.held(seat)) continue;
            const bool seen =
                std::any_of(s.telemetry.begin(), s.telemetry.end(), [&seat](const facts::TelemetryCoverage& span) {
                    return span.tool == seat.tool && span.from <= seat.from && span.to >= seat.from;
                });
            if (seat.from == kNoDay)
                ++undated;
            else if (!seen)
                ++uncovered;
            else {
                const EpochDay first = firstUse(s.usage, person, seat.tool, seat.from, reader.to());
                const EpochDay until = first == kNoDay ? reader.to() : first;
                o.addTime(person, static_cast<double>(until - seat.from) / 7.0, 0, first != kNoDay);
            }
        }
    if (undated > 0) o.excluded.push_back({"day of assignment not known", undated});
    if (uncovered > 0) o.excluded.push_back({"telemetry does not cover the day of assignment", uncovered});
    o.n = {{"seats", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(o.size()) + undated + uncovered;
    return o;
}

MetricInfo seatInfo(std::string_view id, std::string_view title, std::string_view unit, std::string_view definition)
{
    return {id, title, "adoption", unit, BetterIs::Lower, definition, "count", RowsOf::Seats, ""};
}

} // namespace

const Metric& idleSeats()
{
    static const RowMetric metric(
        seatInfo("idle-seats", "Idle seats", "count",
                 "Seats held on the last day without meaningful use of their tool in the last 28 days. Seats assigned "
                 "within them are not idle yet."),
        peopleDimensions(), idle);
    return metric;
}

const Metric& neverUsedSeats()
{
    static const RowMetric metric(seatInfo("never-used-seats", "Never-used seats", "count",
                                           "Idle seats for which no use, activity or sign-in was ever seen."),
                                  peopleDimensions(), neverUsed);
    return metric;
}

const Metric& idleSeatCost()
{
    static const RowMetric metric(
        seatInfo("idle-seat-cost", "Cost of idle seats", "USD per month", "Price of the idle seats per month."),
        peopleDimensions(), idleCost);
    return metric;
}

const Metric& weeksToFirstUse()
{
    static const OutcomeMetric metric(
        {"weeks-to-first-use", "Weeks to first use", "adoption", "weeks", BetterIs::Lower,
         "Median weeks from the assignment of a seat to the first meaningful use of its tool. Seats not used yet are "
         "censored on the last day.",
         "Kaplan & Meier 1958; median interval on the log-log scale", RowsOf::Seats, ""},
        peopleDimensions(), observeFirstUse, medianTime);
    return metric;
}

} // namespace assay::metrics
