// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"

namespace assay::store {
class Database;
}

namespace assay::session {

class Rules;

/// How what is derived relates to what was imported.
enum class DerivedState
{
    Fresh,
    OtherRules, ///< complete, but worked out by the rules of another version of Assay
    Stale,      ///< an import or a decision changed what it rests on
};
[[nodiscard]] Result<DerivedState> derivedState(const store::Database& database);
/// To be called within the transaction that changes what is derived from.
[[nodiscard]] Result<void> markStale(store::Database& database);

/// Links, attributes and traces everything again unless it is fresh; one transaction, so a stop leaves the old state.
[[nodiscard]] Result<void> deriveIfStale(store::Database& database, const Rules& rules, const CancelToken& cancel,
                                         const ProgressFn& progress);

} // namespace assay::session
