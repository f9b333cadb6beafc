// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/summary.h"
#include "metrics/quality/lines.h"

#include "stats/kaplanmeier.h"
#include "stats/proportion.h"
#include "stats/rates.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <numeric>

namespace assay::metrics {
namespace {

constexpr std::array<Dimension, 7> kWork{Dimension::Provenance, Dimension::Team,       Dimension::TaskType,
                                         Dimension::CodeAge,    Dimension::Repository, Dimension::Month,
                                         Dimension::Week};
constexpr std::array<Dimension, 8> kChanges{Dimension::Provenance, Dimension::Team,       Dimension::TaskType,
                                            Dimension::CodeAge,    Dimension::Repository, Dimension::Month,
                                            Dimension::Week,       Dimension::Language};
constexpr std::array<Dimension, 8> kTicket{Dimension::Provenance, Dimension::Team,       Dimension::TaskType,
                                           Dimension::CodeAge,    Dimension::Repository, Dimension::Month,
                                           Dimension::Week,       Dimension::Priority};
constexpr std::array<Dimension, 2> kDefect{Dimension::Team, Dimension::Priority};
constexpr std::array<Dimension, 3> kPeople{Dimension::Team, Dimension::Tool, Dimension::Month};

std::string sentence(stats::Reason reason)
{
    std::string text(stats::describe(reason));
    if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text + ".";
}

/// Keeps what the outcomes had to say in front of why there is no figure.
void explain(Estimate& estimate, std::string text)
{
    estimate.note = estimate.note.empty() ? std::move(text) : std::move(text) + " " + estimate.note;
}

void take(Estimate& estimate, const stats::Estimate& from, double scale = 1)
{
    const auto scaled = [scale](std::optional<double> v) { return v ? std::optional(*v * scale) : v; };
    estimate.value = scaled(from.value);
    estimate.low = scaled(from.low);
    estimate.high = scaled(from.high);
    estimate.level = from.level;
    estimate.method = from.method;
}

/// Entry times as the curve wants them: absent when everybody is watched from the start, below zero for those who are.
stats::Observations watched(const Outcomes& o, std::vector<double>& entry)
{
    entry.clear();
    if (std::any_of(o.weight.begin(), o.weight.end(), [](double w) { return w > 0; })) {
        entry = o.weight;
        std::replace(entry.begin(), entry.end(), 0.0, -1.0);
    }
    return {.time = o.value, .event = o.event, .entry = entry};
}

std::int64_t eventsOf(const Outcomes& o)
{
    return std::count(o.event.begin(), o.event.end(), std::uint8_t{1});
}

} // namespace

std::span<const Dimension> workDimensions()
{
    return kWork;
}
std::span<const Dimension> changeDimensions()
{
    return kChanges;
}

std::span<const Dimension> ticketDimensions()
{
    return kTicket;
}
std::span<const Dimension> defectDimensions()
{
    return kDefect;
}
std::span<const Dimension> peopleDimensions()
{
    return kPeople;
}

Estimate blankEstimate(const facts::View& view, const MetricInfo& info)
{
    Estimate e;
    e.unit = info.unit;
    e.from = view.period().from;
    e.to = std::min(view.period().to, dayOf(view.snapshot().cutOff));
    return e;
}

Estimate blankEstimate(const facts::View& view, const MetricInfo& info, const Outcomes& outcomes)
{
    Estimate e = blankEstimate(view, info);
    e.n = outcomes.n;
    e.excluded = outcomes.excluded;
    e.note = outcomes.note;
    if (outcomes.population > 0)
        e.coverage = std::min(1.0, static_cast<double>(outcomes.size()) / static_cast<double>(outcomes.population));
    return e;
}

Estimate medianTime(const facts::View& view, const Outcomes& outcomes, const MetricInfo& info)
{
    Estimate e = blankEstimate(view, info, outcomes);
    e.method = "Kaplan–Meier median, log-log interval";
    if (outcomes.size() == 0) {
        explain(e, "Nothing to measure: no row has the stamps.");
        return e;
    }
    std::vector<double> entry;
    const auto median = stats::survivalQuantile(watched(outcomes, entry), 0.5);
    if (!median && median.error() != stats::Reason::NotReached) {
        explain(e, sentence(median.error()));
        return e;
    }
    if (!median) {
        explain(e, eventsOf(outcomes) == 0
                       ? fmt::format("Not enough data: none of {} has ended.", outcomes.size())
                       : fmt::format("Not enough data: fewer than half of {} have ended.", outcomes.size()));
        return e;
    }
    take(e, *median);
    e.method = entry.empty() ? "Kaplan–Meier median, log-log interval"
                             : "Kaplan–Meier median with delayed entry, log-log interval";
    return e;
}

std::optional<double> rateOf(const facts::View&, const Outcomes& outcomes)
{
    if (outcomes.size() == 0) return std::nullopt;
    const auto [events, exposure] = stats::summed(outcomes.value, outcomes.weight);
    const auto rate = stats::crudeRate(events, exposure);
    return rate ? std::optional(*rate * outcomes.scale) : std::nullopt;
}

std::optional<double> shareOf(const facts::View&, const Outcomes& outcomes)
{
    if (outcomes.size() == 0) return std::nullopt;
    const double successes = std::accumulate(outcomes.value.begin(), outcomes.value.end(), 0.0);
    return static_cast<double>(std::llround(successes)) / static_cast<double>(outcomes.size());
}

Estimate ratePerScale(const facts::View& view, const Outcomes& outcomes, const MetricInfo& info)
{
    Estimate e = blankEstimate(view, info, outcomes);
    e.method = "Poisson rate, exact interval";
    const auto [events, exposure] = stats::summed(outcomes.value, outcomes.weight);
    if (outcomes.size() == 0) {
        explain(e, "Nothing to measure: no row has the data.");
        return e;
    }
    const auto effective = stats::effectiveCounts(outcomes.value, outcomes.weight);
    auto rate = stats::poissonRate(effective.events, effective.exposure, stats::RateMethod::Exact);
    if (!rate) {
        explain(e, sentence(rate.error()));
        return e;
    }
    rate->value = events / exposure;
    take(e, *rate, outcomes.scale);
    e.method =
        effective.events < events ? "Poisson rate, exact interval on effective counts" : "Poisson rate, exact interval";
    return e;
}

void setShare(Estimate& estimate, std::int64_t successes, std::int64_t trials, const std::string& none, double scale)
{
    const auto share = stats::wilson(static_cast<double>(successes), static_cast<double>(trials));
    if (!share) {
        explain(estimate, none);
        return;
    }
    const std::string method = estimate.method;
    take(estimate, *share, scale);
    if (!method.empty()) estimate.method = method;
}

Estimate shareOfTrials(const facts::View& view, const Outcomes& outcomes, const MetricInfo& info)
{
    Estimate e = blankEstimate(view, info, outcomes);
    e.method = "share, Wilson interval";
    const double successes = std::accumulate(outcomes.value.begin(), outcomes.value.end(), 0.0);
    setShare(e, std::llround(successes), static_cast<std::int64_t>(outcomes.size()),
             "Nothing to measure: no row has the data.");
    return e;
}

namespace {

Estimate shareAt(const facts::View& view, const Outcomes& times, const MetricInfo& info, double hours,
                 const std::string& when, bool happened)
{
    Estimate e = blankEstimate(view, info, times);
    e.method = fmt::format("Kaplan–Meier {}, log-log interval", when);
    if (times.size() == 0) {
        explain(e, "Nothing to measure: no row has the data.");
        return e;
    }
    std::vector<double> entry;
    const auto curve = stats::kaplanMeier(watched(times, entry));
    const auto at = curve ? curve->at(hours) : stats::Outcome<stats::Estimate>(stats::because(curve.error()));
    if (!at) {
        explain(e, at.error() == stats::Reason::NotReached ? "Not enough data: nothing has been watched for so long."
                                                           : sentence(at.error()));
        return e;
    }
    const std::string method = e.method;
    take(e, *at);
    e.method = method;
    if (!e.low && e.value == 1.0) {
        // Greenwood has no variance before the first event: the exact interval for none in n says what n is worth.
        const auto none = stats::clopperPearson(0, static_cast<double>(times.size()));
        if (none) {
            e.low = 1 - none->high.value_or(1);
            e.high = 1;
            e.method = fmt::format("Kaplan–Meier {}, exact interval as there was no event", when);
        }
    }
    if (happened) {
        const auto complement = [](std::optional<double> v) { return v ? std::optional(1 - *v) : v; };
        e.value = complement(e.value);
        std::swap(e.low, e.high);
        e.low = complement(e.low);
        e.high = complement(e.high);
    }
    return e;
}

} // namespace

Estimate shareBeyond(const facts::View& view, const Outcomes& times, const MetricInfo& info, double hours,
                     const std::string& when)
{
    return shareAt(view, times, info, hours, when, false);
}

Estimate shareWithin(const facts::View& view, const Outcomes& times, const MetricInfo& info, double hours,
                     const std::string& when)
{
    return shareAt(view, times, info, hours, when, true);
}

} // namespace assay::metrics
