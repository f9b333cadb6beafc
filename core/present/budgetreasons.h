// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/budget.h"
#include "present/tablespec.h"
#include "whatif/difference.h"

/// Tables that say why a budget comes out as it does: the same on screen, on paper and on the command line.
namespace assay::present {

/// The deterministic case line by line, with its formulas: what somebody needs to add up the net value again.
[[nodiscard]] TableSpec linesTable(const whatif::Scenario& scenario);
/// What each assumption must be for P(net value > 0) to be enough to scale, all others as they are: goal seek on those
/// that move the result most.
[[nodiscard]] TableSpec mustTable(const whatif::Scenario& scenario,
                                  const Result<std::vector<whatif::InformationValue>>& worth, std::size_t trials);
/// Every uncertain assumption with its share in the spread of the net value and the worth of knowing it.
[[nodiscard]] TableSpec sensitivityTable(const whatif::Scenario& scenario,
                                         const Result<std::vector<whatif::InformationValue>>& worth,
                                         const Result<whatif::Summary>& summary);
/// What two scenarios differ in.
[[nodiscard]] TableSpec differenceTable(const whatif::Scenario& first, const whatif::Scenario& second,
                                        const whatif::ScenarioDifference& difference);

} // namespace assay::present
