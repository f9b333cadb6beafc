// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/effects.h"

namespace assay::analysis {

/// A sentence when raw and adjusted effect point in different directions (Simpson 1951); empty otherwise.
[[nodiscard]] std::string reversalSentence(const Effect& raw, const Effect& adjusted, const EffectRule& rule);
/// What has no counterpart to compare with, and how much of the AI-assisted work that is; empty when all is well.
[[nodiscard]] std::string overlapSentence(const Sample& sample, unsigned covariates, const facts::Snapshot& snapshot);
/// Share of AI-assisted rows whose stratum holds human-only rows too; 1 without any.
[[nodiscard]] double matchedShare(const Sample& sample, unsigned covariates);

/// A difference too small to act on: within ×1.10, or 2 points of a share.
inline constexpr double kWorthwhileRatio = 1.10;
inline constexpr double kWorthwhileShare = 0.02;
/// Weeks at today's flow (that of the last eight) after which the interval would exclude no difference, or a worthwhile
/// one if the effect is smaller than half of that, supposing that the effect stays what it seems now. Absent when the
/// effect is decided, when there is no interval or no flow, and beyond ten years.
[[nodiscard]] std::optional<double> weeksToDecide(const Effect& effect, const Sample& sample, const facts::View& view,
                                                  const EffectRule& rule);

} // namespace assay::analysis
