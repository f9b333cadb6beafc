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

/// One group, ascending, with what lets a draw skip all rows but those around the middle.
struct MedianGroup
{
    std::vector<MedianRow> rows;
    std::vector<std::uint32_t> rowsOf; ///< per cluster
    std::vector<std::uint32_t> before; ///< per cluster, of them before the window
    std::size_t begin = 0;             ///< the window: six standard deviations of the middle's rank to both sides
    std::size_t end = 0;
};

void openWindow(MedianGroup& group, std::size_t clusters)
{
    const std::size_t n = group.rows.size();
    group.rowsOf.assign(clusters, 0);
    group.before.assign(clusters, 0);
    std::vector<double> excess(clusters, 0); // rows below the middle, less half of all
    for (std::size_t i = 0; i < n; ++i) {
        ++group.rowsOf[group.rows[i].cluster];
        excess[group.rows[i].cluster] += i < n / 2 ? 0.5 : -0.5;
    }
    double squares = 0;
    for (const double e : excess) squares += e * e;
    const auto reach = static_cast<std::size_t>(6 * std::sqrt(squares)) + 8;
    group.begin = n / 2 > reach ? n / 2 - reach : 0;
    group.end = std::min(n, n / 2 + reach);
    for (std::size_t i = 0; i < group.begin; ++i) ++group.before[group.rows[i].cluster];
}

/// Where half of the weight is reached, from row `first` on, before which `reached` of `total` lie; NaN if that is not
/// before row `end`.
double medianFrom(const MedianGroup& group, std::span<const std::uint32_t> counts, std::uint64_t total,
                  std::uint64_t reached, std::size_t first, std::size_t end)
{
    for (std::size_t i = first; i < end; ++i) {
        reached += counts[group.rows[i].cluster];
        if (2 * reached > total) return group.rows[i].value;
        if (2 * reached < total || total == 0) continue;
        std::size_t next = i + 1;
        while (counts[group.rows[next].cluster] == 0) ++next;
        return (group.rows[i].value + group.rows[next].value) / 2;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

/// Weighted median of the rows, each counted as often as its cluster was drawn; NaN without weight. Sums over clusters
/// say what lies before the window; only where the median lies outside it is every row looked at, so that the value is
/// exact and yet costs clusters, not rows.
double countedMedian(const MedianGroup& group, std::span<const std::uint32_t> counts)
{
    std::uint64_t total = 0;
    std::uint64_t before = 0;
    for (std::size_t c = 0; c < counts.size(); ++c) {
        total += std::uint64_t{counts[c]} * group.rowsOf[c];
        before += std::uint64_t{counts[c]} * group.before[c];
    }
    if (2 * before < total) {
        const double median = medianFrom(group, counts, total, before, group.begin, group.end);
        if (!std::isnan(median)) return median;
    }
    return medianFrom(group, counts, total, 0, 0, group.rows.size());
}

} // namespace

Outcome<Estimate> medianRatio(std::span<const double> value, std::span<const std::uint8_t> treated,
                              std::span<const std::uint32_t> cluster, BootstrapPlan plan, double level)
{
    if (value.empty()) return because(Reason::Empty);
    if (treated.size() != value.size() || cluster.size() != value.size()) return because(Reason::LengthMismatch);
    const auto names = distinctCodes(cluster);
    MedianGroup groups[2];
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto c =
            static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), cluster[i]) - names.begin());
        groups[treated[i] != 0 ? 1 : 0].rows.push_back({value[i], c});
    }
    if (groups[0].rows.empty() || groups[1].rows.empty()) return because(Reason::OneGroup);
    for (MedianGroup& group : groups) {
        std::sort(group.rows.begin(), group.rows.end(), [](const MedianRow& a, const MedianRow& b) {
            return a.value != b.value ? a.value < b.value : a.cluster < b.cluster;
        });
        openWindow(group, names.size());
    }
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
