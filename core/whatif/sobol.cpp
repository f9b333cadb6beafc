// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/sobol.h"

#include "stats/parallel.h"
#include "whatif/draws.h"
#include "whatif/flows.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

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

/// Jansen's estimate from the net values with one assumption's own luck and with another.
double totalOf(const std::vector<double>& base, const std::vector<double>& anew)
{
    double squares = 0;
    for (std::size_t i = 0; i < base.size(); ++i) squares += (anew[i] - base[i]) * (anew[i] - base[i]);
    const double variance = (varianceOf(base) + varianceOf(anew)) / 2;
    return variance > 0 ? squares / (2 * static_cast<double>(base.size())) / variance : 0;
}

/// Of an assumption that goes with others, which are drawn anew with it.
double correlatedEffect(const Scenario& scenario, std::size_t id, const Schedule& schedule,
                        const SimulationSettings& settings)
{
    const auto own = static_cast<std::uint32_t>(id);
    return totalOf(netValues(scenario, {scenario, id, own, settings.seed}, schedule, settings.trials),
                   netValues(scenario, {scenario, id, own + static_cast<std::uint32_t>(kParameters), settings.seed},
                             schedule, settings.trials));
}

/// Of assumptions that go with no others: all share the same trials, in which one column after the other is replaced.
class FreeEffects
{
public:
    FreeEffects(const Scenario& scenario, const Sampler& sampler, std::vector<std::size_t> ids, std::uint64_t seed)
        : m_scenario(scenario), m_sampler(sampler), m_fresh(freshSampler(scenario, seed)),
          m_schedule(scheduleOf(scenario)), m_ids(std::move(ids))
    {
    }

    void addTo(std::vector<double>& effects, const SimulationSettings& settings) const
    {
        std::vector<double> base(settings.trials);
        std::vector<std::vector<double>> anew(m_ids.size(), std::vector<double>(settings.trials));
        stats::forEachParallel((settings.trials + kBlock - 1) / kBlock, settings.threads, nullptr, [&] {
            return [&, draws = std::make_unique<Draws>()](std::size_t block) { evaluate(block, *draws, base, anew); };
        });
        for (std::size_t k = 0; k < m_ids.size(); ++k) effects[m_ids[k]] = totalOf(base, anew[k]);
    }

private:
    static Sampler freshSampler(const Scenario& scenario, std::uint64_t seed)
    {
        std::vector<Quantity> quantities;
        for (std::size_t i = 0; i < kParameters; ++i)
            quantities.push_back({scenario.values[i], static_cast<std::uint32_t>(i + kParameters)});
        return {std::move(quantities), {}, seed};
    }

    void evaluate(std::size_t block, Draws& draws, std::vector<double>& base,
                  std::vector<std::vector<double>>& anew) const
    {
        FlowColumns flow;
        OutcomeColumns out;
        const auto follow = [&](std::vector<double>& npv) {
            flowsFrom(m_scenario, draws, flow);
            followMonths(flow, m_schedule, out);
            const std::size_t first = block * kBlock;
            const auto count = static_cast<std::ptrdiff_t>(std::min(kBlock, npv.size() - first));
            std::copy_n(out.npv.begin(), count, npv.begin() + static_cast<std::ptrdiff_t>(first));
        };
        m_sampler.draw(block, draws);
        follow(base);
        Luck luck;
        for (std::size_t k = 0; k < m_ids.size(); ++k) {
            Column& column = draws[m_ids[k]];
            const Column own = column;
            m_fresh.luckOf(m_ids[k], block, luck);
            m_fresh.fromLuck(m_ids[k], luck, column);
            follow(anew[k]);
            column = own;
        }
    }

    const Scenario& m_scenario;
    const Sampler& m_sampler;
    const Sampler m_fresh;
    const Schedule m_schedule;
    const std::vector<std::size_t> m_ids;
};

} // namespace

Result<std::vector<double>> totalEffects(const Scenario& scenario, const SimulationSettings& settings)
{
    if (auto problems = problemsWith(scenario); !problems.empty())
        return failure(ErrorCode::Usage, std::move(problems.front()));
    SimulationSettings fewer = settings;
    fewer.trials = std::min(settings.trials, kMostTrials);
    const Sampler sampler = samplerOf(scenario, settings.seed);
    std::vector<std::size_t> free;
    std::vector<std::size_t> correlated;
    for (std::size_t id = 0; id < kParameters; ++id) {
        const Value& value = scenario.values[id];
        if (value.spread == Spread::Fixed || !(value.low < value.high)) continue;
        (sampler.correlated(id) ? correlated : free).push_back(id);
    }
    std::vector<double> effects(kParameters, 0.0);
    const Schedule schedule = scheduleOf(scenario);
    stats::forEachParallel(correlated.size(), settings.threads, nullptr, [&] {
        return
            [&](std::size_t k) { effects[correlated[k]] = correlatedEffect(scenario, correlated[k], schedule, fewer); };
    });
    FreeEffects(scenario, sampler, std::move(free), settings.seed).addTo(effects, fewer);
    return effects;
}

} // namespace assay::whatif
