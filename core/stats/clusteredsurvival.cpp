// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/clusteredsurvival.h"

#include "stats/distributions.h"
#include "stats/risktable.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::stats {
namespace {

/// Weight that ends in one bin of time.
struct TimeBin
{
    double events = 0;
    double censored = 0;
    double own = 0;     ///< 1 / (Y - d): what an event in this bin adds to -log S per unit of weight
    double exposed = 0; ///< running sum of d / (Y (Y - d)): what being at risk until then takes away
};

std::size_t binOf(double time, double last, double resolution)
{
    // A whole number of steps must not fall into the bin below by a rounding error.
    return static_cast<std::size_t>(std::min(time, last) / resolution + 1e-9);
}

/// The curve up to the last bin and the influence of each bin; zero survival ends it.
double fillInfluence(std::vector<TimeBin>& bins)
{
    double atRisk = 0;
    for (const TimeBin& bin : bins) atRisk += bin.events + bin.censored;
    double survival = 1;
    double sum = 0;
    for (TimeBin& bin : bins) {
        const double left = atRisk - bin.events;
        if (bin.events > 0) {
            if (left <= 1e-12 * atRisk) return 0;
            survival *= left / atRisk;
            sum += bin.events / (atRisk * left);
        }
        bin.own = left > 0 ? 1 / left : 0;
        bin.exposed = sum;
        atRisk = left - bin.censored;
    }
    return survival;
}

/// All rows by the time at which they end.
struct Binned
{
    std::vector<TimeBin> bins;
    double longest = 0;
    std::size_t n = 0;
};

Outcome<Binned> binned(const Observations& data, double time, double resolution)
{
    if (!(time >= 0) || !(resolution > 0) || !(time / resolution < 1e7)) return because(Reason::OutOfRange);
    if (const auto problem = problemOf(data)) return because(*problem);
    Binned result{std::vector<TimeBin>(binOf(time, time, resolution) + 1)};
    for (std::size_t i = 0; i < data.time.size(); ++i) {
        const double weight = data.weight.empty() ? 1 : data.weight[i];
        if (weight <= 0) continue;
        ++result.n;
        result.longest = std::max(result.longest, data.time[i]);
        TimeBin& bin = result.bins[binOf(data.time[i], time, resolution)];
        (data.event[i] != 0 && data.time[i] <= time ? bin.events : bin.censored) += weight;
    }
    return result;
}

/// A row's share in the derivative of -log S with respect to the weight of its cluster.
struct Influence
{
    int cluster;
    double value;
};

/// Rows of each cluster together, in their order. Of few rows among many clusters only those that occur are looked at.
void groupByCluster(std::vector<Influence>& rows)
{
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Influence& a, const Influence& b) { return a.cluster < b.cluster; });
    std::size_t groups = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0 && rows[i].cluster == rows[groups - 1].cluster)
            rows[groups - 1].value += rows[i].value;
        else
            rows[groups++] = rows[i];
    }
    rows.resize(groups);
}

/// Sum of squares over clusters of the derivative of -log S with respect to weight; absent with fewer than two
/// clusters.
std::optional<double> clusteredSquares(const Observations& data, std::span<const int> cluster,
                                       const std::vector<TimeBin>& bins, double time, double resolution,
                                       double& clusters)
{
    const auto [least, most] = std::minmax_element(cluster.begin(), cluster.end());
    const auto codes = static_cast<std::size_t>(*most - *least) + 1;
    const bool few = data.time.size() * 8 < codes;
    std::vector<double> sums(few ? 0 : codes, 0);
    std::vector<std::uint8_t> seen(sums.size(), 0);
    std::vector<Influence> rows;
    for (std::size_t i = 0; i < data.time.size(); ++i) {
        const double weight = data.weight.empty() ? 1 : data.weight[i];
        if (weight <= 0) continue;
        const TimeBin& bin = bins[binOf(data.time[i], time, resolution)];
        const bool died = data.event[i] != 0 && data.time[i] <= time;
        const double value = weight * ((died ? bin.own : 0) - bin.exposed);
        if (few) {
            rows.push_back({cluster[i], value});
            continue;
        }
        const auto c = static_cast<std::size_t>(cluster[i] - *least);
        sums[c] += value;
        seen[c] = 1;
    }
    groupByCluster(rows);
    clusters = static_cast<double>(few ? static_cast<std::ptrdiff_t>(rows.size())
                                       : std::count(seen.begin(), seen.end(), std::uint8_t{1}));
    if (clusters < 2) return std::nullopt;
    double squares = 0;
    for (const double sum : sums) squares += sum * sum;
    for (const Influence& row : rows) squares += row.value * row.value;
    return squares;
}

} // namespace

Outcome<Estimate> clusteredSurvival(const Observations& data, std::span<const int> cluster, double time,
                                    double resolution, double level)
{
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    if (cluster.size() != data.time.size()) return because(Reason::LengthMismatch);
    auto rows = binned(data, time, resolution);
    if (!rows) return because(rows.error());
    std::vector<TimeBin>& bins = rows->bins;
    const double survival = fillInfluence(bins);
    if (rows->longest < time && survival > 0) return because(Reason::NotReached);
    Estimate result{.value = survival,
                    .level = level,
                    .n = rows->n,
                    .method = "Kaplan–Meier, log-log interval with clustered errors"};
    if (!(survival > 0 && survival < 1)) return result;
    double clusters = 0;
    const auto squares = clusteredSquares(data, cluster, bins, time, resolution, clusters);
    if (!squares) return result;
    const double error = std::sqrt(*squares * clusters / (clusters - 1));
    const double spread = studentQuantile((1 + level) / 2, clusters - 1) * error / std::abs(std::log(survival));
    const double centre = std::log(-std::log(survival));
    result.standardError = survival * error;
    result.low = std::exp(-std::exp(centre + spread));
    result.high = std::exp(-std::exp(centre - spread));
    return result;
}

Outcome<double> roundedSurvival(const Observations& data, double time, double resolution)
{
    auto rows = binned(data, time, resolution);
    if (!rows) return because(rows.error());
    const double survival = fillInfluence(rows->bins);
    if (rows->longest < time && survival > 0) return because(Reason::NotReached);
    return survival;
}

} // namespace assay::stats
