// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/kaplanmeier.h"
#include "stats/risktable.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

namespace assay::stats {

/// Two curve heights closer than this are the same height (R's tolerance for quantiles).
inline constexpr double kSameHeight = 1.5e-8;

inline std::string_view curveMethod(IntervalScale scale)
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

inline void addLimits(SurvivalStep& step, IntervalScale scale, double z)
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
inline bool farAbove(const BareStep& s, double height, double z)
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
inline void advance(double& survival, double& greenwood, const RiskRow& row)
{
    const double left = row.atRisk - row.events;
    const bool allGone = left <= 1e-12 * row.atRisk;
    survival = allGone ? 0 : survival * (left / row.atRisk);
    if (!allGone) greenwood += row.events / (row.atRisk * left);
}

} // namespace assay::stats
