// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/outcomemetric.h"
#include "metrics/quality/lines.h"

#include "stats/clusteredsurvival.h"

#include <fmt/format.h>

namespace assay::metrics {
namespace {

constexpr double kHour = 1.0 / 24; ///< in days: lines are not watched more finely

} // namespace

Estimate lineSurvival(const facts::View& view, std::span<const facts::Index> changes, double days, bool dead,
                      const MetricInfo& info)
{
    const LineLives lives = lineLives(view, changes, days);
    Estimate e = blankEstimate(view, info);
    e.method =
        fmt::format("{}Kaplan–Meier by lines at {:.0f} days, errors clustered by author", dead ? "1 − " : "", days);
    e.n = {{"changes", lives.changes}, {"lines", lives.born}};
    e.excluded = lives.excluded;
    if (lives.population > 0) e.coverage = static_cast<double>(lives.changes) / static_cast<double>(lives.population);
    if (lives.changes == 0) {
        e.note = "Nothing to measure: no traced line.";
        return e;
    }
    const auto alive = stats::clusteredSurvival({.time = lives.days, .event = lives.died, .weight = lives.lines},
                                                lives.person, days, kHour);
    if (!alive) {
        e.note = alive.error() == stats::Reason::NotReached
                     ? fmt::format("Not enough data: no line has been watched for {:.0f} days.", days)
                     : "Not enough data: " + std::string(stats::describe(alive.error())) + ".";
        return e;
    }
    const auto shown = [dead](std::optional<double> v) { return v && dead ? std::optional(1 - *v) : v; };
    e.value = shown(alive->value);
    e.low = shown(dead ? alive->high : alive->low);
    e.high = shown(dead ? alive->low : alive->high);
    if (!e.low) e.note = "No interval: it needs deaths of lines and at least two authors.";
    return e;
}

} // namespace assay::metrics
