// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/movedtrials.h"

#include "stats/parallel.h"
#include "whatif/flows.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace assay::whatif {

namespace {

/// Fewer blocks are done sooner than a thread begins.
constexpr std::size_t kBlocksForThread = 16;

std::size_t blocksOf(std::size_t trials)
{
    return (trials + kBlock - 1) / kBlock;
}

unsigned threadsFor(std::size_t blocks, unsigned threads)
{
    return blocks < kBlocksForThread ? 1 : threads;
}

} // namespace

MovedTrials::MovedTrials(const Scenario& scenario, Parameter moved, const SimulationSettings& settings)
    : m_scenario(scenario), m_moved(static_cast<std::size_t>(moved)), m_settings(settings),
      m_sampler(samplerOf(scenario, settings.seed)), m_schedule(scheduleOf(scenario)), m_trials(settings.trials),
      m_draws(blocksOf(settings.trials)), m_luck(m_draws.size())
{
    std::iota(m_trials.begin(), m_trials.end(), 0U);
    stats::forEachParallel(m_draws.size(), threadsFor(m_draws.size(), settings.threads), nullptr, [this] {
        return [this](std::size_t block) {
            m_sampler.draw(block, m_draws[block]);
            m_sampler.luckOf(m_moved, block, m_luck[block]);
        };
    });
}

Result<MovedTrials::Results> MovedTrials::at(double value)
{
    Scenario scenario = m_scenario;
    scenario.move(static_cast<Parameter>(m_moved), value);
    if (auto problems = problemsWith(scenario); !problems.empty())
        return failure(ErrorCode::Usage, std::move(problems.front()));
    const auto sampler = m_sampler.withValue(m_moved, scenario.values[m_moved]);
    return sampler ? evaluate(*sampler) : simulated(scenario);
}

MovedTrials::Results MovedTrials::evaluate(const Sampler& sampler)
{
    Results results{BigVector<double>(size()), BigVector<double>(size())};
    stats::forEachParallel(m_draws.size(), threadsFor(m_draws.size(), m_settings.threads), nullptr, [&] {
        return [&, flow = FlowColumns{}, out = OutcomeColumns{}](std::size_t block) mutable {
            sampler.fromLuck(m_moved, m_luck[block], m_draws[block][m_moved]);
            flowsFrom(m_scenario, m_draws[block], flow);
            followMonths(flow, m_schedule, out);
            const std::size_t first = block * kBlock;
            for (std::size_t i = 0; i < kBlock && first + i < size(); ++i) {
                results.npv[first + i] = out.npv[i];
                results.roi[first + i] = returnOf(out, i);
            }
        };
    });
    return results;
}

/// Drawn anew: where moving the assumption makes it known, or no longer so, the luck of those correlated with it is
/// another.
Result<MovedTrials::Results> MovedTrials::simulated(const Scenario& scenario) const
{
    const auto run = simulate(scenario, m_settings);
    if (!run) return tl::unexpected(run.error());
    Results results{BigVector<double>(size()), BigVector<double>(size())};
    for (std::size_t i = 0; i < size(); ++i) {
        results.npv[i] = run->npv[m_trials[i]];
        results.roi[i] = run->roi[m_trials[i]];
    }
    return results;
}

void MovedTrials::keep(const std::vector<std::uint8_t>& marks)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        if (marks[i] == 0) continue;
        const Draws& from = m_draws[i / kBlock];
        Draws& to = m_draws[kept / kBlock];
        for (std::size_t p = 0; p < kParameters; ++p) to[p][kept % kBlock] = from[p][i % kBlock];
        const Luck& luck = m_luck[i / kBlock];
        m_luck[kept / kBlock].bits[kept % kBlock] = luck.bits[i % kBlock];
        m_luck[kept / kBlock].scores[kept % kBlock] = luck.scores[i % kBlock];
        m_trials[kept++] = m_trials[i];
    }
    m_trials.resize(kept);
    m_draws.resize(blocksOf(kept));
    m_luck.resize(m_draws.size());
}

} // namespace assay::whatif
