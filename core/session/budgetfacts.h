// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "present/budget.h"

namespace assay::store {
class Database;
}

namespace assay::session {

/// Scenarios, invoices by month, currency and hourly cost of a workspace. Amounts in another currency than the price
/// sheet's are left out, as is a scenario that can no longer be read; the remarks say so.
[[nodiscard]] Result<present::BudgetFacts> readBudgetFacts(const store::Database& database);

} // namespace assay::session
