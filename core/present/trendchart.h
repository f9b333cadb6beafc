// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"
#include "present/figures.h"

#include <QString>
#include <string_view>

namespace assay::present {

/// AI-assisted and human-only over trailing windows of 28 days, with their intervals. Windows without a figure are
/// gaps. The chart says its n, unit and period.
[[nodiscard]] ChartSpec trendByProvenance(Figures& figures, std::string_view metricId, const QString& id,
                                          const QString& title);

} // namespace assay::present
