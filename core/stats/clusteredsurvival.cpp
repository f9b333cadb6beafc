// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/clusteredsurvival.h"

#include "stats/distributions.h"
#include "stats/risktable.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::stats {
namespace {

/// Derivative of -log S with respect to weight, accumulated over the steps of the curve up to the time asked for.
struct InfluenceStep
{
    double time = 0;
    double own = 0;     ///< 1 / (Y - d): what an event at this time adds
    double exposed = 0; ///< running sum of d / (Y (Y - d)): what being at risk until then takes away
};

std::vector<InfluenceStep> influenceSteps(const RiskTable& table, double time, double& survival)
{
    std::vector<InfluenceStep> steps;
    survival = 1;
    double sum = 0;
    for (const RiskRow& row : table.rows) {
        if (row.time > time) break;
        const double left = row.atRisk - row.events;
        if (row.events > 0 && left <= 1e-12 * row.atRisk) {
            survival = 0;
            return {};
        }
        if (row.events > 0) {
            survival *= left / row.atRisk;
            sum += row.events / (row.atRisk * left);
        }
        steps.push_back({row.time, left > 0 ? 1 / left : 0, sum});
    }
    return steps;
}

/// Variance of log S from sums within clusters; absent with fewer than two.
std::optional<double> clusteredVariance(const Observations& data, std::span<const int> cluster, const std::vector<InfluenceStep>& steps,
                                        double time, double& clusters)
{
    const auto [least, most] = std::minmax_element(cluster.begin(), cluster.end());
    std::vector<double> sums(static_cast<std::size_t>(*most - *least) + 1, 0);
    std::vector<std::uint8_t> seen(sums.size(), 0);
    for (std::size_t i = 0; i < data.time.size(); ++i) {
        const double weight = data.weight.empty() ? 1 : data.weight[i];
        if (weight <= 0) continue;
        const auto at = std::upper_bound(steps.begin(), steps.end(), std::min(data.time[i], time),
                                         [](double t, const InfluenceStep& step) { return t < step.time; });
        const auto c = static_cast<std::size_t>(cluster[i] - *least);
        seen[c] = 1;
        if (at == steps.begin()) continue;
        const InfluenceStep& step = *std::prev(at);
        const bool died = data.event[i] != 0 && data.time[i] <= time;
        sums[c] += weight * ((died ? step.own : 0) - step.exposed);
    }
    clusters = static_cast<double>(std::count(seen.begin(), seen.end(), std::uint8_t{1}));
    if (clusters < 2) return std::nullopt;
    double variance = 0;
    for (const double sum : sums) variance += sum * sum;
    return variance * clusters / (clusters - 1);
}

} // namespace

Outcome<Estimate> clusteredSurvival(const Observations& data, std::span<const int> cluster, double time, double level)
{
    if (!(level > 0 && level < 1) || !(time >= 0)) return because(Reason::OutOfRange);
    if (cluster.size() != data.time.size()) return because(Reason::LengthMismatch);
    const auto table = riskTable({.time = data.time, .event = data.event, .weight = data.weight});
    if (!table) return because(table.error());
    double survival = 1;
    const auto steps = influenceSteps(*table, time, survival);
    if (table->rows.back().time < time && survival > 0) return because(Reason::NotReached);
    Estimate result{.value = survival, .level = level, .n = table->n, .method = "Kaplan–Meier, log-log interval with clustered errors"};
    if (!(survival > 0 && survival < 1)) return result;
    double clusters = 0;
    const auto variance = clusteredVariance(data, cluster, steps, time, clusters);
    if (!variance) return result;
    const double error = std::sqrt(*variance);
    const double spread = studentQuantile((1 + level) / 2, clusters - 1) * error / std::abs(std::log(survival));
    const double centre = std::log(-std::log(survival));
    result.standardError = survival * error;
    result.low = std::exp(-std::exp(centre + spread));
    result.high = std::exp(-std::exp(centre - spread));
    return result;
}

} // namespace assay::stats
