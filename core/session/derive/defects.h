// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/derive/changes.h"
#include "session/derive/tickets.h"
#include "session/derive/traceindices.h"

namespace assay::session {

struct DefectsFound
{
    std::vector<store::DefectRow> defects;
    std::vector<store::OriginRow> origins;
};

/// A defect is a bug ticket with a fixing change, or a fixing or reverting commit without a ticket. Its origins are the
/// commits whose lines the fix removed (core/lineage); the weights of one defect sum to 1 over all its fixes, or there
/// is none and the defect says whether there was "no candidate" or none that is probable enough. What a change mends of
/// itself before it is merged is no defect: nobody else had it.
[[nodiscard]] DefectsFound findDefects(const Raw& raw, const ChangesFound& changes, const TicketsFound& tickets,
                                       const TraceIndices& indices, const Rules& rules);

} // namespace assay::session
