// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/decisions.h"

#include <vector>

namespace assay::store {

class Database;

/// Registered targets with their edits, in the order of registration; retired ones too.
[[nodiscard]] Result<std::vector<domain::Target>> targets(const Database& database);
/// Writes a target as it now stands. Its edits are only ever added to: those stored already are left as they are.
[[nodiscard]] Result<void> putTarget(Database& database, const domain::Target& target);

/// Acknowledged alerts, oldest first.
[[nodiscard]] Result<std::vector<domain::Acknowledgement>> acknowledgements(const Database& database);
[[nodiscard]] Result<void> appendAcknowledgement(Database& database, const domain::Acknowledgement& acknowledgement);

/// Recommendations given so far, oldest first.
[[nodiscard]] Result<std::vector<domain::VerdictRecord>> verdicts(const Database& database);
[[nodiscard]] Result<void> appendVerdict(Database& database, const domain::VerdictRecord& verdict);

} // namespace assay::store
