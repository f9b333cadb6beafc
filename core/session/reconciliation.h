// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/snapshot.h"
#include "present/reconciliation.h"

namespace assay::store {
class Database;
}

namespace assay::session {

/// Seats against use, Git authors, roster and invoices; days of telemetry and their holes; what is reported twice; what
/// is billed. At the end of the data.
[[nodiscard]] Result<present::ReconciliationData> compareRecords(const store::Database& database,
                                                                 const facts::Snapshot& snapshot);

} // namespace assay::session
