// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/fan.h"

#include "stats/parallel.h"
#include "whatif/draws.h"
#include "whatif/flows.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace assay::whatif {

namespace {

constexpr std::size_t kMostFanTrials = 20'480;

double pick(std::vector<double>& values, double p)
{
    const auto rank = std::lround(p * static_cast<double>(values.size() - 1));
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
    const Schedule schedule = scheduleOf(scenario);
    std::vector<std::vector<double>> months(schedule.discount.size() + 1, std::vector<double>(trials));
    stats::forEachParallel((trials + kBlock - 1) / kBlock, settings.threads, nullptr, [&] {
        return [&, draws = std::make_unique<Draws>(), flow = FlowColumns{}, out = OutcomeColumns{},
                sums = std::vector<Column>(months.size())](std::size_t block) mutable {
            if (cancel.requested()) return;
            drawFlows(scenario, sampler, block, *draws, flow);
            followMonths(flow, schedule, out, sums.data());
            const std::size_t first = block * kBlock;
            const std::size_t count = std::min(kBlock, trials - first);
            for (std::size_t m = 0; m < months.size(); ++m)
                std::copy_n(sums[m].begin(), count, months[m].begin() + static_cast<std::ptrdiff_t>(first));
        };
    });
    if (cancel.requested()) return failure(ErrorCode::Cancelled, "The simulation was stopped.");
    std::vector<FanMonth> fan(months.size());
    stats::forEachParallel(months.size(), settings.threads, nullptr, [&] {
        return [&](std::size_t m) { fan[m] = {pick(months[m], 0.1), pick(months[m], 0.5), pick(months[m], 0.9)}; };
    });
    return fan;
}

} // namespace assay::whatif
