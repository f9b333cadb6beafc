// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/effects.h"

namespace assay::analysis {

/// The second opinion: weights by the probability of having been AI-assisted given team, task type, size and code age
/// (logistic regression without interactions), so that both groups look like the work that could have been either (Li,
/// Morgan & Zaslavsky 2018). Ratio of geometric means (Time), of rates (Rate) or difference of shares (Share), errors
/// clustered by person.
struct OverlapWeighted
{
    Effect effect;
    std::vector<Balance> balance; ///< per covariate, the level that is furthest apart before weighting
    std::optional<double> effectiveAi;
    std::optional<double> effectiveHuman;
};
[[nodiscard]] OverlapWeighted overlapWeighted(const Sample& sample, const Effect& raw, unsigned covariates,
                                              const facts::Snapshot& snapshot, const EffectRule& rule);

} // namespace assay::analysis
