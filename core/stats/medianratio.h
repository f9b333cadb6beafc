// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/bootstrap.h"
#include "stats/estimate.h"

#include <cstdint>
#include <span>

namespace assay::stats {

/// Ratio of the medians of two groups of positive values, first over second, with the percentile interval of a
/// bootstrap over clusters. `treated` is 1 in the first group. The median is where half of the weight is reached, the
/// middle of two values where it is reached exactly, as Kaplan–Meier gives it without censoring. `plan.clusters` and
/// `plan.statistics` are set here. Reasons: Empty, LengthMismatch, OneGroup, ZeroWeight (the second median is zero),
/// OneCluster, and those of percentileInterval.
[[nodiscard]] Outcome<Estimate> medianRatio(std::span<const double> value, std::span<const std::uint8_t> treated,
                                            std::span<const std::uint32_t> cluster, BootstrapPlan plan,
                                            double level = 0.95);

} // namespace assay::stats
