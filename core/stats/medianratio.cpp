// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/medianratio.h"

#include "stats/codeorder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <vector>

namespace assay::stats {
namespace {

struct MedianRow
{
    double value;
    std::uint32_t cluster;
};

bool isBefore(const MedianRow& a, const MedianRow& b)
{
    return a.value != b.value ? a.value < b.value : a.cluster < b.cluster;
}

/// One group: ascending in the window around the middle, where draws have their median; smaller rows before it and
/// larger ones after it, unsorted until a draw is not content with the window.
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
    auto& rows = group.rows;
    const std::size_t n = rows.size();
    const auto at = [&rows](std::size_t rank) { return rows.begin() + static_cast<std::ptrdiff_t>(rank); };
    if (n > 1) std::nth_element(rows.begin(), at(n / 2), rows.end(), isBefore);
    group.rowsOf.assign(clusters, 0);
    group.before.assign(clusters, 0);
    std::vector<double> excess(clusters, 0); // rows below the middle, less half of all
    for (std::size_t i = 0; i < n; ++i) {
        ++group.rowsOf[rows[i].cluster];
        excess[rows[i].cluster] += i < n / 2 ? 0.5 : -0.5;
    }
    double squares = 0;
    for (const double e : excess) squares += e * e;
    const auto reach = static_cast<std::size_t>(6 * std::sqrt(squares)) + 8;
    group.begin = n / 2 > reach ? n / 2 - reach : 0;
    group.end = std::min(n, n / 2 + reach);
    if (group.begin > 0) std::nth_element(rows.begin(), at(group.begin), at(n / 2), isBefore);
    if (group.end < n) std::nth_element(at(n / 2), at(group.end), rows.end(), isBefore);
    std::sort(at(group.begin), at(group.end), isBefore);
    for (std::size_t i = 0; i < group.begin; ++i) ++group.before[rows[i].cluster];
}

/// All of a group, sorted: made by the first draw that asks for it.
class Sorted
{
public:
    explicit Sorted(const MedianGroup& group) : m_group(group) {}
    const MedianGroup& group() const
    {
        std::call_once(m_once, [this] {
            m_sorted.rows = m_group.rows;
            std::sort(m_sorted.rows.begin(), m_sorted.rows.end(), isBefore);
        });
        return m_sorted;
    }

private:
    const MedianGroup& m_group;
    mutable std::once_flag m_once;
    mutable MedianGroup m_sorted;
};

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
        while (next < end && counts[group.rows[next].cluster] == 0) ++next;
        if (next == end) break; // it lies beyond
        return (group.rows[i].value + group.rows[next].value) / 2;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

/// Weighted median of the rows, each counted as often as its cluster was drawn; NaN without weight. Sums over clusters
/// say what lies before the window; only where the median lies outside it is every row looked at, so that the value is
/// exact and yet costs clusters, not rows.
double countedMedian(const MedianGroup& group, const Sorted& sorted, std::span<const std::uint32_t> counts)
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
    return medianFrom(sorted.group(), counts, total, 0, 0, group.rows.size());
}

} // namespace

Outcome<Estimate> medianRatio(std::span<const double> value, std::span<const std::uint8_t> treated,
                              std::span<const std::uint32_t> cluster, BootstrapPlan plan, double level)
{
    if (value.empty()) return because(Reason::Empty);
    if (treated.size() != value.size() || cluster.size() != value.size()) return because(Reason::LengthMismatch);
    std::size_t clusters = 0;
    const auto names = rankedCodes(cluster, clusters);
    MedianGroup groups[2];
    for (std::size_t i = 0; i < value.size(); ++i) groups[treated[i] != 0 ? 1 : 0].rows.push_back({value[i], names[i]});
    if (groups[0].rows.empty() || groups[1].rows.empty()) return because(Reason::OneGroup);
    for (MedianGroup& group : groups) openWindow(group, clusters);
    const Sorted sorted[2]{Sorted(groups[0]), Sorted(groups[1])};
    const auto logRatio = [&](std::span<const std::uint32_t> counts) {
        const double ratio = countedMedian(groups[1], sorted[1], counts) / countedMedian(groups[0], sorted[0], counts);
        return ratio > 0 && std::isfinite(ratio) ? std::log(ratio) : std::numeric_limits<double>::quiet_NaN();
    };
    const double point = logRatio(std::vector<std::uint32_t>(clusters, 1));
    if (std::isnan(point)) return because(Reason::ZeroWeight);
    plan.clusters = clusters;
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
