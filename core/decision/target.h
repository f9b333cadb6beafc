// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "domain/decisions.h"
#include "facts/filter.h"
#include "metrics/estimate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::decision {

using domain::Basis;
using domain::Target;

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
struct TargetStatus
{
    Target target;
    TargetState state = TargetState::NotMeasurable;
    metrics::Estimate evidence;
    std::string sentence; ///< what was promised, what is seen, since when it is registered
    std::optional<double> weeksToDecide;
    bool opened = true;           ///< its window has begun; before, nothing is judged
    bool ended = false;           ///< its window is over: what is undecided stays so
    bool turnedByUnknown = false; ///< the interval decides, but those of whom the answer is not known could turn it
};
/// What a target's state is called: "met", "opens on 1 Dec 2026", "undecided" when the window is over, "retired; not
/// met".
[[nodiscard]] std::string stateText(const TargetStatus& status);
/// Whether a target or guard-rail stands as it was promised. A target taken back once its window had opened does, if it
/// was met.
[[nodiscard]] bool isKept(const TargetStatus& status);
/// Whether a rule may rest on it: not before its window opens, nor on a target made or changed after. A guard-rail made
/// late can only hold back, and counts.
[[nodiscard]] bool counts(const TargetStatus& status);

/// Judges a target on the data of a view. Contrasts already made can be given; others are made here.
[[nodiscard]] TargetStatus statusOf(const Target& target, const facts::View& view, const analysis::Settings& settings,
                                    const std::vector<const analysis::Contrast*>& made = {});

/// The view a target is judged on: its population, and the window given where there is one. What is registered stays
/// itself under any filter of teams, kinds of work, repositories or tools; Assay's own targets follow the filter.
[[nodiscard]] facts::View populationOf(const Target& target, const facts::View& view,
                                       const std::optional<DayRange>& window);

/// A share that is known of a part of those it speaks about, with what the others could make of it: the interval from
/// all of them without to all of them with (Manski 1989). The same without coverage.
[[nodiscard]] metrics::Estimate whateverTheUnknown(const metrics::Estimate& share);
/// Where an estimate stands to a limit.
[[nodiscard]] TargetState stateAgainst(const metrics::Estimate& estimate, double limit, bool atMost);

} // namespace assay::decision
