// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/design.h"
#include "stats/kaplanmeier.h"

namespace assay::stats {

enum class Ties : std::uint8_t
{
    Efron,   ///< Efron (1977); the default
    Breslow, ///< Breslow (1974)
    Exact,   ///< discrete time (Cox 1972), by the recursion of Gail, Lubin & Rubinstein (1981); for small data
};

struct CoxOptions
{
    Ties ties = Ties::Efron;
    std::span<const std::uint32_t> stratum = {};
    std::span<const std::uint32_t> cluster = {}; ///< given: robust errors by cluster (Lin & Wei 1989)
    double level = 0.95;
};

struct CoxFit
{
    std::vector<Coefficient> coefficients; ///< log hazard ratios; errors robust when clusters were given
    std::vector<double> modelErrors;       ///< the errors the model itself implies
    std::vector<double> covariance;        ///< column-major, the one the coefficients' errors come from
    double logLikelihoodNull = 0;
    double logLikelihood = 0;
    TestResult likelihoodRatio;
    TestResult score;
    TestResult wald; ///< of all coefficients; robust when clusters were given
    std::size_t n = 0;
    std::size_t events = 0;
    int iterations = 0;
};

/// Proportional hazards (Cox 1972). Observations may enter late (`entry`) and carry weights (not with Exact); the
/// design has no intercept. Reasons: those of Design and of kaplanMeier, NoEvents, Singular, Diverged (a covariate
/// separates the events from the rest, so that its hazard ratio is infinite).
[[nodiscard]] Outcome<CoxFit> cox(const Observations& data, const Design& x, const CoxOptions& options = {});

struct ProportionalityTest
{
    std::vector<TestResult> terms; ///< one per column
    TestResult global;
};

/// Do the hazard ratios change with time? Score test of Grambsch & Therneau (1994) against the Kaplan–Meier time scale,
/// as R's cox.zph (survival 3). Efron or Breslow ties.
[[nodiscard]] Outcome<ProportionalityTest> proportionality(const Observations& data, const Design& x, const CoxFit& fit,
                                                           const CoxOptions& options = {});

} // namespace assay::stats
