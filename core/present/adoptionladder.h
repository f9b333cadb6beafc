// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"
#include "present/figures.h"

namespace assay::present {

/// From seats to trust: one bar per rung, people and their share of the eligible; a rung that cannot be measured says
/// why.
[[nodiscard]] ChartSpec ladderChart(Figures& figures, const QString& id);
/// Formal and real adoption by team with the gap between them, over a shaded planning reference of 25–40 %.
[[nodiscard]] ChartSpec gapByTeamChart(Figures& figures, const QString& id);

} // namespace assay::present
