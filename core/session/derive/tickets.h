// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/derive/changes.h"
#include "session/derive/raw.h"

#include <vector>

namespace assay::session {

/// Tickets and the work for them.
struct TicketsFound
{
    std::vector<store::TicketLinkRow> links;         ///< ticket → merged change
    std::vector<store::CommitTicketRow> commitLinks; ///< ticket → commit
};

/// Keys in messages, branches, titles and bodies, and what tickets say themselves; the strongest mention of a pair is
/// kept.
[[nodiscard]] TicketsFound linkTickets(const Raw& raw, const ChangesFound& changes);

} // namespace assay::session
