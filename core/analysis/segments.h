// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/effects.h"

namespace assay::analysis {

/// Effects by task type, by team, by code age and for features by code age, each adjusted for what is left. Within each
/// of these families the figures are shrunk towards each other (empirical Bayes, from three figures on), since the best
/// and the worst of many small groups are mostly the smallest. A segment is called better or worse only if its own data
/// say so after the correction of Benjamini & Hochberg over all segments, and its shrunk interval does too.
/// `whole`: the sample's own effect, adjusted for the same.
[[nodiscard]] std::vector<Effect> segmentEffects(const Sample& sample, unsigned covariates, const AdjustedEffect& whole,
                                                 const facts::Snapshot& snapshot, const EffectRule& rule);

} // namespace assay::analysis
