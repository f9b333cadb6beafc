// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/propensity.h"

#include "stats/distributions.h"
#include "stats/quantile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>
#include <unordered_map>

namespace assay::stats {

namespace {

using Flags = std::span<const std::uint8_t>;

std::optional<Reason> problemOfTwoArms(Flags treated, std::span<const double> values)
{
    if (treated.empty()) return Reason::Empty;
    if (treated.size() != values.size()) return Reason::LengthMismatch;
    if (!allFinite(values)) return Reason::NotFinite;
    const auto count = std::count_if(treated.begin(), treated.end(), [](std::uint8_t t) { return t != 0; });
    if (count == 0 || static_cast<std::size_t>(count) == treated.size()) return Reason::OneGroup;
    return std::nullopt;
}

struct ArmMean
{
    double mean = 0;
    double weight = 0;
};

ArmMean armMean(std::span<const double> values, Flags treated, std::span<const double> weights, bool arm)
{
    ArmMean m;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if ((treated[i] != 0) != arm) continue;
        const double w = weights.empty() ? 1 : weights[i];
        m.mean += w * values[i];
        m.weight += w;
    }
    if (m.weight > 0) m.mean /= m.weight;
    return m;
}

double armVariance(std::span<const double> values, Flags treated, bool arm)
{
    std::vector<double> own;
    for (std::size_t i = 0; i < values.size(); ++i)
        if ((treated[i] != 0) == arm) own.push_back(values[i]);
    return variance(own).value_or(0);
}

} // namespace

Outcome<std::vector<double>> propensityScores(Flags treated, const Design& x)
{
    const std::vector<double> outcome(treated.begin(), treated.end());
    if (const auto problem = problemOfTwoArms(treated, outcome)) return because(*problem);
    auto fit = glm(outcome, x, {.family = Family::Binomial});
    if (!fit) return because(fit.error());
    return std::move(fit->fitted);
}

Outcome<std::vector<double>> balancingWeights(Flags treated, std::span<const double> scores, Balancing target)
{
    if (const auto problem = problemOfTwoArms(treated, scores)) return because(*problem);
    std::vector<double> weights;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const double e = scores[i];
        if (!(e > 0 && e < 1)) return because(Reason::OutOfRange);
        const bool t = treated[i] != 0;
        switch (target) {
        case Balancing::Att:
            weights.push_back(t ? 1 : e / (1 - e));
            break;
        case Balancing::Ate:
            weights.push_back(t ? 1 / e : 1 / (1 - e));
            break;
        case Balancing::Overlap:
            weights.push_back(t ? 1 - e : e);
            break;
        }
    }
    return weights;
}

Outcome<Estimate> weightedDifference(std::span<const double> outcome, Flags treated, std::span<const double> weights,
                                     std::span<const std::uint32_t> cluster, double level)
{
    if (const auto problem = problemOfTwoArms(treated, outcome)) return because(*problem);
    const std::size_t n = outcome.size();
    if (weights.size() != n || (!cluster.empty() && cluster.size() != n)) return because(Reason::LengthMismatch);
    if (!allFinite(weights) || std::any_of(weights.begin(), weights.end(), [](double w) { return w < 0; }))
        return because(Reason::ZeroWeight);
    const ArmMean one = armMean(outcome, treated, weights, true);
    const ArmMean zero = armMean(outcome, treated, weights, false);
    if (!(one.weight > 0) || !(zero.weight > 0)) return because(Reason::OneGroup);
    std::unordered_map<std::uint32_t, double> perCluster;
    double variance = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const ArmMean& arm = treated[i] ? one : zero;
        const double part = (treated[i] ? 1 : -1) * weights[i] * (outcome[i] - arm.mean) / arm.weight;
        if (cluster.empty())
            variance += part * part;
        else
            perCluster[cluster[i]] += part;
    }
    if (!cluster.empty()) {
        if (perCluster.size() < 2) return because(Reason::OneCluster);
        for (const auto& [code, part] : perCluster) variance += part * part;
        variance *= static_cast<double>(perCluster.size()) / static_cast<double>(perCluster.size() - 1);
    }
    const double error = std::sqrt(variance);
    const double z = normalMultiplier(level);
    const double difference = one.mean - zero.mean;
    return Estimate{.value = difference,
                    .low = difference - z * error,
                    .high = difference + z * error,
                    .standardError = error,
                    .level = level,
                    .n = n,
                    .method = "difference of weighted means"};
}

Outcome<double> standardisedDifference(std::span<const double> covariate, Flags treated,
                                       std::span<const double> weights)
{
    if (const auto problem = problemOfTwoArms(treated, covariate)) return because(*problem);
    if (!weights.empty() && weights.size() != covariate.size()) return because(Reason::LengthMismatch);
    const double spread =
        std::sqrt((armVariance(covariate, treated, true) + armVariance(covariate, treated, false)) / 2);
    if (!(spread > 0)) return because(Reason::Constant);
    const ArmMean one = armMean(covariate, treated, weights, true);
    const ArmMean zero = armMean(covariate, treated, weights, false);
    if (!(one.weight > 0) || !(zero.weight > 0)) return because(Reason::ZeroWeight);
    return (one.mean - zero.mean) / spread;
}

Outcome<double> effectiveSampleSize(std::span<const double> weights)
{
    if (weights.empty()) return because(Reason::Empty);
    double sum = 0;
    double squares = 0;
    for (double w : weights) {
        if (!(w >= 0) || !std::isfinite(w)) return because(Reason::ZeroWeight);
        sum += w;
        squares += w * w;
    }
    if (!(squares > 0)) return because(Reason::ZeroWeight);
    return sum * sum / squares;
}

Outcome<std::vector<std::pair<std::size_t, std::size_t>>> matchNearest(Flags treated, std::span<const double> scores,
                                                                       std::optional<double> caliper, MatchSide side)
{
    if (const auto problem = problemOfTwoArms(treated, scores)) return because(*problem);
    std::vector<std::size_t> order;
    std::set<std::pair<double, std::size_t>> free; // controls by score
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (treated[i])
            order.push_back(i);
        else
            free.emplace(scores[i], i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t row : order) {
        if (free.empty()) break;
        const double score = scores[row];
        auto best = free.lower_bound({score, 0});
        const bool equal = best != free.end() && best->first == score;
        const bool below = best != free.begin() && !equal;
        if (best == free.end() ||
            (below && (side == MatchSide::Below || score - std::prev(best)->first <= best->first - score))) {
            --best;
            best = free.lower_bound({best->first, 0}); // among equals the first row
        }
        if (caliper && std::abs(best->first - scores[row]) > *caliper) continue;
        pairs.emplace_back(row, best->second);
        free.erase(best);
    }
    return pairs;
}

} // namespace assay::stats
