// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/sobol.h"

#include "stats/parallel.h"
#include "whatif/draws.h"
#include "whatif/flows.h"

#include <algorithm>
#include <memory>
#include <numeric>

namespace assay::whatif {

namespace {

constexpr std::size_t kMostTrials = 8192;

/// A sampler with one assumption last in line, so that its own stream moves nothing but itself.
class OneLast
{
public:
    OneLast(const Scenario& scenario, std::size_t last, std::uint32_t stream, std::uint64_t seed)
        : m_order(kParameters), m_sampler(samplerFor(scenario, last, stream, seed))
    {
    }

    void draw(std::size_t block, Draws& draws) const
    {
        const auto columns = std::make_unique<Draws>();
        m_sampler.draw(block, *columns);
        for (std::size_t i = 0; i < kParameters; ++i) draws[m_order[i]] = (*columns)[i];
    }

private:
    Sampler samplerFor(const Scenario& scenario, std::size_t last, std::uint32_t stream, std::uint64_t seed)
    {
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
        std::rotate(m_order.begin() + static_cast<std::ptrdiff_t>(last),
                    m_order.begin() + static_cast<std::ptrdiff_t>(last) + 1, m_order.end());
        std::vector<std::size_t> place(kParameters);
        std::vector<Quantity> quantities;
        for (std::size_t i = 0; i < kParameters; ++i) {
            place[m_order[i]] = i;
            quantities.push_back({scenario.values[m_order[i]], static_cast<std::uint32_t>(m_order[i])});
        }
        quantities.back().stream = stream;
        std::vector<QuantityCorrelation> correlations;
        for (const Correlation& c : scenario.correlations)
            correlations.push_back(
                {place[static_cast<std::size_t>(c.first)], place[static_cast<std::size_t>(c.second)], c.value});
        return {std::move(quantities), correlations, seed};
    }

    std::vector<std::size_t> m_order;
    Sampler m_sampler;
};

std::vector<double> netValues(const Scenario& scenario, const OneLast& sampler, const Schedule& schedule,
                              std::size_t trials)
{
    const auto draws = std::make_unique<Draws>();
    FlowColumns flow;
    OutcomeColumns out;
    std::vector<double> npv;
    for (std::size_t block = 0; block * kBlock < trials; ++block) {
        sampler.draw(block, *draws);
        flowsFrom(scenario, *draws, flow);
        followMonths(flow, schedule, out);
        const std::size_t count = std::min(kBlock, trials - block * kBlock);
        npv.insert(npv.end(), out.npv.begin(), out.npv.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return npv;
}

double varianceOf(const std::vector<double>& values)
{
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0;
    for (const double v : values) squares += (v - mean) * (v - mean);
    return squares / n;
}

double totalEffect(const Scenario& scenario, std::size_t id, const Schedule& schedule,
                   const SimulationSettings& settings)
{
    const auto own = static_cast<std::uint32_t>(id);
    const auto base = netValues(scenario, {scenario, id, own, settings.seed}, schedule, settings.trials);
    const auto anew = netValues(scenario, {scenario, id, own + static_cast<std::uint32_t>(kParameters), settings.seed},
                                schedule, settings.trials);
    double squares = 0;
    for (std::size_t i = 0; i < base.size(); ++i) squares += (anew[i] - base[i]) * (anew[i] - base[i]);
    const double variance = (varianceOf(base) + varianceOf(anew)) / 2;
    return variance > 0 ? squares / (2 * static_cast<double>(base.size())) / variance : 0;
}

} // namespace

Result<std::vector<double>> totalEffects(const Scenario& scenario, const SimulationSettings& settings)
{
    if (auto problems = problemsWith(scenario); !problems.empty())
        return failure(ErrorCode::Usage, std::move(problems.front()));
    SimulationSettings fewer = settings;
    fewer.trials = std::min(settings.trials, kMostTrials);
    const Schedule schedule = scheduleOf(scenario);
    std::vector<double> effects(kParameters, 0.0);
    stats::forEachParallel(kParameters, settings.threads, nullptr, [&] {
        return [&](std::size_t id) {
            const Value& value = scenario.values[id];
            if (value.spread != Spread::Fixed && value.low < value.high)
                effects[id] = totalEffect(scenario, id, schedule, fewer);
        };
    });
    return effects;
}

} // namespace assay::whatif
