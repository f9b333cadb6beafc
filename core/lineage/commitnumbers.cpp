// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/commitnumbers.h"

namespace assay::lineage {

CommitNumbers::CommitNumbers(const CommitGraph& graph, const SavedState* resume) : m_numbers(graph.size(), 0)
{
    if (resume != nullptr) {
        m_known = static_cast<CommitNumber>(resume->commits.size());
        m_ids.reserve(resume->commits.size() + graph.size());
        m_times.reserve(resume->commits.size() + graph.size());
        for (const auto& commit : resume->commits) {
            m_ids.push_back(commit.id);
            m_times.push_back(commit.time);
        }
        for (CommitIndex index = 0; index < graph.boundaries(); ++index) m_numbers[index] = graph.commit(index).knownAs;
    }
    for (CommitIndex index = graph.boundaries(); index < graph.size(); ++index) {
        m_numbers[index] = static_cast<CommitNumber>(m_ids.size());
        m_ids.push_back(graph.commit(index).id);
        m_times.push_back(graph.commit(index).time);
    }
}

} // namespace assay::lineage
