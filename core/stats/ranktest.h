// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <span>

namespace assay::stats {

struct RankSum
{
    double u = 0; ///< pairs in which the first group's value is larger, ties counted half (R's W)
    double z = 0;
    double pValue = 1;     ///< two-sided, normal approximation with correction for ties
    double cliffDelta = 0; ///< P(first larger) - P(second larger)
};

/// Wilcoxon–Mann–Whitney rank-sum test (Wilcoxon 1945; Mann & Whitney 1947). O(N log N).
/// Reasons: Empty, OneGroup, NotFinite, Constant (all values tied).
[[nodiscard]] Outcome<RankSum> rankSumTest(std::span<const double> first, std::span<const double> second,
                                           bool continuity = true);

/// Cliff's delta (1993) with the interval from his consistent variance (Feng & Cliff 2004), asymmetric and inside -1…1.
[[nodiscard]] Outcome<Estimate> cliffDelta(std::span<const double> first, std::span<const double> second,
                                           double level = 0.95);

/// Shift of Hodges & Lehmann (1963): the median of all differences first - second, exactly, in O(N log N) time and O(N)
/// memory by counting in the sorted difference matrix. Interval: order statistics of the differences at the ranks of
/// the normal approximation with correction for ties (Moses). Reasons: Empty, OneGroup, NotFinite.
[[nodiscard]] Outcome<Estimate> hodgesLehmann(std::span<const double> first, std::span<const double> second,
                                              double level = 0.95);

} // namespace assay::stats
