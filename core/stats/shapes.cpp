// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/shapes.h"

#include "stats/distributions.h"

#include <cmath>

namespace assay::stats {

namespace {

std::optional<Reason> problemOfThreePoints(double low, double mode, double high)
{
    if (!std::isfinite(low) || !std::isfinite(mode) || !std::isfinite(high)) return Reason::NotFinite;
    if (!(low <= mode && mode <= high)) return Reason::OutOfRange;
    if (low == high) return Reason::Constant;
    return std::nullopt;
}

} // namespace

std::optional<Reason> Triangular::problem() const
{
    return problemOfThreePoints(low, mode, high);
}

double Triangular::quantile(double p) const
{
    const double width = high - low;
    const double split = (mode - low) / width;
    return p < split ? low + std::sqrt(p * width * (mode - low)) : high - std::sqrt((1 - p) * width * (high - mode));
}

double Triangular::mean() const
{
    return (low + mode + high) / 3;
}

double Triangular::variance() const
{
    return (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18;
}

std::optional<Reason> Pert::problem() const
{
    if (!(weight > 0)) return Reason::OutOfRange;
    return problemOfThreePoints(low, mode, high);
}

double Pert::alpha() const
{
    return 1 + weight * (mode - low) / (high - low);
}
double Pert::beta() const
{
    return 1 + weight * (high - mode) / (high - low);
}
double Pert::quantile(double p) const
{
    return low + (high - low) * betaQuantile(p, alpha(), beta());
}
double Pert::mean() const
{
    return (low + weight * mode + high) / (weight + 2);
}

double Pert::variance() const
{
    const double a = alpha();
    const double b = beta();
    return a * b / ((a + b) * (a + b) * (a + b + 1)) * (high - low) * (high - low);
}

Outcome<LogNormal> LogNormal::fromPercentiles(double p10, double p90)
{
    if (!(p10 > 0 && p90 > p10) || !std::isfinite(p90)) return because(Reason::OutOfRange);
    return LogNormal{(std::log(p10) + std::log(p90)) / 2, (std::log(p90) - std::log(p10)) / (2 * normalQuantile(0.9))};
}

double LogNormal::atScore(double score) const
{
    return std::exp(mu + sigma * score);
}
double LogNormal::quantile(double p) const
{
    return atScore(normalQuantile(p));
}
double LogNormal::cdf(double x) const
{
    return x > 0 ? normalCdf((std::log(x) - mu) / sigma) : 0;
}
double LogNormal::mean() const
{
    return std::exp(mu + sigma * sigma / 2);
}
double LogNormal::standardDeviation() const
{
    return mean() * std::sqrt(std::expm1(sigma * sigma));
}

Outcome<std::vector<double>> choleskyOf(std::span<const double> correlation, std::size_t n)
{
    if (n == 0) return because(Reason::Empty);
    if (correlation.size() != n * n) return because(Reason::LengthMismatch);
    std::vector<double> lower(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        if (std::abs(correlation[i * n + i] - 1) > 1e-12) return because(Reason::OutOfRange);
        for (std::size_t j = 0; j <= i; ++j) {
            if (std::abs(correlation[i * n + j] - correlation[j * n + i]) > 1e-12) return because(Reason::OutOfRange);
            double sum = correlation[i * n + j];
            for (std::size_t k = 0; k < j; ++k) sum -= lower[i * n + k] * lower[j * n + k];
            if (i == j && !(sum > 1e-12)) return because(Reason::Singular);
            lower[i * n + j] = i == j ? std::sqrt(sum) : sum / lower[j * n + j];
        }
    }
    return lower;
}

} // namespace assay::stats
