// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "facts/filter.h"
#include "present/chartspec.h"
#include "present/estimatetext.h"

#include <functional>
#include <vector>

namespace assay::present {

/// Good, bad or neutral, as the analysis judged it; neutral whenever the interval spans no difference.
[[nodiscard]] Tone verdictTone(analysis::Verdict verdict);
/// "faster", "slower", "lower rate", "higher rate", "inconclusive", "not enough data": the verdict in the measure's own
/// words.
[[nodiscard]] QString verdictWord(const analysis::Effect& effect, EffectStyle style, metrics::BetterIs betterIs);

/// One row per effect; the first is drawn as the summary when `summaryFirst`. Effects without a value keep their row
/// and say why.
[[nodiscard]] ForestChart forestChart(const std::vector<analysis::Effect>& effects, EffectStyle style,
                                      bool summaryFirst);

/// The adjusted effect, then the segments whose id passes `keep`, each with its rows behind it.
[[nodiscard]] ForestChart segmentForest(const analysis::Contrast& contrast, const facts::View& view,
                                        const std::function<bool(const analysis::Effect&)>& keep);

} // namespace assay::present
