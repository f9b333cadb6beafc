// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/csvimporter.h"

#include <string>
#include <string_view>
#include <vector>

namespace assay::importers {

using HeaderNames = std::vector<std::string_view>; ///< normalised spellings, any of them

/// Which columns of a tracker's CSV hold what. A field without names is one that the tracker does not export.
struct TicketTableSpec
{
    const char* system = "";
    const char* keyPrefix = "";                            ///< put before the key: "AB#", "sc-"
    std::string (*keyOf)(std::string_view cell) = nullptr; ///< makes the key where the cell is not one
    HeaderNames key, id, title, type, status, resolution, priority, labels, assignee, assigneeMail, reporter, project,
        parent;
    HeaderNames created, started, resolved, cancelled, updated;
    HeaderNames offset; ///< a column with the offset of the row's stamps
    const char* labelSeparators = ",";
    bool documentedUtc = false;
    std::int64_t exportLimit = 0; ///< rows at which the tracker cuts an export off, 0 for none known
};

/// Reads tickets by such a table. Categories come from the stamps first (completed, cancelled, started), then from
/// status names.
[[nodiscard]] Result<void> readTicketTable(Reading& reading, const TicketTableSpec& spec);

/// "Name <mail>" → the mail; anything else as it is.
[[nodiscard]] std::string mailOrName(std::string_view person);
/// Without the quote that spreadsheets put before text that looks like a formula (`'- item`).
[[nodiscard]] std::string_view withoutGuard(std::string_view text);

} // namespace assay::importers
