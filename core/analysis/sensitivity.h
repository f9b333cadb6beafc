// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/effects.h"

namespace assay::analysis {

/// Shares of human-only work assumed to be AI-assisted without saying so.
inline constexpr double kUndeclaredShares[] = {0.1, 0.2, 0.3};

/// The adjusted effect under other readings of the evidence: thresholds of provenance, both bounds for the unknown,
/// undeclared use, people against themselves, each of the ten largest teams left out. A run agrees when its verdict is
/// that of `headline`, which `headlineOf` made and makes once more by resampling.
[[nodiscard]] std::vector<SensitivityRun> sensitivityRuns(const SampleSource& source, const facts::View& view,
                                                          const Sample& sample, const Effect& headline,
                                                          AdjustedEffect& headlineOf, unsigned covariates,
                                                          const EffectRule& rule);

} // namespace assay::analysis
