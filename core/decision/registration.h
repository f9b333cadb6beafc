// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "decision/target.h"

/// How a target comes to stand: checked, dated, its baseline measured, and every later edit kept in sight.
namespace assay::decision {

/// Refuses what cannot be judged, with a sentence: an unknown measure, a limit that is no number or impossible for the
/// basis, windows that end before they begin or overlap, a change without a baseline, a contrast nobody can make.
/// Nobody who answers for it; priorities where the measure knows none. Gives back the target with a title and an id
/// where they were empty.
[[nodiscard]] Result<Target> checked(Target target, const facts::View& view);

/// The target as registered on `today`: the baseline measured on the data there are, and post hoc from the beginning if
/// its window had opened already.
[[nodiscard]] Target registered(Target target, Day today, const facts::View& view);

/// An edit of a registered target on `today`. What changed is noted; once the window has opened the target is post hoc,
/// and stays so. The baseline is measured again only where its window, measure or population changed. No change: `old`.
[[nodiscard]] Target edited(const Target& old, Target next, Day today, const facts::View& view);

/// What the baseline window shows, for the target's measure and population: what registering it would keep.
[[nodiscard]] metrics::Estimate baselineOf(const Target& target, const facts::View& view);

/// "Ticket to merge: at most ×0.75 of the baseline": what a target without a title is called.
[[nodiscard]] std::string titleOf(const Target& target);

} // namespace assay::decision
