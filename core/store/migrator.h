// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <span>

namespace assay::store {

class Database;

/// The migrations in order; number n brings schema n−1 to n. Released ones are never edited.
[[nodiscard]] std::span<const char* const> migrations();

/// The statements that make, in an empty database, what all migrations lead to; the build finds them by running these.
[[nodiscard]] std::span<const char* const> currentSchema();

/// Refuses a workspace whose schema is newer than ours, or older than a read-only connection can use.
[[nodiscard]] Result<void> checkVersion(const Database& database);

/// Runs what is missing, all in one transaction with `PRAGMA user_version`; the first failure rolls everything back.
[[nodiscard]] Result<void> migrate(Database& database);

} // namespace assay::store
