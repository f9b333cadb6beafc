// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/importlog.h"

#include <string>

namespace assay::store {
class Database;
}

namespace assay::session {

/// Adds an entry to the workspace's audit chain ("import", "remove", "people", "rules", …). Call it within the
/// transaction of what it tells about: they are kept, or lost, together.
[[nodiscard]] Result<void> audit(store::Database& database, const std::string& action, const std::string& subject,
                                 const std::string& detail);

/// What the chain says about a reading; `verify` compares it with the reading itself.
[[nodiscard]] std::string auditDetail(const store::RunRow& run);

/// The first thing wrong with the chain, or with a reading that it tells about; empty when all is well.
[[nodiscard]] Result<std::string> auditFinding(const store::Database& database);

} // namespace assay::session
