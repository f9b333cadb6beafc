// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/kaplanmeier.h"

#include "stats/distributions.h"
#include "stats/quantile.h"
#include "stats/risktable.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

/// Two curve heights closer than this are the same height (R's tolerance for quantiles).
constexpr double kSameHeight = 1.5e-8;

std::string_view curveMethod(IntervalScale scale)
{
    switch (scale) {
    case IntervalScale::LogLog:
        return "Kaplan–Meier, log-log interval";
    case IntervalScale::Log:
        return "Kaplan–Meier, log interval";
    case IntervalScale::Plain:
        return "Kaplan–Meier, plain interval";
    }
    return {};
}

void addLimits(SurvivalStep& step, IntervalScale scale, double z)
{
    const double s = step.survival;
    if (!(s > 0)) return;
    const double logError = std::sqrt(step.greenwood);
    step.standardError = s * logError;
    if (scale == IntervalScale::Plain) {
        step.low = std::max(0.0, s - z * s * logError);
        step.high = std::min(1.0, s + z * s * logError);
    } else if (scale == IntervalScale::Log) {
        step.low = s * std::exp(-z * logError);
        step.high = std::min(1.0, s * std::exp(z * logError));
    } else if (s < 1) {
        const double spread = z * logError / std::log(s);
        const double centre = std::log(-std::log(s));
        step.low = std::exp(-std::exp(centre - spread));
        step.high = std::exp(-std::exp(centre + spread));
    }
}

/// What a quantile needs of a step.
struct BareStep
{
    double time = 0;
    double survival = 1;
    double greenwood = 0;
};

/// Whether the lower log-log limit is surely above a height. It is above where log L + z √g / L < log(-log height),
/// with L = -log S. As 1 - S <= L <= (1 - S) / S and exp(x) <= 1 / (1 - x), no logarithm of S is needed to be sure.
bool farAbove(const BareStep& s, double height, double z)
{
    const double fallen = 1 - s.survival;
    if (!(fallen > 0)) return true;
    const double x = z * std::sqrt(s.greenwood) / fallen;
    return x < 1 && fallen < -std::log(height + 2 * kSameHeight) * s.survival * (1 - x);
}

/// First time at which `height(step)` has fallen to `level`; the middle of the flat part when it rests exactly there.
template <class Step, class Height>
std::optional<double> timeOfHeight(const std::vector<Step>& steps, double level, Height height)
{
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::optional<double> h = height(steps[i]);
        if (!h || *h > level + kSameHeight) continue;
        if (*h < level - kSameHeight) return steps[i].time;
        for (std::size_t j = i + 1; j < steps.size(); ++j) {
            const std::optional<double> next = height(steps[j]);
            if (next && *next < *h - kSameHeight) return (steps[i].time + steps[j].time) / 2;
        }
        return (steps[i].time + steps.back().time) / 2;
    }
    return std::nullopt;
}

/// The product and Greenwood's sum after one more time.
void advance(double& survival, double& greenwood, const RiskRow& row)
{
    const double left = row.atRisk - row.events;
    const bool allGone = left <= 1e-12 * row.atRisk;
    survival = allGone ? 0 : survival * (left / row.atRisk);
    if (!allGone) greenwood += row.events / (row.atRisk * left);
}

} // namespace

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

Outcome<Estimate> survivalQuantile(const Observations& data, double p, IntervalScale scale, double level)
{
    if (!(level > 0 && level < 1) || !(p > 0 && p < 1)) return because(Reason::OutOfRange);
    const auto table = riskTable(data);
    if (!table) return because(table.error());
    const double z = normalMultiplier(level);
    const double height = 1 - p;
    std::vector<BareStep> steps;
    steps.reserve(table->rows.size());
    BareStep step;
    for (const RiskRow& row : table->rows) {
        step.time = row.time;
        if (row.events > 0) advance(step.survival, step.greenwood, row);
        steps.push_back(step);
    }
    const auto value = timeOfHeight(steps, height, [](const BareStep& s) { return std::optional(s.survival); });
    if (!value) return because(Reason::NotReached);
    const auto limits = [&](const BareStep& s) {
        SurvivalStep full{.survival = s.survival, .greenwood = s.greenwood};
        addLimits(full, scale, z);
        return full;
    };
    Estimate result{.value = value, .level = level, .n = table->n, .method = curveMethod(scale)};
    // The limits cost logarithms: they are worked out only near the height, where they can matter.
    result.low = timeOfHeight(steps, height, [&](const BareStep& s) {
        return scale == IntervalScale::LogLog && farAbove(s, height, z) ? std::optional(s.survival) : limits(s).low;
    });
    result.high = timeOfHeight(steps, height, [&](const BareStep& s) {
        return s.survival > height + 2 * kSameHeight ? std::optional(s.survival) : limits(s).high;
    });
    return result;
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
