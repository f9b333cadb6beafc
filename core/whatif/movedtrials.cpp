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

MovedTrials::Blocks::Blocks(std::size_t trials) : draws(blocksOf(trials)), luck(draws.size()) {}

MovedTrials::MovedTrials(const Scenario& scenario, Parameter moved, const SimulationSettings& settings)
    : m_scenario(scenario), m_moved(static_cast<std::size_t>(moved)), m_settings(settings),
      m_sampler(samplerOf(scenario, settings.seed)), m_schedule(scheduleOf(scenario)), m_all(settings.trials)
{
    keepAll();
    const std::size_t blocks = m_all.draws.size();
    stats::forEachParallel(blocks, threadsFor(blocks, settings.threads), nullptr, [this] {
        return [this](std::size_t block) {
            m_sampler.draw(block, m_all.draws[block]);
            m_sampler.luckOf(m_moved, block, m_all.luck[block]);
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
    Blocks& blocks = m_kept ? *m_kept : m_all;
    const std::size_t count = blocksOf(size());
    stats::forEachParallel(count, threadsFor(count, m_settings.threads), nullptr, [&] {
        return [&, flow = FlowColumns{}, out = OutcomeColumns{}](std::size_t block) mutable {
            sampler.fromLuck(m_moved, blocks.luck[block], blocks.draws[block][m_moved]);
            flowsFrom(m_scenario, blocks.draws[block], flow);
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
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < marks.size(); ++i)
        if (marks[i] != 0) places.push_back(i);
    if (!m_kept) m_kept.emplace(places.size());
    Blocks& to = *m_kept;
    const Blocks& from = m_trials.size() == m_settings.trials ? m_all : to; // each is moved to the front, or stays
    for (std::size_t first = 0; first < places.size(); first += kBlock) {
        const std::size_t block = first / kBlock;
        // Whole blocks are worked out: the last one is filled up with its last trial.
        const auto place = [&places, first](std::size_t k) { return places[std::min(first + k, places.size() - 1)]; };
        for (std::size_t p = 0; p < kParameters; ++p)
            for (std::size_t k = 0; k < kBlock; ++k) {
                const std::uint32_t at = place(k);
                to.draws[block][p][k] = from.draws[at / kBlock][p][at % kBlock];
            }
        for (std::size_t k = 0; k < kBlock; ++k) {
            const std::uint32_t at = place(k);
            to.luck[block].bits[k] = from.luck[at / kBlock].bits[at % kBlock];
            to.luck[block].scores[k] = from.luck[at / kBlock].scores[at % kBlock];
        }
    }
    for (std::size_t k = 0; k < places.size(); ++k) m_trials[k] = m_trials[places[k]];
    m_trials.resize(places.size());
}

void MovedTrials::keepAll()
{
    m_kept.reset();
    m_trials.resize(m_settings.trials);
    std::iota(m_trials.begin(), m_trials.end(), 0U);
}

} // namespace assay::whatif
