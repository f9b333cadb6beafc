// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/power.h"

#include "stats/distributions.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

constexpr double kLookInflation = 1.04;

bool validRisks(double alpha, double power)
{
    return alpha > 0 && alpha < 1 && power > alpha && power < 1;
}

double criticalSum(double alpha, double power)
{
    return normalQuantile(1 - alpha / 2) + normalQuantile(power);
}

} // namespace

Outcome<double> neededStandardError(double effect, double alpha, double power)
{
    if (!validRisks(alpha, power) || !std::isfinite(effect)) return because(Reason::OutOfRange);
    if (effect == 0) return because(Reason::Constant);
    return std::abs(effect) / criticalSum(alpha, power);
}

Outcome<double> powerOf(double effect, double standardError, double alpha)
{
    if (!(standardError > 0) || !(alpha > 0 && alpha < 1) || !std::isfinite(effect)) return because(Reason::OutOfRange);
    const double z = normalQuantile(1 - alpha / 2);
    const double shift = effect / standardError;
    return normalCdf(shift - z) + normalCdf(-shift - z);
}

Outcome<double> sampleSizeForShares(double share1, double share2, double alpha, double power)
{
    if (!validRisks(alpha, power) || !(share1 > 0 && share1 < 1 && share2 > 0 && share2 < 1))
        return because(Reason::OutOfRange);
    if (share1 == share2) return because(Reason::Constant);
    const double middle = (share1 + share2) / 2;
    const double root = normalQuantile(1 - alpha / 2) * std::sqrt(2 * middle * (1 - middle)) +
                        normalQuantile(power) * std::sqrt(share1 * (1 - share1) + share2 * (1 - share2));
    return root * root / ((share1 - share2) * (share1 - share2));
}

Outcome<double> eventsForRatio(double ratio, double exposureShare, double alpha, double power)
{
    if (!validRisks(alpha, power) || !(ratio > 0) || !(exposureShare > 0 && exposureShare < 1))
        return because(Reason::OutOfRange);
    if (ratio == 1) return because(Reason::Constant);
    const double root = criticalSum(alpha, power) / std::log(ratio);
    return root * root / (exposureShare * (1 - exposureShare));
}

Outcome<double> sequentialBoundary(double previousShare, double informationShare, double alpha)
{
    if (!(previousShare >= 0 && informationShare > previousShare) || !(alpha > 0 && alpha < 1))
        return because(Reason::OutOfRange);
    const auto spent = [&](double share) {
        return share > 0 ? 2 * normalTwoSided(normalQuantile(1 - alpha / 4) / std::sqrt(std::min(1.0, share))) : 0.0;
    };
    const double now = spent(informationShare) - spent(previousShare);
    if (!(now > 0)) return because(Reason::OutOfRange);
    return normalQuantile(1 - now / 2);
}

Outcome<TimeToDecision> timeToDecision(double standardError, double weeksObserved, double worthwhile, double alpha,
                                       double power, int looks)
{
    if (!(standardError > 0) || !(weeksObserved > 0) || looks < 1) return because(Reason::OutOfRange);
    const auto single = neededStandardError(worthwhile, alpha, power);
    if (!single) return because(single.error());
    const double needed = looks == 1 ? *single : *single / std::sqrt(kLookInflation);
    const double more = weeksObserved * (standardError * standardError / (needed * needed) - 1);
    return TimeToDecision{std::max(0.0, more), needed};
}

} // namespace assay::stats
