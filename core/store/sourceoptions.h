// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/ids.h"

#include <map>
#include <string>

namespace assay::store {

class Database;

/// What the user said about a source when it was read, to be used again: "timezone", "date-order", "format",
/// "repository", and columns as "map:COLUMN".
using SourceOptions = std::map<std::string, std::string>;

/// Empty when the location was never read.
[[nodiscard]] Result<SourceOptions> sourceOptions(const Database& database, const std::string& location);
[[nodiscard]] Result<void> putSourceOptions(Database& database, domain::SourceId source, const SourceOptions& options);

/// Column → field for a header (its cells, one per line): the next export with the same columns is read the same way.
[[nodiscard]] Result<std::map<std::string, std::string>> columnMap(const Database& database, const std::string& header);
[[nodiscard]] Result<void> putColumnMap(Database& database, const std::string& header,
                                        const std::map<std::string, std::string>& fields);

} // namespace assay::store
