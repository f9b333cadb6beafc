// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/trace.h"
#include "session/derive/raw.h"
#include "store/gitreader.h"

#include <map>
#include <span>

namespace assay::session {

/// All lines that commits removed, by who wrote them.
[[nodiscard]] Result<std::vector<store::EdgeRow>> readEdges(const store::Database& database);

/// Every repository's commits and edges, ready to be asked for origins.
class TraceIndices
{
public:
    [[nodiscard]] static TraceIndices build(const Raw& raw, std::span<const store::EdgeRow> edges);

    [[nodiscard]] const lineage::TraceIndex& of(domain::RepositoryId repository) const
    {
        return m_indices.at(repository.value);
    }
    /// Position in Raw::commits.
    [[nodiscard]] std::optional<std::size_t> commitOf(domain::RepositoryId repository, const domain::Oid& oid) const;

private:
    std::map<std::int64_t, lineage::TraceIndex> m_indices;
    std::map<std::int64_t, std::unordered_map<domain::Oid, std::size_t>> m_positions;
};

} // namespace assay::session
