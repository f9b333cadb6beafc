// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/mantelhaenszel.h"

#include "stats/distributions.h"
#include "stats/strata.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

Estimate ratioEstimate(double ratio, double logError, double level, double n, std::string_view method)
{
    const double z = normalMultiplier(level);
    return Estimate{.value = ratio,
                    .low = ratio * std::exp(-z * logError),
                    .high = ratio * std::exp(z * logError),
                    .standardError = logError,
                    .level = level,
                    .n = static_cast<std::size_t>(std::llround(n)),
                    .method = method};
}

Estimate differenceEstimate(double difference, double error, double level, double n, std::string_view method)
{
    const double z = normalMultiplier(level);
    return Estimate{.value = difference,
                    .low = difference - z * error,
                    .high = difference + z * error,
                    .standardError = error,
                    .level = level,
                    .n = static_cast<std::size_t>(std::llround(n)),
                    .method = method};
}

} // namespace

Outcome<Estimate> mantelHaenszelOddsRatio(std::span<const StratumCounts> strata, double level)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    double r = 0, s = 0, pr = 0, psqr = 0, qs = 0, n = 0;
    for (const StratumCounts& x : *used) {
        const double total = x.exposedTotal + x.unexposedTotal;
        const double b = x.exposedTotal - x.exposedEvents;
        const double d = x.unexposedTotal - x.unexposedEvents;
        const double p = (x.exposedEvents + d) / total;
        const double ri = x.exposedEvents * d / total;
        const double si = b * x.unexposedEvents / total;
        r += ri;
        s += si;
        pr += p * ri;
        psqr += p * si + (1 - p) * ri;
        qs += (1 - p) * si;
        n += total;
    }
    if (!(r > 0) || !(s > 0)) return because(Reason::NoEvents);
    const double variance = pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s);
    return ratioEstimate(r / s, std::sqrt(variance), level, n, "Mantel–Haenszel odds ratio");
}

Outcome<Estimate> mantelHaenszelRiskRatio(std::span<const StratumCounts> strata, double level)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    double r = 0, s = 0, v = 0, n = 0;
    for (const StratumCounts& x : *used) {
        const double total = x.exposedTotal + x.unexposedTotal;
        const double events = x.exposedEvents + x.unexposedEvents;
        r += x.exposedEvents * x.unexposedTotal / total;
        s += x.unexposedEvents * x.exposedTotal / total;
        v += (x.exposedTotal * x.unexposedTotal * events - x.exposedEvents * x.unexposedEvents * total) /
             (total * total);
        n += total;
    }
    if (!(r > 0) || !(s > 0)) return because(Reason::NoEvents);
    return ratioEstimate(r / s, std::sqrt(v / (r * s)), level, n, "Mantel–Haenszel risk ratio");
}

Outcome<Estimate> mantelHaenszelRiskDifference(std::span<const StratumCounts> strata, double level)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    double numerator = 0, weight = 0, p = 0, q = 0, n = 0;
    for (const StratumCounts& x : *used) {
        const double total = x.exposedTotal + x.unexposedTotal;
        const double a = x.exposedEvents;
        const double c = x.unexposedEvents;
        const double n1 = x.exposedTotal;
        const double n0 = x.unexposedTotal;
        numerator += (a * n0 - c * n1) / total;
        weight += n1 * n0 / total;
        p += (n1 * n1 * c - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (total * total);
        q += (a * (n0 - c) + c * (n1 - a)) / (2 * total);
        n += total;
    }
    const double difference = numerator / weight;
    const double variance = (difference * p + q) / (weight * weight);
    if (!(variance > 0)) return because(Reason::Constant);
    return differenceEstimate(difference, std::sqrt(variance), level, n,
                              "Mantel–Haenszel risk difference, Sato variance");
}

Outcome<Estimate> mantelHaenszelRateRatio(std::span<const StratumRates> strata, double level)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    double r = 0, s = 0, v = 0, n = 0;
    for (const StratumRates& x : *used) {
        const double time = x.exposedTime + x.unexposedTime;
        const double events = x.exposedEvents + x.unexposedEvents;
        r += x.exposedEvents * x.unexposedTime / time;
        s += x.unexposedEvents * x.exposedTime / time;
        v += events * x.exposedTime * x.unexposedTime / (time * time);
        n += events;
    }
    if (!(r > 0) || !(s > 0)) return because(Reason::NoEvents);
    return ratioEstimate(r / s, std::sqrt(v / (r * s)), level, n, "Mantel–Haenszel rate ratio");
}

Outcome<Estimate> mantelHaenszelRateDifference(std::span<const StratumRates> strata, double level)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    double numerator = 0, weight = 0, v = 0, n = 0;
    for (const StratumRates& x : *used) {
        const double time = x.exposedTime + x.unexposedTime;
        const double w = x.exposedTime * x.unexposedTime / time;
        numerator += w * (x.exposedEvents / x.exposedTime - x.unexposedEvents / x.unexposedTime);
        v += w * w *
             (x.exposedEvents / (x.exposedTime * x.exposedTime) +
              x.unexposedEvents / (x.unexposedTime * x.unexposedTime));
        weight += w;
        n += x.exposedEvents + x.unexposedEvents;
    }
    if (!(v > 0)) return because(Reason::NoEvents);
    return differenceEstimate(numerator / weight, std::sqrt(v) / weight, level, n, "Mantel–Haenszel rate difference");
}

Outcome<TestResult> mantelHaenszelTest(std::span<const StratumCounts> strata, bool continuity)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    double difference = 0, variance = 0;
    for (const StratumCounts& x : *used) {
        const double total = x.exposedTotal + x.unexposedTotal;
        const double events = x.exposedEvents + x.unexposedEvents;
        difference += x.exposedEvents - x.exposedTotal * events / total;
        if (total > 1)
            variance += x.exposedTotal * x.unexposedTotal * events * (total - events) / (total * total * (total - 1));
    }
    if (!(variance > 0)) return because(Reason::NoEvents);
    const double distance = std::abs(difference);
    const double shift = continuity ? std::min(0.5, distance) : 0;
    const double statistic = (distance - shift) * (distance - shift) / variance;
    return TestResult{
        .statistic = statistic, .df = 1, .pValue = chiSquaredUpper(statistic, 1), .method = "Mantel–Haenszel test"};
}

Outcome<Standardised> standardisedRisks(std::span<const StratumCounts> strata)
{
    const auto used = informative(strata);
    if (!used) return because(used.error());
    double exposed = 0, unexposed = 0, all = 0;
    for (const StratumCounts& x : strata) {
        const double total = x.exposedTotal + x.unexposedTotal;
        if (total == 0) continue;
        if (!(x.exposedTotal > 0) || !(x.unexposedTotal > 0)) return because(Reason::OneGroup);
        exposed += total * x.exposedEvents / x.exposedTotal;
        unexposed += total * x.unexposedEvents / x.unexposedTotal;
        all += total;
    }
    return Standardised{exposed / all, unexposed / all, (exposed - unexposed) / all};
}

} // namespace assay::stats
