// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/snapshot.h"
#include "present/pages/registry.h"

namespace assay::store {
class Database;
}

namespace assay::session {

/// What the Data page tells: sources with their last reading, and the same people seen from several sides.
[[nodiscard]] Result<present::DataSummary> summarise(const store::Database& database, const facts::Snapshot& snapshot);

} // namespace assay::session
