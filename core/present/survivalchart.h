// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"
#include "present/figures.h"

namespace assay::present {

/// Changes still free of a known defect by days since merge, AI-assisted and human-only (Kaplan–Meier with its band).
[[nodiscard]] ChartSpec defectFreeChart(Figures& figures, const QString& id);

} // namespace assay::present
