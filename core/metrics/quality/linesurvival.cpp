// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/outcomemetric.h"
#include "metrics/quality/lines.h"
#include "metrics/quality/quality.h"

#include "stats/clusteredsurvival.h"

#include <fmt/format.h>

namespace assay::metrics {
namespace {

constexpr double kHour = 1.0 / 24; ///< in days: lines are not watched more finely

} // namespace

Estimate lineSurvival(const facts::View& view, std::span<const facts::Index> changes, double days, bool dead,
                      const MetricInfo& info, LineClass lineClass)
{
    const LineLives lives = lineLives(view, changes, days, lineClass);
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

std::optional<double> lineShare(const facts::View& view, std::span<const facts::Index> changes, double days, bool dead)
{
    const LineLives lives = lineLives(view, changes, days);
    if (lives.changes == 0) return std::nullopt;
    const auto alive =
        stats::roundedSurvival({.time = lives.days, .event = lives.died, .weight = lives.lines}, days, kHour);
    if (!alive) return std::nullopt;
    return dead ? 1 - *alive : *alive;
}

std::vector<ClassSurvival> survivalByClass(const facts::View& view)
{
    const auto& s = view.snapshot();
    std::vector<facts::Index> changes;
    for (std::size_t i = 0; i < s.changes.size(); ++i)
        if (view.changes()[i] != 0) changes.push_back(static_cast<facts::Index>(i));
    std::vector<ClassSurvival> classes(s.lineClasses.size());
    for (std::size_t i = 0; i < s.classLines.size(); ++i) {
        if (view.changes()[static_cast<std::size_t>(s.classLines.change[i])] == 0) continue;
        auto& sum = classes[s.classLines.lineClass[i]];
        sum.born += s.classLines.born[i];
        sum.standing += s.classLines.alive[i];
    }
    std::vector<ClassSurvival> written;
    for (std::size_t c = 0; c < classes.size(); ++c) {
        if (classes[c].born <= 0) continue;
        const auto lineClass = static_cast<std::uint8_t>(c);
        classes[c].name = s.lineClasses[c];
        classes[c].after30 = lineSurvival(view, changes, 30, false, survival30().info(), lineClass);
        classes[c].after180 = lineSurvival(view, changes, 180, false, survival180().info(), lineClass);
        written.push_back(std::move(classes[c]));
    }
    return written;
}

} // namespace assay::metrics
