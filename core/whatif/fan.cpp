// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/fan.h"

#include "whatif/draws.h"
#include "whatif/flows.h"

#include <algorithm>
#include <memory>

namespace assay::whatif {

namespace {

constexpr std::size_t kMostFanTrials = 20'480;

/// Running sums of one block of trials, added to the columns of the months.
void followBlock(const FlowColumns& flow, const std::vector<double>& discount, std::size_t first,
                 std::vector<std::vector<double>>& months)
{
    const std::size_t count = std::min(kBlock, months.front().size() - first);
    for (std::size_t i = 0; i < count; ++i) {
        double odds = flow.odds[i];
        double sum = -flow.once[i];
        months[0][first + i] = sum;
        for (std::size_t m = 0; m < discount.size(); ++m) {
            odds *= flow.decay[i];
            const double adoption = flow.today[i] + (flow.plateau[i] - flow.today[i]) / (1 + odds);
            sum += (adoption * flow.unit[i] - flow.fixedCost[i]) * discount[m];
            months[m + 1][first + i] = sum;
        }
    }
}

double pick(std::vector<double>& values, double p)
{
    const auto rank = static_cast<std::ptrdiff_t>(p * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values[static_cast<std::size_t>(rank)];
}

} // namespace

Result<std::vector<FanMonth>> cashFan(const Scenario& scenario, const SimulationSettings& settings,
                                      const CancelToken& cancel)
{
    if (auto problems = problemsWith(scenario); !problems.empty())
        return failure(ErrorCode::Usage, std::move(problems.front()));
    if (settings.trials == 0) return failure(ErrorCode::Usage, "The number of trials must be positive.");
    const std::size_t trials = std::min(settings.trials, kMostFanTrials);
    const Sampler sampler = samplerOf(scenario, settings.seed);
    const std::vector<double> discount = discountFactors(scenario.discountRate, scenario.months);
    std::vector<std::vector<double>> months(discount.size() + 1, std::vector<double>(trials));
    const auto draws = std::make_unique<Draws>();
    FlowColumns flow;
    for (std::size_t block = 0; block * kBlock < trials; ++block) {
        if (cancel.requested()) return failure(ErrorCode::Cancelled, "The simulation was stopped.");
        drawFlows(scenario, sampler, block, *draws, flow);
        followBlock(flow, discount, block * kBlock, months);
    }
    std::vector<FanMonth> fan;
    for (std::vector<double>& values : months) fan.push_back({pick(values, 0.1), pick(values, 0.5), pick(values, 0.9)});
    return fan;
}

} // namespace assay::whatif
