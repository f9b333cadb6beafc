// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/kernel.h"
#include "whatif/sampler.h"
#include "whatif/scenario.h"

#include <array>
#include <cstdint>

/// What every simulation of a scenario draws: the same seed and trial give the same luck, whatever is made of it.
namespace assay::whatif {

using Draws = std::array<Column, kParameters>;

/// The scenario must be without problems.
[[nodiscard]] Sampler samplerOf(const Scenario& scenario, std::uint64_t seed);
/// The flows of drawn assumptions, which are kept within what is possible.
void flowsFrom(const Scenario& scenario, Draws& draws, FlowColumns& flow);
/// Trials block × 256 … + 255: their assumptions, kept within what is possible, and the flows that follow.
void drawFlows(const Scenario& scenario, const Sampler& sampler, std::size_t block, Draws& draws, FlowColumns& flow);

} // namespace assay::whatif
