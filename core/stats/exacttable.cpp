// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/exacttable.h"

#include "stats/roots.h"
#include "stats/strata.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::stats {

namespace {

/// Distribution of the sum of exposed events under an odds ratio of one; index 0 is the smallest possible sum.
struct ConditionalSum
{
    std::vector<double> logDensity;
    std::size_t observed = 0;
};

double logChoose(double n, double k)
{
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

/// Densities scaled to a largest value of one, so that a convolution of many strata neither over- nor underflows.
std::vector<double> hypergeometric(const StratumCounts& x, double lowest, double highest)
{
    const double events = x.exposedEvents + x.unexposedEvents;
    std::vector<double> logs;
    for (double a = lowest; a <= highest; ++a)
        logs.push_back(logChoose(x.exposedTotal, a) + logChoose(x.unexposedTotal, events - a));
    const double top = *std::max_element(logs.begin(), logs.end());
    for (double& value : logs) value = std::exp(value - top);
    return logs;
}

Outcome<ConditionalSum> conditionalSum(std::span<const StratumCounts> strata)
{
    std::vector<double> density{1};
    double observed = 0;
    for (const StratumCounts& x : strata) {
        for (double count : {x.exposedEvents, x.exposedTotal, x.unexposedEvents, x.unexposedTotal})
            if (count != std::floor(count)) return because(Reason::OutOfRange);
        const double events = x.exposedEvents + x.unexposedEvents;
        const double lowest = std::max(0.0, events - x.unexposedTotal);
        const double highest = std::min(x.exposedTotal, events);
        observed += x.exposedEvents - lowest;
        const std::vector<double> one = hypergeometric(x, lowest, highest);
        std::vector<double> next(density.size() + one.size() - 1, 0.0);
        if (next.size() > 200'000) return because(Reason::OutOfRange);
        for (std::size_t i = 0; i < density.size(); ++i)
            for (std::size_t j = 0; j < one.size(); ++j) next[i + j] += density[i] * one[j];
        const double top = *std::max_element(next.begin(), next.end());
        for (double& value : next) value /= top;
        density = std::move(next);
    }
    ConditionalSum sum{.logDensity = {}, .observed = static_cast<std::size_t>(observed)};
    for (double value : density) sum.logDensity.push_back(value > 0 ? std::log(value) : -1e300);
    return sum;
}

/// Mean and tails of the sum when the log odds ratio is `theta`.
struct Tilted
{
    double mean = 0;
    double upper = 0; ///< P(sum >= observed)
    double lower = 0; ///< P(sum <= observed)
};

Tilted tilt(const ConditionalSum& sum, double theta)
{
    double top = -1e300;
    for (std::size_t i = 0; i < sum.logDensity.size(); ++i)
        top = std::max(top, sum.logDensity[i] + theta * static_cast<double>(i));
    double all = 0;
    Tilted t;
    for (std::size_t i = 0; i < sum.logDensity.size(); ++i) {
        const double p = std::exp(sum.logDensity[i] + theta * static_cast<double>(i) - top);
        all += p;
        t.mean += p * static_cast<double>(i);
        if (i >= sum.observed) t.upper += p;
        if (i <= sum.observed) t.lower += p;
    }
    return {t.mean / all, t.upper / all, t.lower / all};
}

constexpr double kWidestLogOdds = 60;

double twoSided(const ConditionalSum& sum)
{
    double all = 0;
    double extreme = 0;
    for (double value : sum.logDensity) {
        const double p = std::exp(value);
        all += p;
        if (value <= sum.logDensity[sum.observed] + 1e-7) extreme += p;
    }
    return std::min(1.0, extreme / all);
}

} // namespace

Outcome<ExactOddsRatio> exactOddsRatio(std::span<const StratumCounts> strata, double level)
{
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const auto used = informative(strata);
    if (!used) return because(used.error());
    const auto sum = conditionalSum(*used);
    if (!sum) return because(sum.error());
    if (sum->logDensity.size() < 2) return because(Reason::Constant);
    const double tail = (1 - level) / 2;
    const bool atBottom = sum->observed == 0;
    const bool atTop = sum->observed + 1 == sum->logDensity.size();
    const auto observed = static_cast<double>(sum->observed);
    ExactOddsRatio result{.oddsRatio = {.level = level, .method = "conditional odds ratio, exact interval"},
                          .pValue = twoSided(*sum)};
    double n = 0;
    for (const StratumCounts& x : *used) n += x.exposedTotal + x.unexposedTotal;
    result.oddsRatio.n = static_cast<std::size_t>(n);
    const auto solveFor = [](const auto& f) { return std::exp(rootOf(f, -kWidestLogOdds, kWidestLogOdds)); };
    if (atBottom)
        result.oddsRatio.value = 0;
    else if (!atTop)
        result.oddsRatio.value = solveFor([&](double theta) { return tilt(*sum, theta).mean - observed; });
    result.oddsRatio.low = atBottom ? 0 : solveFor([&](double theta) { return tilt(*sum, theta).upper - tail; });
    if (!atTop) result.oddsRatio.high = solveFor([&](double theta) { return tail - tilt(*sum, theta).lower; });
    return result;
}

} // namespace assay::stats
