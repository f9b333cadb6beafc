// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"
#include "present/figures.h"

#include <QString>
#include <string_view>
#include <vector>

/// Charts of a measure split by team, task type or both.
namespace assay::present {

/// A share by team and task type; groups below the minimum say "n < 5".
[[nodiscard]] ChartSpec heatByTeamAndTaskType(Figures& figures, std::string_view metricId, const QString& id,
                                              const QString& title, const QString& subtitle);

struct NamedMeasure
{
    std::string_view metricId;
    const char* label;
};
/// Bars of measures with their intervals: one of each, as for the stages of delivery, or one for AI-assisted and one
/// for human-only.
[[nodiscard]] ChartSpec barsByProvenance(Figures& figures, const std::vector<NamedMeasure>& measures, const QString& id,
                                         const QString& title, const QString& subtitle);
[[nodiscard]] ChartSpec barsOfMeasures(Figures& figures, const std::vector<NamedMeasure>& measures, const QString& id,
                                       const QString& title, const QString& subtitle);

} // namespace assay::present
