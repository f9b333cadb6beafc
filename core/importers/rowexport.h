// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <map>
#include <string>

namespace assay::importers {

/// Header of the column that tells why a row was rejected. Importers know no such column and pass it over.
inline constexpr const char* kReasonColumn = "Rejected because";

/// The rows that begin on the given lines of a CSV, with its header and a last column for the reason: to be corrected
/// and imported again. Columns with secrets are left out. Empty when the file is no table.
[[nodiscard]] Result<std::string> rowsAsCsv(const std::string& path,
                                            const std::map<std::int64_t, std::string>& reasons);

/// One field of a CSV: quoted where it must be; what a spreadsheet would run as a formula gets an apostrophe in front.
[[nodiscard]] std::string csvField(std::string_view text);

} // namespace assay::importers
