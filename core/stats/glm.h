// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/design.h"

namespace assay::stats {

enum class Family : std::uint8_t
{
    Poisson,      ///< log link; rates with `offset` = log exposure
    QuasiPoisson, ///< the same with the variance scaled by the Pearson dispersion
    Binomial,     ///< logit link; y in 0…1
};

struct GlmOptions
{
    Family family = Family::Poisson;
    std::span<const double> offset = {};
    std::span<const double> weights = {};
    std::span<const std::uint32_t> cluster = {}; ///< given: clustered errors with G/(G-1) (Liang & Zeger 1986)
    double level = 0.95;
};

struct GlmFit
{
    std::vector<Coefficient> coefficients; ///< on the link scale; exp of it is a rate or odds ratio
    std::vector<double> covariance;        ///< column-major k × k
    std::vector<double> fitted;            ///< on the scale of y
    double deviance = 0;
    double dispersion = 1;
    double logLikelihood = 0;
    double df = 0; ///< residual
    std::size_t n = 0;
    int iterations = 0;
};

/// Generalised linear model (Nelder & Wedderburn 1972) by iterated weighted least squares.
/// Reasons: those of Design, LengthMismatch, OutOfRange (counts below zero, shares outside 0…1), NoEvents (all counts
/// zero), Constant (a binomial outcome that is always the same), Singular, Diverged (often perfect separation),
/// OneCluster.
[[nodiscard]] Outcome<GlmFit> glm(std::span<const double> y, const Design& x, const GlmOptions& options = {});

struct NegativeBinomialFit
{
    GlmFit model;
    double theta = 0; ///< variance = mean + mean² / theta
    double thetaError = 0;
    double logLikelihood = 0;
};

/// Negative binomial regression with log link, dispersion by maximum likelihood (Lawless 1987; Venables & Ripley
/// 2002, 7.4). Reasons as for glm; Constant if the counts are no more variable than Poisson (theta grows without
/// bound): use that.
[[nodiscard]] Outcome<NegativeBinomialFit> negativeBinomial(std::span<const double> y, const Design& x,
                                                            const GlmOptions& options = {});

} // namespace assay::stats
