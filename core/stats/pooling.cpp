// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/pooling.h"

#include "stats/distributions.h"
#include "stats/quantile.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

std::optional<Reason> problemOfGroupResults(std::span<const double> values, std::span<const double> errors)
{
    if (values.empty()) return Reason::Empty;
    if (values.size() != errors.size()) return Reason::LengthMismatch;
    if (!allFinite(values) || !allFinite(errors)) return Reason::NotFinite;
    if (std::any_of(errors.begin(), errors.end(), [](double e) { return !(e > 0); })) return Reason::ZeroWeight;
    return std::nullopt;
}

struct WeightedMean
{
    double value = 0;
    double weight = 0;
    double squares = 0; ///< sum of squared weights
};

WeightedMean meanWith(std::span<const double> values, std::span<const double> errors, double between)
{
    WeightedMean mean;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double w = 1 / (errors[i] * errors[i] + between);
        mean.value += w * values[i];
        mean.weight += w;
        mean.squares += w * w;
    }
    mean.value /= mean.weight;
    return mean;
}

Estimate pooledEstimate(const WeightedMean& mean, std::size_t n, double level, std::string_view method)
{
    const double error = 1 / std::sqrt(mean.weight);
    const double z = normalMultiplier(level);
    return Estimate{.value = mean.value,
                    .low = mean.value - z * error,
                    .high = mean.value + z * error,
                    .standardError = error,
                    .level = level,
                    .n = n,
                    .method = method};
}

/// Restricted maximum likelihood for the between-group variance, by the usual fixed-point iteration.
double betweenVarianceReml(std::span<const double> values, std::span<const double> errors, double start)
{
    double tau2 = start;
    for (int iteration = 0; iteration < 500; ++iteration) {
        const WeightedMean mean = meanWith(values, errors, tau2);
        double numerator = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double v = errors[i] * errors[i];
            const double w = 1 / (v + tau2);
            numerator += w * w * ((values[i] - mean.value) * (values[i] - mean.value) - v);
        }
        const double next = std::max(0.0, numerator / mean.squares + 1 / mean.weight);
        if (std::abs(next - tau2) <= 1e-12 * (next + tau2)) return next;
        tau2 = next;
    }
    return tau2;
}

} // namespace

Outcome<Pooled> inverseVariancePooling(std::span<const double> values, std::span<const double> standardErrors,
                                       double level)
{
    if (const auto problem = problemOfGroupResults(values, standardErrors)) return because(*problem);
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const WeightedMean fixed = meanWith(values, standardErrors, 0);
    double q = 0;
    for (std::size_t i = 0; i < values.size(); ++i) q += std::pow((values[i] - fixed.value) / standardErrors[i], 2);
    const auto df = static_cast<double>(values.size() - 1);
    Pooled result;
    if (df > 0) {
        result.betweenVariance = std::max(0.0, (q - df) / (fixed.weight - fixed.squares / fixed.weight));
        result.inconsistency = q > 0 ? std::max(0.0, (q - df) / q) : 0;
    }
    result.heterogeneity = {
        .statistic = q, .df = df, .pValue = df > 0 ? chiSquaredUpper(q, df) : 1, .method = "Cochran's Q"};
    result.fixed = pooledEstimate(fixed, values.size(), level, "inverse-variance mean");
    result.random = pooledEstimate(meanWith(values, standardErrors, result.betweenVariance), values.size(), level,
                                   "random-effects mean, DerSimonian–Laird");
    return result;
}

Outcome<Shrunk> shrink(std::span<const double> values, std::span<const double> standardErrors, double level)
{
    const auto pooled = inverseVariancePooling(values, standardErrors, level);
    if (!pooled) return because(pooled.error());
    if (values.size() < 3) return because(Reason::TooFew);
    Shrunk result;
    result.betweenVariance = betweenVarianceReml(values, standardErrors, pooled->betweenVariance);
    const double tau2 = result.betweenVariance;
    const WeightedMean mean = meanWith(values, standardErrors, tau2);
    result.centre = mean.value;
    const double z = normalMultiplier(level);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double v = standardErrors[i] * standardErrors[i];
        const double towards = v / (v + tau2);
        const double slope = (values[i] - mean.value) * v / ((v + tau2) * (v + tau2));
        const double error =
            std::sqrt(v * (1 - towards) + towards * towards / mean.weight + slope * slope * 2 / mean.squares);
        const double value = mean.value * towards + values[i] * (1 - towards);
        result.weight.push_back(1 - towards);
        result.groups.push_back(Estimate{.value = value,
                                         .low = value - z * error,
                                         .high = value + z * error,
                                         .standardError = error,
                                         .level = level,
                                         .n = values.size(),
                                         .method = "empirical Bayes, normal-normal"});
    }
    return result;
}

} // namespace assay::stats
