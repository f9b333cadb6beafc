// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/commit.h"
#include "domain/ids.h"

#include <vector>

namespace assay::store {

class Database;

/// What the `.mailmap` files of all repositories say, by source and line.
[[nodiscard]] Result<std::vector<domain::AuthorAlias>> authorAliases(const Database& database);
/// Puts these lines in the place of those known of a source. Returns whether they differ.
[[nodiscard]] Result<bool> replaceAuthorAliases(Database& database, domain::SourceId source,
                                                const std::vector<domain::AuthorAlias>& aliases);

} // namespace assay::store
