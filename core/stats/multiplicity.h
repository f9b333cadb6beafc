// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <cstdint>
#include <span>
#include <vector>

namespace assay::stats {

enum class Correction : std::uint8_t
{
    BenjaminiHochberg,  ///< false discovery rate (Benjamini & Hochberg 1995)
    BenjaminiYekutieli, ///< the same under any dependence (2001)
    Holm,               ///< family-wise error, any dependence (1979)
    Hochberg,           ///< family-wise error, independent or positively dependent (1988)
    Bonferroni,
};

/// Adjusted p-values in the order given; reject where at most the chosen rate. Reasons: Empty, OutOfRange.
[[nodiscard]] Outcome<std::vector<double>> adjustedPValues(std::span<const double> pValues, Correction correction);

} // namespace assay::stats
