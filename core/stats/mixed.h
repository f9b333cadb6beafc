// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/design.h"
#include "stats/estimate.h"

#include <cstdint>
#include <span>
#include <vector>

namespace assay::stats {

struct MixedFit
{
    std::vector<Coefficient> fixed;   ///< normal intervals
    std::vector<double> deviations;   ///< of the random terms between groups, in the order asked for
    std::vector<double> correlations; ///< of the random terms, the lower triangle row by row
    double residualDeviation = 0;
    double criterion = 0; ///< -2 log restricted likelihood
    /// Share of the variance that lies between groups; absent with more than a random intercept.
    std::optional<double> intraclass{};
    std::size_t groups = 0;
};

/// Linear model with effects that vary between groups (people): y = Xβ + Zb + e, b normal per group with any
/// covariance, by restricted maximum likelihood (Laird & Ware 1982; Bates et al. 2015, profiled over β and σ). `random`
/// names the columns of x that vary, at most three; 0 is the intercept where x has one. Reasons: those of Design,
/// LengthMismatch, OneCluster, OutOfRange (a column that x has not), Singular, Constant (no residual variation).
[[nodiscard]] Outcome<MixedFit> mixedModel(std::span<const double> y, const Design& x,
                                           std::span<const std::uint32_t> group,
                                           const std::vector<std::size_t>& random = {0}, double level = 0.95);

} // namespace assay::stats
