// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"
#include "present/figures.h"
#include "present/tablespec.h"

#include <QString>
#include <string_view>
#include <vector>

namespace assay::present {

/// What it would take to explain a contrast away: E-values, the range the unknown leaves open, how alike the groups
/// are.
[[nodiscard]] TableSpec robustnessTable(Figures& figures, std::string_view metricId, const QString& id);
/// The same table while its answers are being worked out; says so.
[[nodiscard]] TableSpec robustnessTableBegun(std::string_view metricId, const QString& id);
/// The roll-out of seats as an event study of ticket to merge; the lead-in comes first.
[[nodiscard]] ChartSpec rolloutChart(Figures& figures, const QString& id);
/// Measures as other dashboards define them, each beside ours.
[[nodiscard]] TableSpec vendorsTable(Figures& figures, const std::vector<std::string_view>& metricIds,
                                     const QString& id);

} // namespace assay::present
