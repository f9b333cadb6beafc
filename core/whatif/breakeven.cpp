// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/breakeven.h"

namespace assay::whatif {

Result<std::vector<FrontierPoint>> frontier(const Scenario& scenario, Goal goal, double target, Parameter first,
                                            double from, double to, int steps, Parameter second,
                                            const SimulationSettings& settings)
{
    if (first == second || steps < 2 || !(from < to))
        return failure(ErrorCode::Usage, "A frontier needs two different assumptions and a range of the first.");
    std::vector<FrontierPoint> points;
    for (int i = 0; i < steps; ++i) {
        FrontierPoint point{from + (to - from) * i / (steps - 1)};
        Scenario at = scenario;
        at.move(first, point.first);
        const auto found = seek(at, goal, target, second, settings);
        if (!found && found.error().code != ErrorCode::NotEnoughData) return tl::unexpected(found.error());
        if (found) point.second = found->value;
        points.push_back(point);
    }
    return points;
}

Result<std::optional<StagingRule>> stagingRule(const Scenario& scenario, const std::vector<InformationValue>& worth,
                                               const SimulationSettings& settings)
{
    if (worth.empty() || worth.front().worth <= 0) return std::optional<StagingRule>{};
    const Parameter id = worth.front().id;
    const auto found = seek(scenario, Goal::MeanNpv, 0, id, settings);
    if (!found && found.error().code == ErrorCode::NotEnoughData) return std::optional<StagingRule>{};
    if (!found) return tl::unexpected(found.error());
    return std::optional(StagingRule{id, found->value, found->atLeast, worth.front().worth});
}

} // namespace assay::whatif
