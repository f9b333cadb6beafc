// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"

#include <QString>
#include <cstdint>
#include <optional>
#include <vector>

namespace assay::present {

enum class RowKind : std::uint8_t
{
    None,
    Changes,
    Tickets,
    Defects,
    Origins,
    Commits,
    Usage,
    People,
    Seats,
    Rejects,
    OneChange ///< not a table: the page of the change that `rows` names
};

/// The rows behind a figure: a click opens them, `assay-cli rows` prints them.
struct RowsQuery
{
    RowKind kind = RowKind::None;
    QString title;                  ///< "Defects introduced › Payments"
    std::vector<facts::Index> rows; ///< into the snapshot's table of that kind; of rejects, the source's place in the
                                    ///< data summary
    QString counting = {};          ///< how many of them count in the figure, and why the others do not; empty: all do
    [[nodiscard]] bool valid() const { return kind != RowKind::None; }
};

} // namespace assay::present
