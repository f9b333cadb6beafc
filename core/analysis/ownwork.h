// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/effects.h"

namespace assay::analysis {

/// Each person's AI-assisted work against their own human-only work of the same half-year: what people who take to AI
/// are like, quick or careful, cancels out. Few people do every kind of work both ways, so kinds are not matched but
/// levelled: times are divided, and exposures multiplied, by what task type, size and code age make of human-only work
/// within people and half-years (two-way fixed effects of log times, Wallace & Hussain 1969; of rates by Poisson,
/// Hausman, Hall & Griliches 1984). Shares are compared within task types where half of the AI-assisted work has a
/// counterpart there, else over all of a person's work.
[[nodiscard]] Effect withinPerson(const Sample& sample, const EffectRule& rule);

} // namespace assay::analysis
