// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"
#include "present/figures.h"

namespace assay::present {

/// Do people stay? Share of each starting month still habitual, by stretches of 28 days since first use.
[[nodiscard]] ChartSpec retentionChart(Figures& figures, const QString& id);

} // namespace assay::present
