// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/tablespec.h"

#include <QString>
#include <cstdint>
#include <string>
#include <vector>

namespace assay::present {

/// A row of an input that could not be used.
struct RejectedRow
{
    std::string file;
    std::int64_t line = 0; ///< 0: the whole file
    std::string reason;
    std::string text; ///< the row as it stands in the file
};

/// The rows of a source that its newest reading rejected, in the order of the file.
[[nodiscard]] TableSpec rejectsTable(const QString& source, const std::vector<RejectedRow>& rows);

} // namespace assay::present
