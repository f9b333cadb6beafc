// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/snapshot.h"

#include <memory>
#include <span>
#include <vector>

namespace assay::metrics {

/// Rows of a table by the change that they name, so that the figure of a week or a team reads its own rows and not the
/// whole table. Rows that name no change are in none.
class RowsByChange
{
public:
    RowsByChange(std::span<const facts::Index> changeOfRow, std::size_t changes);

    /// Rows of one change, ascending.
    [[nodiscard]] std::span<const facts::Index> of(facts::Index change) const
    {
        const auto c = static_cast<std::size_t>(change);
        return std::span(m_rows).subspan(m_begin[c], m_begin[c + 1] - m_begin[c]);
    }

private:
    std::vector<std::uint32_t> m_begin; ///< per change and one more, into m_rows
    std::vector<facts::Index> m_rows;
};

/// Made once per snapshot: rows of `deaths`, and of `origins`.
[[nodiscard]] std::shared_ptr<const RowsByChange> deathsByChange(const facts::Snapshot& snapshot);
[[nodiscard]] std::shared_ptr<const RowsByChange> originsByChange(const facts::Snapshot& snapshot);

} // namespace assay::metrics
