// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/snapshot.h"

namespace assay::store {
class Database;
}

namespace assay::session {

class Rules;

/// Reads the workspace into the columns that metrics work on. `rules` gives tool titles and the working calendars.
[[nodiscard]] Result<facts::SnapshotPtr> buildSnapshot(const store::Database& database, const Rules& rules);

} // namespace assay::session
