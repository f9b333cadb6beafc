// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/bootstrap.h"

#include "stats/distributions.h"
#include "stats/parallel.h"
#include "stats/quantile.h"
#include "stats/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::stats {

namespace {

std::optional<Reason> problemOf(const BootstrapPlan& plan)
{
    if (plan.clusters == 0 || plan.statistics == 0 || plan.resamples == 0) return Reason::Empty;
    if (plan.clusters == 1) return Reason::OneCluster;
    return std::nullopt;
}

/// Runs `count` evaluations; `fill(i, counts)` sets the multiplicities of evaluation i.
template <class Fill>
Outcome<BootstrapDraws> evaluate(const BootstrapPlan& plan, std::size_t count, const ClusterStatisticFactory& factory,
                                 const Fill& fill)
{
    BootstrapDraws draws;
    draws.values.assign(plan.statistics, std::vector<double>(count));
    const auto makeWorker = [&] {
        return [&, statistic = factory(), counts = std::vector<std::uint32_t>(plan.clusters),
                out = std::vector<double>(plan.statistics)](std::size_t i) mutable {
            fill(i, std::span(counts));
            std::fill(out.begin(), out.end(), std::numeric_limits<double>::quiet_NaN());
            statistic(counts, out);
            for (std::size_t s = 0; s < out.size(); ++s) draws.values[s][i] = out[s];
        };
    };
    if (!forEachParallel(count, plan.threads, plan.cancelled, makeWorker)) return because(Reason::Cancelled);
    return draws;
}

std::vector<double> definedSorted(std::span<const double> draws)
{
    std::vector<double> defined;
    defined.reserve(draws.size());
    std::copy_if(draws.begin(), draws.end(), std::back_inserter(defined), [](double v) { return std::isfinite(v); });
    std::sort(defined.begin(), defined.end());
    return defined;
}

bool enough(std::size_t defined, std::size_t all)
{
    return defined >= 20 && static_cast<double>(defined) >= 0.9 * static_cast<double>(all);
}

/// Quantile of sorted draws by interpolation on the normal scale at (R + 1) p (Davison & Hinkley 1997, equation 5.8).
double drawQuantile(const std::vector<double>& sorted, double p)
{
    const auto count = static_cast<double>(sorted.size());
    const double rank = std::clamp((count + 1) * p, 1.0, count);
    const double below = std::floor(rank);
    const auto k = static_cast<std::size_t>(below);
    if (k >= sorted.size() || rank == below) return sorted[std::min(k, sorted.size()) - 1];
    const double lower = normalQuantile(below / (count + 1));
    const double upper = normalQuantile((below + 1) / (count + 1));
    const double fraction = (normalQuantile(p) - lower) / (upper - lower);
    return sorted[k - 1] + std::clamp(fraction, 0.0, 1.0) * (sorted[k] - sorted[k - 1]);
}

double deviation(const std::vector<double>& values)
{
    const auto v = variance(values);
    return v ? std::sqrt(*v) : 0;
}

} // namespace

void resampleCounts(std::uint64_t seed, std::uint64_t r, std::span<std::uint32_t> counts)
{
    std::fill(counts.begin(), counts.end(), 0U);
    Random random(seed, r);
    const auto clusters = static_cast<std::uint32_t>(counts.size());
    for (std::uint32_t i = 0; i < clusters; ++i) ++counts[random.below(clusters)];
}

Outcome<BootstrapDraws> clusterBootstrap(const BootstrapPlan& plan, const ClusterStatisticFactory& factory)
{
    if (const auto problem = problemOf(plan)) return because(*problem);
    return evaluate(plan, plan.resamples, factory, [&](std::size_t i, std::span<std::uint32_t> counts) {
        resampleCounts(plan.seed, plan.first + i, counts);
    });
}

Outcome<BootstrapDraws> leaveOneClusterOut(const BootstrapPlan& plan, const ClusterStatisticFactory& factory)
{
    if (const auto problem = problemOf(plan)) return because(*problem);
    return evaluate(plan, plan.clusters, factory, [](std::size_t i, std::span<std::uint32_t> counts) {
        std::fill(counts.begin(), counts.end(), 1U);
        counts[i] = 0;
    });
}

Outcome<Estimate> percentileInterval(double point, std::span<const double> draws, double level)
{
    if (!std::isfinite(point)) return because(Reason::NotFinite);
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const std::vector<double> sorted = definedSorted(draws);
    if (!enough(sorted.size(), draws.size())) return because(Reason::TooFew);
    return Estimate{.value = point,
                    .low = drawQuantile(sorted, (1 - level) / 2),
                    .high = drawQuantile(sorted, (1 + level) / 2),
                    .standardError = deviation(sorted),
                    .level = level,
                    .n = sorted.size(),
                    .method = "bootstrap over clusters, percentile interval"};
}

Outcome<Estimate> basicInterval(double point, std::span<const double> draws, double level)
{
    auto result = percentileInterval(point, draws, level);
    if (!result) return result;
    result->low = 2 * point - *result->low;
    result->high = 2 * point - *result->high;
    std::swap(result->low, result->high);
    result->method = "bootstrap over clusters, basic interval";
    return result;
}

Outcome<Estimate> normalInterval(double point, std::span<const double> draws, double level)
{
    auto result = percentileInterval(point, draws, level);
    if (!result) return result;
    const double centre = 2 * point - *mean(definedSorted(draws));
    const double margin = normalMultiplier(level) * *result->standardError;
    result->low = centre - margin;
    result->high = centre + margin;
    result->method = "bootstrap over clusters, normal interval";
    return result;
}

Outcome<double> biasCorrection(double point, std::span<const double> draws)
{
    const std::vector<double> sorted = definedSorted(draws);
    if (!enough(sorted.size(), draws.size())) return because(Reason::TooFew);
    const auto below = static_cast<double>(std::lower_bound(sorted.begin(), sorted.end(), point) - sorted.begin());
    const auto equal =
        static_cast<double>(std::upper_bound(sorted.begin(), sorted.end(), point) - sorted.begin()) - below;
    const double share = (below + equal / 2) / static_cast<double>(sorted.size());
    if (share <= 0 || share >= 1) return because(Reason::Constant);
    return normalQuantile(share);
}

Outcome<Jackknife> jackknife(double point, std::span<const double> leaveOneOut)
{
    if (leaveOneOut.size() < 2) return because(Reason::TooFew);
    const auto centre = mean(leaveOneOut);
    if (!centre || !std::isfinite(point)) return because(Reason::NotFinite);
    const auto n = static_cast<double>(leaveOneOut.size());
    double squares = 0;
    double cubes = 0;
    for (double value : leaveOneOut) {
        const double d = *centre - value;
        squares += d * d;
        cubes += d * d * d;
    }
    if (!(squares > 0)) return because(Reason::Constant);
    return Jackknife{.standardError = std::sqrt((n - 1) / n * squares),
                     .bias = (n - 1) * (*centre - point),
                     .acceleration = cubes / (6 * std::pow(squares, 1.5))};
}

Outcome<Estimate> bcaInterval(double point, std::span<const double> draws, std::span<const double> leaveOneOut,
                              double level)
{
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const auto knife = jackknife(point, leaveOneOut);
    if (!knife) return because(knife.error());
    const std::vector<double> sorted = definedSorted(draws);
    if (!enough(sorted.size(), draws.size())) return because(Reason::TooFew);
    const auto z0 = biasCorrection(point, sorted);
    if (!z0) return because(z0.error());
    const auto adjusted = [&](double p) {
        const double z = *z0 + normalQuantile(p);
        return normalCdf(*z0 + z / (1 - knife->acceleration * z));
    };
    return Estimate{.value = point,
                    .low = drawQuantile(sorted, adjusted((1 - level) / 2)),
                    .high = drawQuantile(sorted, adjusted((1 + level) / 2)),
                    .standardError = deviation(sorted),
                    .level = level,
                    .n = sorted.size(),
                    .method = "bootstrap over clusters, BCa interval"};
}

} // namespace assay::stats
