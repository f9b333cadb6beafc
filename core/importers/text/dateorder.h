// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/reading.h"

#include <span>
#include <string>

namespace assay::importers {

/// A column of dates, and whether the day or the month comes first in it.
struct DateColumn
{
    std::string title; ///< for messages: "Created"
    Columns at;
    DateOrder order = DateOrder::Unknown;
};

/// Settles the order of numeric dates column by column, from the whole file where need be; the user's word goes first.
/// A column that never decides follows the others of its file. The error is the question to ask: no date shows the
/// order, or one column shows both.
[[nodiscard]] Result<void> settleDateOrders(Reading& reading, std::span<DateColumn> columns);

} // namespace assay::importers
