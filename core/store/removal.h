// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/ids.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace assay::store {

class Database;

/// Rows by kind ("tickets", 212), of one source.
using SourceContents = std::vector<std::pair<std::string, std::int64_t>>;
[[nodiscard]] Result<SourceContents> contentsOf(const Database& database, domain::SourceId source);

/// Takes a source out with everything that came from it, its readings and rejects included; identities and words that
/// nothing else names go too. What other sources said of the same things stays; what is derived must be rebuilt
/// afterwards. One transaction of its own, in which `alongside` is called before it ends.
[[nodiscard]] Result<void> removeSource(Database& database, domain::SourceId source,
                                        const std::function<Result<void>()>& alongside);

/// Gives the space of removed rows back, so that nothing of them remains in the file. Not within a transaction.
[[nodiscard]] Result<void> compact(Database& database);

} // namespace assay::store
