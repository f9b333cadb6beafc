// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/draws.h"

#include <algorithm>

namespace assay::whatif {

namespace {

/// A draw may leave what is possible only for the two spreads without ends; it is then set to the nearest possible
/// value.
void keepPossible(const Scenario& scenario, Draws& draws)
{
    for (const ParameterInfo& row : parameters()) {
        const Spread spread = scenario.at(row.id).spread;
        if (spread != Spread::Normal && spread != Spread::LogNormal) continue;
        for (double& value : draws[static_cast<std::size_t>(row.id)]) value = std::clamp(value, row.least, row.most);
    }
}

} // namespace

Sampler samplerOf(const Scenario& scenario, std::uint64_t seed)
{
    std::vector<Quantity> quantities;
    for (std::size_t i = 0; i < kParameters; ++i)
        quantities.push_back({scenario.values[i], static_cast<std::uint32_t>(i)});
    std::vector<QuantityCorrelation> correlations;
    for (const Correlation& c : scenario.correlations)
        correlations.push_back({static_cast<std::size_t>(c.first), static_cast<std::size_t>(c.second), c.value});
    return {std::move(quantities), correlations, seed};
}

void flowsFrom(const Scenario& scenario, Draws& draws, FlowColumns& flow)
{
    keepPossible(scenario, draws);
    flowsOf(draws.data(), flow);
}

void drawFlows(const Scenario& scenario, const Sampler& sampler, std::size_t block, Draws& draws, FlowColumns& flow)
{
    sampler.draw(block, draws);
    flowsFrom(scenario, draws, flow);
}

} // namespace assay::whatif
