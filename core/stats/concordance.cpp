// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/concordance.h"

#include "stats/distributions.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace assay::stats {

Outcome<Estimate> concordance(const Observations& data, std::span<const double> score,
                              std::span<const std::uint32_t> stratum, std::span<const std::uint32_t> cluster,
                              double level)
{
    const std::size_t n = data.time.size();
    if (n == 0) return because(Reason::Empty);
    if (data.event.size() != n || score.size() != n || (!stratum.empty() && stratum.size() != n) ||
        (!data.entry.empty() && data.entry.size() != n) || (!cluster.empty() && cluster.size() != n))
        return because(Reason::LengthMismatch);
    if (!std::all_of(score.begin(), score.end(), [](double v) { return std::isfinite(v); }))
        return because(Reason::NotFinite);
    std::vector<double> right(n, 0);
    std::vector<double> pairs(n, 0);
    double allRight = 0;
    double allPairs = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (data.event[i] == 0) continue;
        for (std::size_t j = 0; j < n; ++j) {
            const bool outlasts = data.time[j] > data.time[i] || (data.time[j] == data.time[i] && data.event[j] == 0);
            if (j == i || !outlasts || (!stratum.empty() && stratum[i] != stratum[j])) continue;
            if (!data.entry.empty() && data.entry[j] >= data.time[i]) continue;
            const double won = score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
            for (const std::size_t k : {i, j}) {
                right[k] += won;
                ++pairs[k];
            }
            allRight += won;
            ++allPairs;
        }
    }
    if (allPairs == 0) return because(Reason::NoEvents);
    const double value = allRight / allPairs;
    std::map<std::uint32_t, double> influence;
    for (std::size_t k = 0; k < n; ++k)
        influence[cluster.empty() ? static_cast<std::uint32_t>(k) : cluster[k]] +=
            (right[k] - value * pairs[k]) / allPairs;
    double squares = 0;
    for (const auto& [who, sum] : influence) squares += sum * sum;
    const double error = std::sqrt(squares);
    const double margin = normalMultiplier(level) * error;
    return Estimate{.value = value,
                    .low = std::max(0.0, value - margin),
                    .high = std::min(1.0, value + margin),
                    .standardError = error,
                    .level = level,
                    .n = n,
                    .method = "concordance, infinitesimal jackknife"};
}

} // namespace assay::stats
