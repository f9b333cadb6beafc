// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/simulate.h"

#include <cstdint>
#include <span>
#include <vector>

namespace assay::whatif {

enum class Goal : std::uint8_t
{
    ProbabilityPositive,
    MedianNpv,
    MeanNpv,
    MedianRoi
};

struct GoalSeek
{
    double value = 0;    ///< what the assumption's most likely value must be
    double now = 0;      ///< what it is
    bool atLeast = true; ///< more of it helps
    double reached = 0;  ///< the goal's measure there
};
/// "What must be true": moves the assumption (with its spread) until the goal's measure is `target`; the same luck at
/// every step, so that the search is smooth. Errors: Usage, NotEnoughData if no possible value of the assumption
/// reaches it.
[[nodiscard]] Result<GoalSeek> seek(const Scenario& scenario, Goal goal, double target, Parameter id,
                                    const SimulationSettings& settings = {});
/// On several assumptions, each by itself and all beside each other.
[[nodiscard]] std::vector<Result<GoalSeek>> seekEach(const Scenario& scenario, Goal goal, double target,
                                                     std::span<const Parameter> ids,
                                                     const SimulationSettings& settings = {});

} // namespace assay::whatif
