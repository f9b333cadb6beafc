// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <span>
#include <vector>

namespace assay::stats {

/// Quantiles and moments of the shapes in which people state uncertain quantities.
/// All quantile functions take 0 < p < 1 and valid shapes; `problem()` says what is wrong with one.

/// Lowest, most likely, highest.
struct Triangular
{
    double low = 0;
    double mode = 0;
    double high = 0;
    [[nodiscard]] std::optional<Reason> problem() const;
    [[nodiscard]] double quantile(double p) const;
    [[nodiscard]] double mean() const;
    [[nodiscard]] double variance() const;
};

/// Beta distribution between low and high around the mode (Malcolm et al. 1959; Vose 2008); weight 4 is the usual one.
struct Pert
{
    double low = 0;
    double mode = 0;
    double high = 0;
    double weight = 4;
    [[nodiscard]] std::optional<Reason> problem() const;
    [[nodiscard]] double alpha() const;
    [[nodiscard]] double beta() const;
    [[nodiscard]] double quantile(double p) const;
    [[nodiscard]] double mean() const;
    [[nodiscard]] double variance() const;
};

struct LogNormal
{
    double mu = 0;
    double sigma = 0;
    /// From the 10th and 90th percentile. Reason OutOfRange unless 0 < p10 < p90.
    [[nodiscard]] static Outcome<LogNormal> fromPercentiles(double p10, double p90);
    /// The quantile at a normal score.
    [[nodiscard]] double atScore(double score) const;
    [[nodiscard]] double quantile(double p) const;
    [[nodiscard]] double cdf(double x) const;
    [[nodiscard]] double mean() const;
    [[nodiscard]] double standardDeviation() const;
};

/// Lower Cholesky factor (row-major, n × n) of a correlation matrix (row-major): correlated normal numbers are it times
/// independent ones, and their probabilities drive any shapes (Gaussian copula).
/// Reasons: LengthMismatch, OutOfRange (not symmetric, not 1 on the diagonal), Singular (not positive definite).
[[nodiscard]] Outcome<std::vector<double>> choleskyOf(std::span<const double> correlation, std::size_t n);

} // namespace assay::stats
