// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/simulate.h"

#include <string>
#include <vector>

/// What two scenarios differ in, and what that is worth.
namespace assay::whatif {

/// An assumption with different values.
struct Difference
{
    Parameter id = Parameter::TimeSaved;
    Value first;
    Value second;
};
/// What is chosen rather than assumed: horizon, start, discount rate, currency, rollout, correlations, as texts.
struct SettingDifference
{
    std::string title;
    std::string first;
    std::string second;
};

struct ScenarioDifference
{
    std::vector<Difference> assumptions;
    std::vector<SettingDifference> settings;
    Percentiles npv;             ///< second minus first, trial by trial with the same luck
    double probabilityMore = 0;  ///< share of trials in which the second is worth more
    double probabilityEqual = 0; ///< in which they are worth the same
    [[nodiscard]] bool equal() const { return assumptions.empty() && settings.empty(); }
};
/// Sources and dates do not count: they change no number. Errors as for simulate; Usage if the currencies differ.
[[nodiscard]] Result<ScenarioDifference> differenceOf(const Scenario& first, const Scenario& second,
                                                      const SimulationSettings& settings = {},
                                                      const CancelToken& cancel = {});

} // namespace assay::whatif
