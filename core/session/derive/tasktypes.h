// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/derive/changes.h"
#include "session/derive/tickets.h"

namespace assay::session {

/// Fills the task type of every change: from its ticket, its title and labels, and the kinds of paths it touches.
void setTaskTypes(const Raw& raw, const TicketsFound& tickets, const Rules& rules, ChangesFound& changes);

} // namespace assay::session
