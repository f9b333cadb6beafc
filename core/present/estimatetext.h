// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "metrics/estimate.h"

#include <QString>

namespace assay::present {

/// How an effect is said: a change of time in percent, a ratio of rates, a difference of shares in points.
enum class EffectStyle : std::uint8_t
{
    Change,
    Ratio,
    Points
};
[[nodiscard]] EffectStyle effectStyle(const analysis::Contrast& contrast);

/// "4.6 d", or "n < 5" for a withheld group, or "not enough data".
[[nodiscard]] QString figureText(const metrics::Estimate& estimate);
/// The figure of an effect: "−9 %", "×1.18", "−7.0 pts".
[[nodiscard]] QString effectText(const metrics::Estimate& effect, EffectStyle style);
[[nodiscard]] QString effectText(double effect, EffectStyle style);

/// "95 % CI 4.1 … 5.2 d"; empty where there is no interval.
[[nodiscard]] QString intervalText(const metrics::Estimate& estimate);
/// Without "95 % CI", for places that say it once: "−16 % … −1 %"; an en dash where there is none.
[[nodiscard]] QString effectRangeText(const metrics::Estimate& effect, EffectStyle style);
[[nodiscard]] QString effectIntervalText(const metrics::Estimate& effect, EffectStyle style);
/// The same without words of the unit, for places that say them once.
[[nodiscard]] QString bareFigureText(const metrics::Estimate& estimate);
/// "n 1,204 / 3,871" for AI-assisted / human-only; other groups by name: "n 873 resolved / 6 open".
[[nodiscard]] QString countsText(const metrics::Estimate& estimate);
/// The same of rows that are compared, and how many are not: "n 402 / 389, 310 without a counterpart".
[[nodiscard]] QString countsText(const analysis::Effect& effect);
/// "coverage 83 %"; empty where it is not known.
[[nodiscard]] QString coverageText(const metrics::Estimate& estimate);
/// All three, joined by "·": what stands under every figure. A figure without a value says why there is none.
[[nodiscard]] QString captionText(const metrics::Estimate& estimate);
[[nodiscard]] QString effectCaptionText(const analysis::Effect& effect, EffectStyle style);
/// Why there is no figure, and what would bring one; without counts.
[[nodiscard]] QString missingText(const metrics::Estimate& estimate);
/// "Left out of the figure: 40 (no ticket), 12 (provenance unknown)."; empty where nothing is.
[[nodiscard]] QString leftOutText(const metrics::Estimate& estimate);
/// Several lines: n by group, method, period, coverage, what was left out and why.
[[nodiscard]] QString detailsText(const metrics::Estimate& estimate);

/// True when the figure was withheld because too few people stand behind it.
[[nodiscard]] bool withheld(const metrics::Estimate& estimate);

} // namespace assay::present
