// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/kaplanmeier.h"

#include "stats/curvesteps.h"
#include "stats/distributions.h"
#include "stats/quantile.h"
#include "stats/risktable.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

Outcome<SurvivalCurve> kaplanMeier(const Observations& data, IntervalScale scale, double level)
{
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const auto table = riskTable(data);
    if (!table) return because(table.error());
    const double z = normalMultiplier(level);
    std::vector<SurvivalStep> steps;
    steps.reserve(table->rows.size());
    SurvivalStep step;
    double hazardVariance = 0;
    for (const RiskRow& row : table->rows) {
        step.time = row.time;
        step.atRisk = row.atRisk;
        step.events = row.events;
        step.censored = row.censored;
        if (row.events > 0) {
            advance(step.survival, step.greenwood, row);
            step.cumulativeHazard += row.events / row.atRisk;
            hazardVariance += row.events / (row.atRisk * row.atRisk);
            step.hazardError = std::sqrt(hazardVariance);
        }
        step.standardError.reset();
        step.low.reset();
        step.high.reset();
        addLimits(step, scale, z);
        steps.push_back(step);
    }
    return SurvivalCurve(std::move(steps), level, scale, table->n);
}

double SurvivalCurve::events() const
{
    double sum = 0;
    for (const SurvivalStep& step : m_steps) sum += step.events;
    return sum;
}

Outcome<Estimate> SurvivalCurve::at(double time) const
{
    if (!(time >= 0)) return because(Reason::OutOfRange);
    if (time > lastTime() && m_steps.back().survival > 0) return because(Reason::NotReached);
    Estimate result{.value = 1.0, .level = m_level, .n = m_n, .method = curveMethod(m_scale)};
    const auto next = std::upper_bound(m_steps.begin(), m_steps.end(), time,
                                       [](double t, const SurvivalStep& step) { return t < step.time; });
    if (next == m_steps.begin()) return result;
    const SurvivalStep& step = *std::prev(next);
    result.value = step.survival;
    result.standardError = step.standardError;
    result.low = step.low;
    result.high = step.high;
    return result;
}

Outcome<Estimate> SurvivalCurve::quantile(double p) const
{
    if (!(p > 0 && p < 1)) return because(Reason::OutOfRange);
    const double height = 1 - p;
    const auto value = timeOfHeight(m_steps, height, [](const SurvivalStep& s) { return std::optional(s.survival); });
    if (!value) return because(Reason::NotReached);
    Estimate result{.value = value, .level = m_level, .n = m_n, .method = curveMethod(m_scale)};
    result.low = timeOfHeight(m_steps, height, [](const SurvivalStep& s) { return s.low; });
    result.high = timeOfHeight(m_steps, height, [](const SurvivalStep& s) { return s.high; });
    return result;
}

Outcome<Estimate> SurvivalCurve::restrictedMean(double horizon) const
{
    if (!(horizon > 0) || !std::isfinite(horizon)) return because(Reason::OutOfRange);
    if (horizon > lastTime() && m_steps.back().survival > 0) return because(Reason::NotReached);
    double area = 0;
    double from = 0;
    double height = 1;
    std::vector<double> areaBefore;
    for (const SurvivalStep& step : m_steps) {
        if (step.time > horizon) break;
        area += height * (step.time - from);
        areaBefore.push_back(area);
        from = step.time;
        height = step.survival;
    }
    area += height * (horizon - from);
    double sumOfSquares = 0;
    for (std::size_t i = 0; i < areaBefore.size(); ++i) {
        const SurvivalStep& step = m_steps[i];
        const double left = step.atRisk - step.events;
        if (step.events <= 0 || left <= 1e-12 * step.atRisk) continue;
        const double after = area - areaBefore[i];
        sumOfSquares += after * after * step.events / (step.atRisk * left);
    }
    const double error = std::sqrt(sumOfSquares);
    const double z = normalMultiplier(m_level);
    return Estimate{.value = area,
                    .low = std::max(0.0, area - z * error),
                    .high = std::min(horizon, area + z * error),
                    .standardError = error,
                    .level = m_level,
                    .n = m_n,
                    .method = "restricted mean, area under Kaplan–Meier"};
}

} // namespace assay::stats
