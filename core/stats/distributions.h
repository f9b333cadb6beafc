// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Distribution functions used throughout, over Boost.Math. Arguments are checked by the callers; none throws.
namespace assay::stats {

/// P(Z <= z) for a standard normal.
[[nodiscard]] double normalCdf(double z);
/// z with P(Z <= z) = p, for 0 < p < 1.
[[nodiscard]] double normalQuantile(double p);
/// Half-width multiplier of a two-sided interval: 1.96 for level 0.95.
[[nodiscard]] double normalMultiplier(double level);
/// 2 P(Z > |z|), accurate far into the tail.
[[nodiscard]] double normalTwoSided(double z);

/// P(X > x) for chi-squared with df degrees of freedom.
[[nodiscard]] double chiSquaredUpper(double x, double df);
/// x with P(X <= x) = p.
[[nodiscard]] double chiSquaredQuantile(double p, double df);
/// 2 P(T > |t|), Student's t.
[[nodiscard]] double studentTwoSided(double t, double df);
/// t with P(T <= t) = p.
[[nodiscard]] double studentQuantile(double p, double df);
/// P(F > f).
[[nodiscard]] double fisherUpper(double f, double df1, double df2);

/// Regularised incomplete beta function I_x(a, b), with its limits at a = 0 (1) and b = 0 (0).
[[nodiscard]] double betaCdf(double x, double a, double b);
/// x with I_x(a, b) = p.
[[nodiscard]] double betaQuantile(double p, double a, double b);
/// Regularised lower incomplete gamma function P(a, x), 1 at a = 0.
[[nodiscard]] double gammaCdf(double x, double a);

} // namespace assay::stats
