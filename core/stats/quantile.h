// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <span>

namespace assay::stats {

/// Quantile of type 7 (Hyndman & Fan 1996, the default of R and NumPy): linear between order statistics at (n-1)p.
/// Reasons: Empty, NotFinite, OutOfRange (p outside 0…1).
[[nodiscard]] Outcome<double> quantile(std::span<const double> values, double p);
/// The same on values already in ascending order, without copying.
[[nodiscard]] Outcome<double> quantileOfSorted(std::span<const double> sorted, double p);

/// Median with the distribution-free interval from order statistics (binomial, no assumption about the shape;
/// Conover 1999, section 3.2). An end is absent when the sample is too small for the level.
[[nodiscard]] Outcome<Estimate> median(std::span<const double> values, double level = 0.95);

[[nodiscard]] Outcome<double> mean(std::span<const double> values);
/// Unbiased sample variance (divisor n - 1). Reasons: TooFew below two values.
[[nodiscard]] Outcome<double> variance(std::span<const double> values);

/// True when every value is a finite number.
[[nodiscard]] bool allFinite(std::span<const double> values);

} // namespace assay::stats
