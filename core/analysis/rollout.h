// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"

namespace assay::analysis {

/// The effect so many quarters after (before: negative) people were given a seat.
struct RolloutStep
{
    int quarter = 0;
    double effect = 0; ///< ratio of times, or difference in the measure's unit
    double low = 0;
    double high = 0;
};

/// When most of a team's people had been given their seats.
struct RolloutStart
{
    std::string team;
    Day day{};
    std::int64_t people = 0;
};

/// The roll-out as a natural experiment: people who were given a seat against those who had none yet, each against
/// themselves before. It asks what having a seat does, whether or not it is used, and needs no evidence on the work.
struct Rollout
{
    std::string measure;
    std::string title;
    bool ratio = true;
    metrics::BetterIs betterIs = metrics::BetterIs::Lower;
    metrics::Estimate effect; ///< mean over all quarters with a seat; absent with a note
    std::vector<RolloutStep> steps;
    std::vector<RolloutStart> starts;
    std::optional<double> leadInP{}; ///< of a flat lead-in: small means that they differed before they began
    bool leadInFlat = false;
};

/// Teams with their starts in the order of time; those of fewer people than a group may have are left out.
[[nodiscard]] std::vector<RolloutStart> rolloutStarts(const facts::View& view);

/// Difference-in-differences over quarters of 91 days, by Callaway & Sant'Anna 2021 with those not yet treated as
/// controls, times as logarithms less the mean of their task type. Only people with work in every quarter enter. Errors
/// by team where there are ten or more, else by person.
/// Measures as for `contrast`.
[[nodiscard]] Result<Rollout> rollout(std::string_view metricId, const facts::View& view,
                                      const Settings& settings = {});

} // namespace assay::analysis
