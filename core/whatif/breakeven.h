// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/goalseek.h"
#include "whatif/sensitivity.h"

#include <optional>
#include <vector>

namespace assay::whatif {

/// What one assumption must be for a goal, at a value of another.
struct FrontierPoint
{
    double first = 0;
    std::optional<double> second{}; ///< absent: no possible value reaches the goal there
};
/// The break-even frontier of two assumptions: goal seek on the second at `steps` values of the first between `from`
/// and `to`. Errors: Usage.
[[nodiscard]] Result<std::vector<FrontierPoint>> frontier(const Scenario& scenario, Goal goal, double target,
                                                          Parameter first, double from, double to, int steps,
                                                          Parameter second, const SimulationSettings& settings = {});

/// The staging rule: spend the next tranche only if an assumption, once measured, is at least (or at most) the value
/// at which the mean net value is zero.
struct StagingRule
{
    Parameter id = Parameter::TimeSaved;
    double threshold = 0;
    bool atLeast = true;
    double optionValue = 0; ///< expected value of deciding after measuring it instead of now, before its cost
};
/// The rule on the assumption whose measurement is worth most, if that is more than nothing. Errors as for simulate.
[[nodiscard]] Result<std::optional<StagingRule>> stagingRule(const Scenario& scenario,
                                                             const std::vector<InformationValue>& worth,
                                                             const SimulationSettings& settings = {});

} // namespace assay::whatif
