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

Result<std::vector<store::EdgeRow>> readEdges(const store::Database& database)
{
    std::vector<store::EdgeRow> edges;
    auto read = store::forEachEdge(database, [&edges](const store::EdgeRow& row) { edges.push_back(row); });
    if (!read) return Failure(read.error());
    return edges;
}

TraceIndices TraceIndices::build(const Raw& raw, std::span<const store::EdgeRow> edges)
{
    TraceIndices indices;
    for (const auto& repository : raw.repositories) indices.m_indices[repository.id.value];
    std::vector<std::uint32_t> numbers(raw.commits.size()); // in the index of its repository
    for (std::size_t i = 0; i < raw.commits.size(); ++i) {
        const auto repository = raw.commits[i].repository.value;
        numbers[i] = indices.m_indices[repository].add(traceCommitOf(raw.commits[i]));
        indices.m_positions[repository].emplace(raw.commits[i].oid, i);
    }
    std::map<std::int64_t, std::unordered_map<std::int64_t, std::uint32_t>> paths; // by repository and row id
    for (const auto& row : edges) {
        const auto remover = raw.commitAt.at(row.remover.value);
        const auto repository = raw.commits[remover].repository.value;
        auto& index = indices.m_indices.at(repository);
        const auto [path, isNew] = paths[repository].try_emplace(row.path);
        if (isNew) path->second = index.addPath(raw.paths.at(row.path));
        index.add(numbers[remover],
                  {numbers[raw.commitAt.at(row.origin.value)], path->second, row.lines, row.codeLines});
    }
    return indices;
}

std::optional<std::size_t> TraceIndices::commitOf(domain::RepositoryId repository, const domain::Oid& oid) const
{
    const auto& positions = m_positions.at(repository.value);
    const auto found = positions.find(oid);
    return found == positions.end() ? std::nullopt : std::optional(found->second);
}

} // namespace assay::session
