// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/medianratio.h"

#include "stats/codeorder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace assay::stats {
namespace {

struct MedianRow
{
    double value;
    std::uint32_t cluster;
};

/// Weighted median of ascending rows, each counted as often as its cluster was drawn; NaN without weight.
double countedMedian(const std::vector<MedianRow>& rows, std::span<const std::uint32_t> counts)
{
    std::uint64_t total = 0;
    for (const MedianRow& row : rows) total += counts[row.cluster];
    std::uint64_t reached = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        reached += counts[rows[i].cluster];
        if (2 * reached > total) return rows[i].value;
        if (2 * reached < total || total == 0) continue;
        std::size_t next = i + 1;
        while (counts[rows[next].cluster] == 0) ++next;
        return (rows[i].value + rows[next].value) / 2;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace

Outcome<Estimate> medianRatio(std::span<const double> value, std::span<const std::uint8_t> treated,
                              std::span<const std::uint32_t> cluster, BootstrapPlan plan, double level)
{
    if (value.empty()) return because(Reason::Empty);
    if (treated.size() != value.size() || cluster.size() != value.size()) return because(Reason::LengthMismatch);
    const auto names = distinctCodes(cluster);
    std::vector<MedianRow> groups[2];
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto c =
            static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), cluster[i]) - names.begin());
        groups[treated[i] != 0 ? 1 : 0].push_back({value[i], c});
    }
    if (groups[0].empty() || groups[1].empty()) return because(Reason::OneGroup);
    for (auto& group : groups)
        std::sort(group.begin(), group.end(), [](const MedianRow& a, const MedianRow& b) {
            return a.value != b.value ? a.value < b.value : a.cluster < b.cluster;
        });
    const auto logRatio = [&groups](std::span<const std::uint32_t> counts) {
        const double ratio = countedMedian(groups[1], counts) / countedMedian(groups[0], counts);
        return ratio > 0 && std::isfinite(ratio) ? std::log(ratio) : std::numeric_limits<double>::quiet_NaN();
    };
    const double point = logRatio(std::vector<std::uint32_t>(names.size(), 1));
    if (std::isnan(point)) return because(Reason::ZeroWeight);
    plan.clusters = names.size();
    plan.statistics = 1;
    const auto draws = clusterBootstrap(plan, [&logRatio]() -> ClusterStatistic {
        return [&logRatio](std::span<const std::uint32_t> counts, std::span<double> out) { out[0] = logRatio(counts); };
    });
    if (!draws) return because(draws.error());
    auto result = percentileInterval(point, draws->values.front(), level);
    if (!result) return result;
    for (auto* v : {&result->value, &result->low, &result->high})
        if (*v) **v = std::exp(**v);
    result->n = value.size();
    result->method = "ratio of medians, cluster bootstrap";
    return result;
}

} // namespace assay::stats
