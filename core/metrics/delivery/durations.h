// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/outcomes.h"

#include <span>

namespace assay::metrics {

/// A stretch of a ticket's life, from one stamp to another.
struct Stage
{
    std::vector<facts::Millis> facts::Tickets::*from = nullptr;
    std::vector<facts::Millis> facts::Tickets::*to = nullptr;
    std::uint16_t spoiledBy = 0; ///< problems of stamps that make the stage missing (facts::TicketProblem)
    bool endsWithMerge = false;  ///< an open ticket is in it or before it until the end of observation
    bool needsStarts = false;    ///< open tickets count only where the source is seen to record when work starts
    bool afterMerge = false;     ///< it begins with the merge: every group is known by then, and the merged wait in it
    const char* missing = "";    ///< why a finished ticket may lack it: "no start recorded"
};

/// How long each ticket spent in a stage, in hours. The population is every ticket whose stage overlaps the period. A
/// ticket comes under observation when the period begins or the stage does, whichever is later (delayed entry), and is
/// followed until the stage ends, the ticket is cancelled, or observation ends; the latter two are censored. With
/// `finishedOnly`, tickets whose stage ended within the period, with the whole duration: groups to which a ticket
/// belongs only after its merge must not be followed forward.
[[nodiscard]] Outcomes observeStage(const facts::View& view, std::span<const facts::Index> rows, const Stage& stage,
                                    bool finishedOnly);

} // namespace assay::metrics
