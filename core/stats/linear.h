// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/design.h"

namespace assay::stats {

struct LinearOptions
{
    ErrorKind errors = ErrorKind::HC2;
    std::span<const double> weights = {}; ///< of the rows (inverse variance or propensity weights); empty = equal
    std::span<const std::uint32_t> cluster = {}; ///< for CR0…CR2; any codes
    double level = 0.95;
};

struct LinearFit
{
    std::vector<Coefficient> coefficients;
    std::vector<double> covariance; ///< column-major k × k
    std::vector<double> residuals;
    double sigma = 0; ///< residual standard deviation, √(RSS / (n - k))
    double rss = 0;   ///< weighted residual sum of squares
    double rSquared = 0;
    std::size_t n = 0;
    std::size_t clusters = 0;
};

/// Least squares by QR. Rows of weight zero take no part. Intervals use t with n - k degrees of freedom, G - 1 for CR0
/// and CR1, Satterthwaite's for CR2 (working model: equal variance, independence). Reasons: Empty, TooFew,
/// LengthMismatch, NotFinite, ZeroWeight, Singular, OneCluster.
[[nodiscard]] Outcome<LinearFit> linearRegression(std::span<const double> y, const Design& x,
                                                  const LinearOptions& options = {});

/// Heteroscedasticity- and autocorrelation-consistent errors (Newey & West 1987): Bartlett weights up to `lag`, rows in
/// time order. Returns the standard errors of the coefficients of the unweighted fit.
[[nodiscard]] Outcome<std::vector<double>> neweyWestErrors(std::span<const double> y, const Design& x, std::size_t lag);

/// Durbin & Watson (1950): about 2 without serial correlation, towards 0 with positive.
[[nodiscard]] Outcome<double> durbinWatson(std::span<const double> residuals);

/// Welch (1947): difference of two means without assuming equal variances.
struct WelchTest
{
    Estimate difference; ///< first minus second
    double t = 0;
    double df = 0;
    double pValue = 1;
};
/// Reasons: TooFew (under two values in a group), NotFinite, Constant (both groups without variation).
[[nodiscard]] Outcome<WelchTest> welch(std::span<const double> first, std::span<const double> second,
                                       double level = 0.95);

} // namespace assay::stats
