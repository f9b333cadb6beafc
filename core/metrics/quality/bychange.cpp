// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/quality/bychange.h"

namespace assay::metrics {

RowsByChange::RowsByChange(std::span<const facts::Index> changeOfRow, std::size_t changes) : m_begin(changes + 1, 0)
{
    for (const facts::Index change : changeOfRow)
        if (change != facts::kNoIndex) ++m_begin[static_cast<std::size_t>(change) + 1];
    for (std::size_t c = 0; c < changes; ++c) m_begin[c + 1] += m_begin[c];
    m_rows.resize(m_begin.back());
    std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
    for (std::size_t i = 0; i < changeOfRow.size(); ++i)
        if (changeOfRow[i] != facts::kNoIndex)
            m_rows[next[static_cast<std::size_t>(changeOfRow[i])]++] = static_cast<facts::Index>(i);
}

std::shared_ptr<const RowsByChange> deathsByChange(const facts::Snapshot& s)
{
    return s.prepared.get<RowsByChange>("deaths-by-change",
                                        [&s] { return RowsByChange(s.deaths.change, s.changes.size()); });
}

std::shared_ptr<const RowsByChange> originsByChange(const facts::Snapshot& s)
{
    return s.prepared.get<RowsByChange>("origins-by-change",
                                        [&s] { return RowsByChange(s.origins.change, s.changes.size()); });
}

} // namespace assay::metrics
