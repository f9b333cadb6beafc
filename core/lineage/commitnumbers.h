// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/savedstate.h"

namespace assay::lineage {

/// Numbers commits across readings: those of the saved state first, then the graph's new ones in order.
class CommitNumbers
{
public:
    CommitNumbers(const CommitGraph& graph, const SavedState* resume);

    [[nodiscard]] CommitNumber number(CommitIndex index) const { return m_numbers[index]; }
    [[nodiscard]] const ObjectId& id(CommitNumber number) const { return m_ids[number]; }
    [[nodiscard]] std::int64_t time(CommitNumber number) const { return m_times[number]; }
    [[nodiscard]] CommitNumber size() const { return static_cast<CommitNumber>(m_ids.size()); }
    /// Commits known before this reading.
    [[nodiscard]] CommitNumber known() const { return m_known; }

private:
    std::vector<CommitNumber> m_numbers;
    std::vector<ObjectId> m_ids;
    std::vector<std::int64_t> m_times;
    CommitNumber m_known = 0;
};

} // namespace assay::lineage
