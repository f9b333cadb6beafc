// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "facts/filter.h"
#include "metrics/estimate.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace assay::decision {

/// What a target looks at.
enum class Basis : std::uint8_t
{
    Contrast, ///< AI-assisted against human-only work, adjusted: limit is a ratio, or a difference in shares
    Change,   ///< the evaluation window against the baseline window: limit is a ratio of the two figures
    Level,    ///< the figure itself
};

/// A promise made before its window opens, or, as a guard-rail, a limit not to cross.
struct Target
{
    std::string id;
    std::string title;           ///< "Ticket to merge 15 % shorter"
    std::string measure;         ///< metric id
    std::set<std::string> teams; ///< population; empty: all
    std::set<std::string> taskTypes;
    Basis basis = Basis::Contrast;
    bool atMost = true; ///< the figure must be at most the limit; else at least
    double limit = 1;
    std::optional<DayRange> baseline;
    std::optional<DayRange> window; ///< evaluation; absent: the period shown
    std::string owner;
    std::optional<Day> registeredOn;
    bool postHoc = false; ///< changed after its window opened: said for ever
    bool guardRail = false;
    bool byDefault = false; ///< nobody registered it: Assay's own, marked as such wherever it is shown
};

/// Assay's own targets and guard-rails, for a workspace in which none is registered.
[[nodiscard]] std::vector<Target> defaultTargets();

enum class TargetState : std::uint8_t
{
    Met,          ///< the whole interval is on the right side
    NotMet,       ///< the whole interval is on the wrong side; a guard-rail is crossed
    AtRisk,       ///< the figure is on the wrong side, the interval on both
    Inconclusive, ///< the figure is on the right side, the interval on both
    Open,         ///< the window has not ended
    NotMeasurable,
};
[[nodiscard]] const char* targetStateTitle(TargetState state, bool guardRail);

struct TargetStatus
{
    Target target;
    TargetState state = TargetState::NotMeasurable;
    metrics::Estimate evidence;
    std::string sentence; ///< what was promised, what is seen, since when it is registered
    std::optional<double> weeksToDecide;
};

/// Judges a target on the data of a view. Contrasts already made can be given; others are made here.
[[nodiscard]] TargetStatus statusOf(const Target& target, const facts::View& view, const analysis::Settings& settings,
                                    const std::vector<const analysis::Contrast*>& made = {});

/// Where an estimate stands to a limit.
[[nodiscard]] TargetState stateAgainst(const metrics::Estimate& estimate, double limit, bool atMost);

} // namespace assay::decision
