// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"

#include <string>
#include <vector>

namespace assay::synth {

/// What was planted for one kind of work, and how often it came up among merged changes.
struct KindTruth
{
    domain::TaskType task = domain::TaskType::Other;
    Age age = Age::Recent;
    double timeRatio = 1;
    double defectRatio = 1;
    int assisted = 0;
    int humanOnly = 0;
};

/// The answer that the analysis is to find: planted parameters, and what the random draws made of them.
struct Truth
{
    std::vector<KindTruth> kinds;
    int assisted = 0; ///< merged changes with AI, automation left out
    int declared = 0;
    int measured = 0;
    int hidden = 0;
    int humanOnly = 0;
    /// Ratio of times averaged over the assisted tickets (geometric): the effect on those who used AI.
    double timeRatioOfAssisted = 1;
    /// Averaged with the weights n₁·n₀/(n₁+n₀) of the cells team × task type × code age: what stratification estimates.
    double timeRatioOfOverlap = 1;
    /// Planted defect ratio averaged over assisted changes by their expected number of defects.
    double defectRatioOfAssisted = 1;
    int eligible = 0; ///< engineers on the last day
    int seats = 0;
    int regular = 0;          ///< of the eligible, those who use AI as a habit on the last day
    int defectsTraceable = 0; ///< fixed, and the fix removed lines that the origin wrote
    int defectsAddOnly = 0;   ///< fixed by additions alone
};

[[nodiscard]] Truth truthOf(const Organisation& organisation);

} // namespace assay::synth
