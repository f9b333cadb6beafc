// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/traceindices.h"

#include "store/database.h"

namespace assay::session {
namespace {

lineage::TraceCommit traceCommitOf(const store::CommitRow& row)
{
    lineage::TraceCommit commit;
    commit.oid = row.oid;
    commit.authoredAt = row.authoredAt;
    commit.committedAt = row.committedAt;
    commit.authorEmail = row.authorEmail;
    commit.subject = row.message.substr(0, row.message.find('\n'));
    commit.message = row.message;
    commit.parents = static_cast<int>(row.parents.size());
    commit.files = static_cast<int>(row.files);
    commit.added = row.added;
    commit.deleted = row.deleted;
    return commit;
}

} // namespace

Result<TraceIndices> TraceIndices::build(const Raw& raw, const store::Database& database)
{
    TraceIndices indices;
    for (const auto& repository : raw.repositories) indices.m_indices[repository.id.value];
    for (std::size_t i = 0; i < raw.commits.size(); ++i) {
        const auto repository = raw.commits[i].repository.value;
        indices.m_indices[repository].add(traceCommitOf(raw.commits[i]));
        indices.m_positions[repository].emplace(raw.commits[i].oid, i);
    }
    auto read = store::forEachEdge(database, [&](const store::EdgeRow& row) {
        const auto& remover = raw.commits[raw.commitAt.at(row.remover.value)];
        domain::LineEdge edge;
        edge.origin = raw.commits[raw.commitAt.at(row.origin.value)].oid;
        edge.remover = remover.oid;
        edge.path = raw.paths.at(row.path);
        edge.lines = row.lines;
        edge.codeLines = row.codeLines;
        indices.m_indices[remover.repository.value].add(edge);
    });
    if (!read) return Failure(read.error());
    return indices;
}

std::optional<std::size_t> TraceIndices::commitOf(domain::RepositoryId repository, const domain::Oid& oid) const
{
    const auto& positions = m_positions.at(repository.value);
    const auto found = positions.find(oid);
    return found == positions.end() ? std::nullopt : std::optional(found->second);
}

} // namespace assay::session
