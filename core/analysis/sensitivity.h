// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/effects.h"

namespace assay::analysis {

/// Shares of human-only work assumed to be AI-assisted without saying so.
inline constexpr double kUndeclaredShares[] = {0.1, 0.2, 0.3};

/// The adjusted effect under other readings of the evidence: thresholds of provenance, both bounds for the unknown,
/// undeclared use, people against themselves, each of the ten largest teams left out. A run agrees when its verdict is
/// that of `headline`.
[[nodiscard]] std::vector<SensitivityRun> sensitivityRuns(const metrics::Metric& metric, const facts::View& view,
                                                          const Sample& sample, const Effect& headline,
                                                          unsigned covariates, const EffectRule& rule);

/// What the effect would be were a share of the human-only group AI-assisted: a mixture dilutes the difference. For
/// rates and shares exact; for times on the log scale (contaminated control group: Lewbel 2007). No value where the
/// share explains it all.
[[nodiscard]] std::optional<double> correctedForUndeclared(double effect, double share, metrics::OutcomeKind kind);

} // namespace assay::analysis
