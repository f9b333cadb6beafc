// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/commit.h"
#include "domain/ids.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace assay::store {

class Database;
class Words;

/// What the workspace knows of a repository.
struct RepositoryRow
{
    domain::RepositoryId id;
    domain::SourceId source;
    std::string name;
    std::string remoteUrl;
    std::string branch;
    domain::Oid head;
    std::vector<domain::Oid> tips;
    std::string lineageState; ///< opaque, made by core/lineage
};

/// Finds the repository of a source (with its lineage state); absent when it was never read.
[[nodiscard]] Result<std::optional<RepositoryRow>> repositoryOf(const Database& database, domain::SourceId source);
[[nodiscard]] Result<std::vector<RepositoryRow>> repositories(const Database& database);
/// The names of all repositories but that of the source.
[[nodiscard]] Result<std::vector<std::string>> otherRepositoryNames(const Database& database, domain::SourceId source);

/// Writes one repository's history. Live within a transaction; commits come before edges that name them. What is told
/// of a known commit again, with its files and the edges that follow, takes the place of what was known.
class CommitWriter
{
public:
    [[nodiscard]] static Result<std::unique_ptr<CommitWriter>> make(Database& database, Words& words,
                                                                    domain::SourceId source);
    ~CommitWriter();
    CommitWriter(const CommitWriter&) = delete;
    CommitWriter& operator=(const CommitWriter&) = delete;

    /// Returns false when the commit was there already.
    [[nodiscard]] Result<bool> commit(const domain::CommitRecord& record);
    [[nodiscard]] Result<void> edge(const domain::LineEdge& edge);
    [[nodiscard]] Result<void> lineage(const domain::CommitLineage& lineage);
    [[nodiscard]] Result<void> lineNote(const domain::LineNoteRecord& note);
    [[nodiscard]] Result<void> tag(const domain::TagRecord& tag);
    [[nodiscard]] Result<void> branch(const domain::BranchRecord& branch);
    /// After a reading that began anew because history was rewritten (or another revision was read): drops the
    /// repository's commits, from the given moment on, that this reading did not hand over, with all that hangs on
    /// them. Returns how many.
    [[nodiscard]] Result<std::int64_t> dropUnseen(std::optional<Instant> from);
    /// Name, remote, branch, tips and lineage state, once reading is done. Tags and branches that were not handed over
    /// are gone.
    [[nodiscard]] Result<void> finish(const RepositoryRow& repository);

private:
    struct Parts;
    explicit CommitWriter(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace assay::store
