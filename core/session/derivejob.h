// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"

namespace assay::store {
class Database;
}

namespace assay::session {

class Rules;

/// An import changed the raw rows and what is derived from them was not rebuilt yet.
[[nodiscard]] Result<bool> isStale(const store::Database& database);

/// Links, attributes and traces everything again if it is stale; one transaction, so a stop leaves the old state.
[[nodiscard]] Result<void> deriveIfStale(store::Database& database, const Rules& rules, const CancelToken& cancel,
                                         const ProgressFn& progress);

} // namespace assay::session
