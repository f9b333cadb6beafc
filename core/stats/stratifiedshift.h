// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/bootstrap.h"
#include "stats/estimate.h"

#include <cstdint>
#include <span>

namespace assay::stats {

/// Rows of a comparison of values, like with like. All columns have the same length.
struct StratifiedValues
{
    std::span<const double> value;
    std::span<const std::uint8_t> treated;  ///< 1 in the first group, 0 in the second
    std::span<const std::uint32_t> stratum; ///< any numbers; only rows of one stratum are compared
    std::span<const std::uint32_t> cluster; ///< rows of one cluster are not independent (work of one person)
};

/// Shift between two groups within strata: the value by which the first group must be moved for the stratified rank-sum
/// statistic of van Elteren (1960), with weights 1 / (n + 1), to see no difference; with one stratum the estimate of
/// Hodges & Lehmann (1963). Interval by inversion of the same statistic, its variance from sums within clusters (as
/// Rosner, Glynn & Lee 2003), within a stratum of N clusters scaled by (N + 1) / (N + 4), which makes it right for
/// independent rows however thin the strata are, between strata as it is; pairs of a cluster with itself count once;
/// Student's t with Satterthwaite's degrees of freedom. Strata without
/// one of the groups carry nothing and drop out; `n` counts the rows in the others. O(n log n). Reasons: Empty,
/// LengthMismatch, NotFinite, OneGroup (no stratum with both), OneCluster, OutOfRange.
[[nodiscard]] Outcome<Estimate> stratifiedShift(const StratifiedValues& rows, double level = 0.95);

/// The same shift; its interval inverts the same statistic at the percentiles of what resampled clusters make of it: a
/// draw is the sum of the clusters' contributions at the estimate, each counted as often as its cluster was drawn
/// (score bootstrap: Kline & Santos 2012), so that it costs clusters and not rows. Without a standard error.
/// `plan.clusters` and `plan.statistics` are set here. Reasons as above, and those of percentileInterval.
[[nodiscard]] Outcome<Estimate> bootstrapStratifiedShift(const StratifiedValues& rows, BootstrapPlan plan,
                                                         double level = 0.95);

} // namespace assay::stats
