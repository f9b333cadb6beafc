// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/budget.h"
#include "present/chartspec.h"

#include <vector>

/// The charts of a budget. One that cannot be made says why in its place.
namespace assay::present {

/// Cumulative net value by month: median with its 80 % range.
[[nodiscard]] ChartSpec fanChart(const whatif::Scenario& scenario, std::size_t trials);
/// From the vendor's claim to what is banked, in shares of development hours.
[[nodiscard]] ChartSpec waterfallChart(const whatif::Scenario& scenario);
/// Net value as each assumption goes from its 10th to its 90th percentile.
[[nodiscard]] ChartSpec tornadoChart(const whatif::Scenario& scenario);
/// How often each net value comes out.
[[nodiscard]] ChartSpec distributionChart(const whatif::Scenario& scenario, const Result<whatif::Summary>& summary);
/// Time saved that is needed at each level of adoption for an even chance and for the chance at which scaling is
/// advised.
[[nodiscard]] ChartSpec frontierChart(const whatif::Scenario& scenario, std::size_t trials);
/// What knowing each assumption exactly would be worth.
[[nodiscard]] ChartSpec worthChart(const whatif::Scenario& scenario,
                                   const Result<std::vector<whatif::InformationValue>>& worth);

} // namespace assay::present
