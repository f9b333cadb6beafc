// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace assay::stats {

/// What to compute from one resample: `counts[c]` says how often cluster c was drawn (their sum is the number of
/// clusters); write one number per statistic, NaN where the resample does not define it. Called from several threads at
/// once. Counts instead of rows, so that a statistic made of sums touches each cluster once and not each row.
using ClusterStatistic = std::function<void(std::span<const std::uint32_t> counts, std::span<double> out)>;
/// Makes a statistic with scratch memory of its own, one per thread.
using ClusterStatisticFactory = std::function<ClusterStatistic()>;

struct BootstrapPlan
{
    std::size_t clusters = 0;
    std::size_t statistics = 1;
    std::uint64_t seed = 0;
    std::uint64_t first = 0; ///< number of the first resample: go on later where an earlier call stopped
    std::size_t resamples = 2000;
    unsigned threads = 0; ///< 0 = as many as the machine has; the draws do not depend on it
    const std::atomic<bool>* cancelled = nullptr;
};

/// Draws of each statistic, in the order of the resamples.
struct BootstrapDraws
{
    std::vector<std::vector<double>> values; ///< [statistic][resample], NaN where undefined
};

/// Resamples whole clusters with replacement (people, teams), so that what belongs together stays together
/// (Davison & Hinkley 1997, section 3.8). Resample r is a function of seed and r alone.
/// Reasons: Empty, OneCluster, Cancelled.
[[nodiscard]] Outcome<BootstrapDraws> clusterBootstrap(const BootstrapPlan& plan,
                                                       const ClusterStatisticFactory& factory);

/// How often each cluster is drawn in resample r.
void resampleCounts(std::uint64_t seed, std::uint64_t r, std::span<std::uint32_t> counts);

/// The statistic with each cluster left out in turn; for BCa. Same shape as the draws.
[[nodiscard]] Outcome<BootstrapDraws> leaveOneClusterOut(const BootstrapPlan& plan,
                                                         const ClusterStatisticFactory& factory);

/// Percentile interval (Efron 1979) around `point`. Draws that are NaN are left out; TooFew if fewer than 9 in 10 or
/// fewer than 20 are defined, as an interval from those that happen to be would be too narrow.
[[nodiscard]] Outcome<Estimate> percentileInterval(double point, std::span<const double> draws, double level = 0.95);
/// Bias-corrected and accelerated interval (Efron 1987), acceleration from the leave-one-out values.
/// Constant if all draws or all leave-one-out values agree.
[[nodiscard]] Outcome<Estimate> bcaInterval(double point, std::span<const double> draws,
                                            std::span<const double> leaveOneOut, double level = 0.95);

/// Basic interval (Davison & Hinkley 1997, section 5.2.1): the percentile one mirrored at `point`.
[[nodiscard]] Outcome<Estimate> basicInterval(double point, std::span<const double> draws, double level = 0.95);
/// Normal interval (ibid.) around `point` less the bias that the draws show.
[[nodiscard]] Outcome<Estimate> normalInterval(double point, std::span<const double> draws, double level = 0.95);
/// z0 of Efron (1987): the normal quantile of the share of draws below `point`, ties counted half. Reasons: TooFew,
/// Constant (all draws on one side).
[[nodiscard]] Outcome<double> biasCorrection(double point, std::span<const double> draws);

struct Jackknife
{
    double standardError = 0;
    double bias = 0;
    double acceleration = 0; ///< sum of cubes / (6 (sum of squares)^1.5)
};
[[nodiscard]] Outcome<Jackknife> jackknife(double point, std::span<const double> leaveOneOut);

} // namespace assay::stats
