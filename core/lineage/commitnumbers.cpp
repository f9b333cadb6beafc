// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/commitnumbers.h"

namespace assay::lineage {

CommitNumbers::CommitNumbers(const CommitGraph& graph, const SavedState* resume) : m_numbers(graph.size(), 0)
{
    if (resume != nullptr)
        for (const auto& commit : resume->commits) {
            if (const auto index = graph.find(commit.id); index && *index < graph.boundaries())
                m_numbers[*index] = static_cast<CommitNumber>(m_ids.size());
            m_ids.push_back(commit.id);
            m_times.push_back(commit.time);
        }
    m_known = static_cast<CommitNumber>(m_ids.size());
    for (CommitIndex index = graph.boundaries(); index < graph.size(); ++index) {
        m_numbers[index] = static_cast<CommitNumber>(m_ids.size());
        m_ids.push_back(graph.commit(index).id);
        m_times.push_back(graph.commit(index).time);
    }
}

} // namespace assay::lineage
