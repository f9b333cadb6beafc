// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/distributions.h"
#include "stats/strata.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

/// Expected exposed events in a 2×2 table with its margins and the given odds ratio.
double expectedExposedEvents(const StratumCounts& x, double oddsRatio)
{
    const double events = x.exposedEvents + x.unexposedEvents;
    const double a = 1 - oddsRatio;
    const double b = x.unexposedTotal - events + oddsRatio * (x.exposedTotal + events);
    const double c = -oddsRatio * x.exposedTotal * events;
    if (std::abs(a) < 1e-12) return -c / b;
    const double root = std::sqrt(std::max(0.0, b * b - 4 * a * c));
    const double lowest = std::max(0.0, events - x.unexposedTotal);
    const double highest = std::min(x.exposedTotal, events);
    const double first = (-b - root) / (2 * a);
    const double second = (-b + root) / (2 * a);
    const double slack = 1e-9 * (1 + highest);
    return first >= lowest - slack && first <= highest + slack ? first : second;
}

struct LogOdds
{
    double value = 0;
    double weight = 0;
};

std::vector<LogOdds> logOddsOf(std::span<const StratumCounts> strata)
{
    std::vector<LogOdds> result;
    for (const StratumCounts& x : strata) {
        const double a = x.exposedEvents;
        const double b = x.exposedTotal - a;
        const double c = x.unexposedEvents;
        const double d = x.unexposedTotal - c;
        if (a > 0 && b > 0 && c > 0 && d > 0)
            result.push_back({std::log(a * d / (b * c)), 1 / (1 / a + 1 / b + 1 / c + 1 / d)});
    }
    return result;
}

LogOdds pooledLogOdds(const std::vector<LogOdds>& strata)
{
    LogOdds sum;
    for (const LogOdds& x : strata) {
        sum.value += x.weight * x.value;
        sum.weight += x.weight;
    }
    sum.value /= sum.weight;
    return sum;
}

TestResult chiSquaredTest(double statistic, double df, std::string_view method)
{
    return TestResult{.statistic = statistic, .df = df, .pValue = chiSquaredUpper(statistic, df), .method = method};
}

} // namespace

Outcome<Homogeneity> oddsRatioHomogeneity(std::span<const StratumCounts> strata)
{
    const auto pooled = mantelHaenszelOddsRatio(strata);
    if (!pooled) return because(pooled.error());
    double statistic = 0, sumOfDifferences = 0, sumOfVariances = 0;
    int used = 0;
    const auto tables = informative(strata);
    for (const StratumCounts& x : *tables) {
        const double events = x.exposedEvents + x.unexposedEvents;
        const double a = expectedExposedEvents(x, *pooled->value);
        const double b = x.exposedTotal - a;
        const double c = events - a;
        const double d = x.unexposedTotal - c;
        if (!(a > 0) || !(b > 0) || !(c > 0) || !(d > 0)) continue;
        const double variance = 1 / (1 / a + 1 / b + 1 / c + 1 / d);
        const double difference = x.exposedEvents - a;
        statistic += difference * difference / variance;
        sumOfDifferences += difference;
        sumOfVariances += variance;
        ++used;
    }
    if (used < 2) return because(Reason::TooFew);
    const double tarone = statistic - sumOfDifferences * sumOfDifferences / sumOfVariances;
    return Homogeneity{.breslowDay = chiSquaredTest(statistic, used - 1, "Breslow–Day test"),
                       .tarone = chiSquaredTest(tarone, used - 1, "Breslow–Day test, Tarone's correction")};
}

Outcome<TestResult> rateRatioHomogeneity(std::span<const StratumRates> strata)
{
    const auto pooled = mantelHaenszelRateRatio(strata);
    if (!pooled) return because(pooled.error());
    double statistic = 0;
    int used = 0;
    const auto tables = informative(strata);
    for (const StratumRates& x : *tables) {
        const double events = x.exposedEvents + x.unexposedEvents;
        if (!(events > 0)) continue;
        const double share = *pooled->value * x.exposedTime / (*pooled->value * x.exposedTime + x.unexposedTime);
        const double difference = x.exposedEvents - events * share;
        statistic += difference * difference / (events * share * (1 - share));
        ++used;
    }
    if (used < 2) return because(Reason::TooFew);
    return chiSquaredTest(statistic, used - 1, "homogeneity of rate ratios");
}

Outcome<Estimate> woolfOddsRatio(std::span<const StratumCounts> strata, double level)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    const auto logOdds = logOddsOf(*used);
    if (logOdds.empty()) return because(Reason::NoEvents);
    const LogOdds pooled = pooledLogOdds(logOdds);
    const double error = 1 / std::sqrt(pooled.weight);
    const double z = normalMultiplier(level);
    double n = 0;
    for (const StratumCounts& x : *used) n += x.exposedTotal + x.unexposedTotal;
    return Estimate{.value = std::exp(pooled.value),
                    .low = std::exp(pooled.value - z * error),
                    .high = std::exp(pooled.value + z * error),
                    .standardError = error,
                    .level = level,
                    .n = static_cast<std::size_t>(std::llround(n)),
                    .method = "Woolf odds ratio"};
}

Outcome<TestResult> woolfHeterogeneity(std::span<const StratumCounts> strata)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    const auto logOdds = logOddsOf(*used);
    if (logOdds.size() < 2) return because(Reason::TooFew);
    const LogOdds pooled = pooledLogOdds(logOdds);
    double statistic = 0;
    for (const LogOdds& x : logOdds) statistic += x.weight * (x.value - pooled.value) * (x.value - pooled.value);
    return chiSquaredTest(statistic, static_cast<double>(logOdds.size() - 1), "Woolf heterogeneity");
}

} // namespace assay::stats
