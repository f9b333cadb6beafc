// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "present/chartspec.h"
#include "present/estimatetext.h"

#include <functional>

/// Axes with round ticks, their labels formatted. Moments lie on an axis as days since 1970.
namespace assay::present {

using TickText = std::function<QString(double)>;

/// Round ticks (1, 2, 2.5 or 5 times a power of ten) around [low, high], about `wanted` of them.
[[nodiscard]] Axis niceAxis(double low, double high, const TickText& label, int wanted = 5);
/// The same, beginning at zero: for bars.
[[nodiscard]] Axis zeroAxis(double high, const TickText& label, int wanted = 5);
/// 0 % … 100 %.
[[nodiscard]] Axis shareAxis();
/// First days of months, thinned so that labels do not collide; days where the period is short.
[[nodiscard]] Axis timeAxis(DayRange period);
[[nodiscard]] double dayNumber(Day day);

/// The axis of effects. Ratios lie on it as logarithms, so that halving and doubling are equally far from no
/// difference; `extreme` is the largest distance from no difference that must be seen (|ln ratio| or |difference|).
[[nodiscard]] Axis effectAxis(EffectStyle style, double extreme);
/// Where an effect lies on that axis, kept within it.
[[nodiscard]] double effectPosition(const Axis& axis, EffectStyle style, double effect);

} // namespace assay::present
