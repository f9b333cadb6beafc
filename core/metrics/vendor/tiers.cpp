// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/outcomemetric.h"
#include "metrics/summary.h"
#include "metrics/units.h"
#include "metrics/vendor/activity.h"
#include "metrics/vendor/vendor.h"

#include <algorithm>

namespace assay::metrics {
namespace {

using facts::EpochDay;
using facts::Index;

constexpr const char* kNoTelemetry = "No telemetry covers the 28 days: import the vendor's usage report.";

/// The people asked for, what they used, and on which day one looks back.
struct Dashboard
{
    Dashboard(const facts::View& view, std::span<const Index> rows)
        : last(toEpochDay(std::min(view.period().to, dayOf(view.snapshot().cutOff)))), people(marked(view, rows)),
          days(usageDaysOf(view.snapshot(), kAllTools)), activity(days->seen, people, firstDay(view), last)
    {
        const auto& s = view.snapshot();
        for (const Index row : rows)
            for (const auto& seat : s.people.seats[static_cast<std::size_t>(row)])
                if ((seat.from == facts::kNoDay || seat.from <= last) &&
                    (seat.to == facts::kNoDay || seat.to >= last)) {
                    ++seats;
                    break;
                }
        covered = std::any_of(s.telemetry.begin(), s.telemetry.end(), [this](const facts::TelemetryCoverage& span) {
            return span.from <= last && span.to >= last - 27;
        });
    }

    static std::vector<std::uint8_t> marked(const facts::View& view, std::span<const Index> rows)
    {
        std::vector<std::uint8_t> people(view.snapshot().people.size(), 0);
        for (const Index row : rows) people[static_cast<std::size_t>(row)] = 1;
        return people;
    }
    static EpochDay firstDay(const facts::View& view)
    {
        EpochDay first = toEpochDay(view.period().from);
        for (const auto& span : view.snapshot().telemetry) first = std::min(first, span.from);
        return first;
    }

    EpochDay last;
    std::vector<std::uint8_t> people;
    std::shared_ptr<const UsageDays> days;
    Activity activity;
    std::int64_t seats = 0;
    bool covered = false;
};

enum class Tier : std::uint8_t
{
    Monthly,
    Ever,
    Power,
    Casual,
    Idle
};

template <Tier kTier>
Estimate ofSeats(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    Estimate e = blankEstimate(view, info);
    e.method = "share, Wilson interval";
    const Dashboard d(view, rows);
    e.n = {{"seats", d.seats}};
    if (!d.covered) {
        e.note = kNoTelemetry;
        return e;
    }
    const auto tiers = d.activity.tiers(d.last, d.seats);
    std::int64_t count = 0;
    switch (kTier) {
    case Tier::Monthly:
        count = d.activity.monthlyActive(d.last);
        break;
    case Tier::Ever:
        count = d.activity.active(Dashboard::firstDay(view), d.last);
        break;
    case Tier::Power:
        count = tiers.power;
        break;
    case Tier::Casual:
        count = tiers.casual;
        break;
    case Tier::Idle:
        count = tiers.idle;
        break;
    }
    // People without a seat of their own on the last day may have used one: they cannot make a share above 1.
    setShare(e, std::min(count, d.seats), d.seats,
             "No seat is held on the last day: import the vendor's list of seats.");
    return e;
}

Estimate stickiness(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    Estimate e = blankEstimate(view, info);
    e.method = "mean of working days over people active in 28 days";
    const Dashboard d(view, rows);
    e.n = {{"active people", d.activity.monthlyActive(d.last)}};
    const auto value = d.covered ? d.activity.stickiness(d.last) : std::nullopt;
    if (!value)
        e.note = d.covered ? "Nobody was active in the 28 days." : kNoTelemetry;
    else
        e.value = *value;
    return e;
}

Outcomes observeActiveAuthors(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& s = view.snapshot();
    Outcomes o;
    o.kind = OutcomeKind::Share;
    const auto days = usageDaysOf(s, kAllTools);
    o.reserve(rows.size());
    std::int64_t uncovered = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        const EpochDay merged = epochDayOf(s.changes.mergedAt[i]);
        const bool covered = std::any_of(s.telemetry.begin(), s.telemetry.end(), [merged](const auto& span) {
            return span.from <= merged - 6 && span.to >= merged;
        });
        if (!covered || s.changes.author[i] == facts::kNoIndex) {
            ++uncovered;
            continue;
        }
        const auto used = days->seen.of(s.changes.author[i]);
        const auto first = std::lower_bound(used.begin(), used.end(), merged - 6);
        o.add(row, first != used.end() && *first <= merged ? 1 : 0, 1);
    }
    if (uncovered > 0) o.excluded.push_back({"no telemetry for the author's week", uncovered});
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

MetricInfo tierInfo(std::string_view id, std::string_view title, std::string_view definition,
                    std::string_view counterpart)
{
    return {id,
            title,
            "vendor",
            "share",
            BetterIs::Neither,
            definition,
            "definitions usual in vendors' dashboards; share with Wilson interval (Wilson 1927)",
            RowsOf::People,
            counterpart};
}

} // namespace

const Metric& vendorMonthlyActive()
{
    static const RowMetric metric(
        tierInfo(
            "vendor-monthly-active", "Monthly active users, of seats",
            "People with any row of telemetry in 28 days, of seats held. Receiving a suggestion counts, keeping it "
            "does not matter; ours asks for habitual use and for code that stays.",
            "real-adoption"),
        peopleDimensions(), ofSeats<Tier::Monthly>);
    return metric;
}

const Metric& vendorActivation()
{
    static const RowMetric metric(tierInfo("vendor-activation", "Seat activation",
                                           "People who were ever active, of seats held: it can only rise, whoever "
                                           "has stopped since.",
                                           "formal-adoption"),
                                  peopleDimensions(), ofSeats<Tier::Ever>);
    return metric;
}

const Metric& vendorStickiness()
{
    static const RowMetric metric(
        tierInfo("vendor-stickiness", "Stickiness",
                 "Mean number of people active on a working day of the last 28 days, of those "
                 "active on any of them. Who stopped altogether is in neither number.",
                 "habitual-use"),
        peopleDimensions(), stickiness);
    return metric;
}

const Metric& vendorPowerUsers()
{
    static const RowMetric metric(tierInfo("vendor-power-users", "Power users, of seats",
                                           "People active on more than half of the 20 working days of the last 28 "
                                           "days, of seats held.",
                                           "habitual-use"),
                                  peopleDimensions(), ofSeats<Tier::Power>);
    return metric;
}

const Metric& vendorCasualUsers()
{
    static const RowMetric metric(tierInfo("vendor-casual-users", "Casual users, of seats",
                                           "People active on more than a tenth and at most half of the 20 working days "
                                           "of the last 28 days, of seats held.",
                                           "habitual-use"),
                                  peopleDimensions(), ofSeats<Tier::Casual>);
    return metric;
}

const Metric& vendorIdleUsers()
{
    static const RowMetric metric(tierInfo("vendor-idle-users", "Idle users, of seats",
                                           "People active on at least one and at most a tenth of the 20 working days "
                                           "of the last 28 days, of seats held.",
                                           "idle-seats"),
                                  peopleDimensions(), ofSeats<Tier::Idle>);
    return metric;
}

const Metric& vendorAiChanges()
{
    static const OutcomeMetric metric(
        {"vendor-ai-changes", "AI-assisted pull requests, by active author", "vendor", "share", BetterIs::Neither,
         "Share of merged changes whose author had any row of telemetry in the week before the merge, whatever the "
         "change itself shows. Ours asks for evidence on the change.",
         "usual in vendors' dashboards; share with Wilson interval (Wilson 1927)", RowsOf::Changes,
         "ai-share-of-changes"},
        workDimensions(), observeActiveAuthors, shareOfTrials);
    return metric;
}

} // namespace assay::metrics
