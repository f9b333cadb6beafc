// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/shifttable.h"

#include <vector>

namespace assay::stats {

/// What each cluster contributes to the statistic at a shift, and to its variance.
struct ClusterSums
{
    std::vector<double> sums; ///< of the clusters that have rows
    std::vector<double> variances;
    [[nodiscard]] double count() const { return static_cast<double>(sums.size()); }
    /// Squares of the sums; by chance the products between strata can be negative, but a quarter is left at least.
    [[nodiscard]] double squares() const;
    [[nodiscard]] double variance() const;
    /// For resampling: the sums scatter as the statistic does.
    void scaleToVariance();
};

/// How much the statistic scatters at a shift, and how many clusters there are in effect.
struct ShiftSpread
{
    double deviation = -1; ///< negative with fewer than two clusters
    double freedom = 0;
};

/// Counted pairs scatter more than ranks do: of N independent clusters in a stratum the squared contributions add up to
/// m n (N + 4) / 12, the statistic's variance is m n (N + 1) / 12. What exceeds it is taken off within the stratum, but
/// not off the products between strata, where a person's rows meet other partners.
[[nodiscard]] ClusterSums sumsAt(const ShiftTable& t, double shift);
[[nodiscard]] ShiftSpread spreadOf(const ClusterSums& of);

} // namespace assay::stats
