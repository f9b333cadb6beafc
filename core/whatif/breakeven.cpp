// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/breakeven.h"

#include "stats/parallel.h"

#include <utility>

namespace assay::whatif {

Result<std::vector<FrontierPoint>> frontier(const Scenario& scenario, Goal goal, double target, Parameter first,
                                            double from, double to, int steps, Parameter second,
                                            const SimulationSettings& settings)
{
    if (first == second || steps < 2 || !(from < to))
        return failure(ErrorCode::Usage, "A frontier needs two different assumptions and a range of the first.");
    std::vector<FrontierPoint> points(static_cast<std::size_t>(steps));
    std::vector<std::optional<Error>> errors(points.size());
    SimulationSettings each = settings;
    each.threads = 1; // the searches go on beside each other
    stats::forEachParallel(points.size(), settings.threads, nullptr, [&] {
        return [&](std::size_t i) {
            points[i].first = from + (to - from) * static_cast<double>(i) / (steps - 1);
            Scenario at = scenario;
            at.move(first, points[i].first);
            const auto found = seek(at, goal, target, second, each);
            if (found)
                points[i].second = found->value;
            else if (found.error().code != ErrorCode::NotEnoughData)
                errors[i] = found.error();
        };
    });
    for (auto& error : errors)
        if (error) return tl::unexpected(std::move(*error));
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
