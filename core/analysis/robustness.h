// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/effects.h"

namespace assay::analysis {

/// What it would take to explain the adjusted effect away, and the range that the unknown leaves open. `balance` and
/// the effective sizes are those of the overlap weights.
[[nodiscard]] Robustness robustnessOf(const SampleSource& source, const Sample& sample, const Effect& adjusted,
                                      unsigned covariates, const EffectRule& rule);

} // namespace assay::analysis
