// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/glm.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace assay::stats {

/// Probability of being in the treated group given the covariates, by logistic regression (Rosenbaum & Rubin 1983).
/// Reasons as for glm; Diverged means that some covariate separates the groups: there is nobody to compare with.
[[nodiscard]] Outcome<std::vector<double>> propensityScores(std::span<const std::uint8_t> treated, const Design& x);

enum class Balancing : std::uint8_t
{
    Att,     ///< effect on the treated: controls get e / (1 - e)
    Ate,     ///< effect on all: 1 / e and 1 / (1 - e)
    Overlap, ///< those who could have been either: 1 - e and e (Li, Morgan & Zaslavsky 2018)
};
[[nodiscard]] Outcome<std::vector<double>> balancingWeights(std::span<const std::uint8_t> treated,
                                                            std::span<const double> scores, Balancing target);

/// Weighted mean of the treated minus that of the controls (Hájek 1971), error by the linearised variance of both
/// means, with clusters if given (scores taken as known, which makes it conservative; Lunceford & Davidian 2004).
[[nodiscard]] Outcome<Estimate> weightedDifference(std::span<const double> outcome,
                                                   std::span<const std::uint8_t> treated,
                                                   std::span<const double> weights,
                                                   std::span<const std::uint32_t> cluster = {}, double level = 0.95);

/// Standardised mean difference of a covariate; the divisor is √((s₁² + s₀²) / 2) without weights, so that weighting
/// can only change the difference. Below 0.1 counts as balanced (Austin 2009). Reasons: OneGroup, Constant.
[[nodiscard]] Outcome<double> standardisedDifference(std::span<const double> covariate,
                                                     std::span<const std::uint8_t> treated,
                                                     std::span<const double> weights = {});

/// Effective sample size (Σw)² / Σw² (Kish 1965). Reasons: Empty, ZeroWeight.
[[nodiscard]] Outcome<double> effectiveSampleSize(std::span<const double> weights);

enum class MatchSide : std::uint8_t
{
    Either, ///< the nearest control; of two as near the one below
    Below   ///< the nearest control at or below the score while one is left, else the nearest above
};
/// Greedy 1:1 matching without replacement on the score, the treated with the largest score first; among controls of
/// one score the first row. Pairs of row numbers (treated, control). `caliper` is the largest distance allowed;
/// infinite by default.
[[nodiscard]] Outcome<std::vector<std::pair<std::size_t, std::size_t>>>
matchNearest(std::span<const std::uint8_t> treated, std::span<const double> scores, std::optional<double> caliper = {},
             MatchSide side = MatchSide::Either);

} // namespace assay::stats
