// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/commit.h"
#include "domain/ids.h"
#include "domain/provenance.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace assay::store {

class Database;

/// A commit as it stands in the workspace.
struct CommitRow
{
    domain::CommitId id;
    domain::RepositoryId repository;
    domain::Oid oid;
    std::vector<domain::Oid> parents;
    domain::IdentityId author;
    domain::IdentityId committer;
    std::string authorEmail;
    std::string authorName;
    std::string committerEmail;
    std::string committerName;
    Instant authoredAt{};
    Instant committedAt{};
    std::int64_t added = 0;
    std::int64_t deleted = 0;
    std::int64_t files = 0;
    bool incomplete = false;
    bool mainline = false;
    std::optional<std::int64_t> born;
    std::optional<std::int64_t> lost;
    std::optional<std::int64_t> alive;
    std::optional<double> touchedAgeDays;
    std::optional<double> newFileShare;
    std::optional<std::int64_t> revived; ///< of the lines alive, removed on a branch whose removal was not merged
    std::optional<std::int64_t> aiBorn;  ///< of the lines born, those a line note gives to an AI; to a human
    std::optional<std::int64_t> humanBorn;
    std::optional<std::int64_t> aiAlive;
    std::optional<std::int64_t> humanAlive;
    std::string message;
};

struct CommitFileRow
{
    domain::CommitId commit;
    std::int64_t path = 0; ///< → PathRow::id
    domain::FileStatus status = domain::FileStatus::Modified;
    std::int64_t added = 0;
    std::int64_t deleted = 0;
};
struct PathRow
{
    std::int64_t id = 0;
    domain::RepositoryId repository;
    std::string path;
};
struct EdgeRow
{
    domain::CommitId remover;
    domain::CommitId origin;
    std::int64_t path = 0;
    std::int32_t lines = 0;
    std::int32_t codeLines = 0;
};
struct EvidenceRow
{
    domain::CommitId commit;
    domain::Evidence evidence;
};
struct LineNoteRow
{
    domain::CommitId commit;
    domain::LineNoteRecord note; ///< without the object id
};
struct IdentityRow
{
    domain::IdentityId id;
    std::string kind;
    std::string value;
    std::vector<std::string> names; ///< display names seen with it, most frequent first
};

/// All commits, by row id: parents before children within a repository.
[[nodiscard]] Result<std::vector<CommitRow>> commits(const Database& database);
/// The same without what only linking needs (messages, names, parents): what opening a workspace reads.
struct CommitHead
{
    domain::CommitId id;
    domain::RepositoryId repository;
    domain::Oid oid;
    Instant authoredAt{};
    Instant committedAt{};
    std::int32_t added = 0;
    std::int32_t deleted = 0;
    std::int32_t files = 0;
    bool merge = false;
};
[[nodiscard]] Result<std::vector<CommitHead>> commitHeads(const Database& database);
[[nodiscard]] Result<std::vector<PathRow>> paths(const Database& database);
/// Files of all commits, by commit.
[[nodiscard]] Result<void> forEachFile(const Database& database,
                                       const std::function<void(const CommitFileRow&)>& visit);
/// Line edges, by remover.
[[nodiscard]] Result<void> forEachEdge(const Database& database, const std::function<void(const EdgeRow&)>& visit);
/// Lines that one commit was the first to remove from another, summed over paths of one class: all that survival needs.
struct DeathRow
{
    domain::CommitId remover;
    domain::CommitId origin;
    std::uint8_t pathClass = 0;
    std::int32_t lines = 0;
};
[[nodiscard]] Result<void> forEachDeath(const Database& database, const std::function<void(const DeathRow&)>& visit);
/// What became of each commit's lines, by class of the file they were written in. By commit.
struct ClassLinesRow
{
    domain::CommitId commit;
    domain::ClassLines lines;
};
[[nodiscard]] Result<std::vector<ClassLinesRow>> classLines(const Database& database);
/// Edges of some removing commits.
[[nodiscard]] Result<std::vector<EdgeRow>> edgesOf(const Database& database, domain::CommitId remover);
/// All evidence, by commit, in the order in which it was found.
[[nodiscard]] Result<std::vector<EvidenceRow>> evidence(const Database& database);
/// The evidence of some commits alone.
[[nodiscard]] Result<std::vector<EvidenceRow>> evidenceOf(const Database& database,
                                                          const std::vector<domain::CommitId>& commits);
/// Lines that some commits removed, by file: whose they were.
struct RemovedLinesRow
{
    domain::CommitId remover;
    domain::CommitId origin;
    std::string path;
    std::int64_t lines = 0;
    std::int64_t codeLines = 0;
};
[[nodiscard]] Result<std::vector<RemovedLinesRow>> linesRemovedBy(const Database& database,
                                                                  const std::vector<domain::CommitId>& removers);
/// Files that some commits touched.
struct TouchedFileRow
{
    std::string path;
    std::int64_t added = 0;
    std::int64_t deleted = 0;
};
[[nodiscard]] Result<std::vector<TouchedFileRow>> filesOf(const Database& database,
                                                          const std::vector<domain::CommitId>& commits);
/// By commit; one row per tool and model that its note names.
[[nodiscard]] Result<std::vector<LineNoteRow>> lineNotes(const Database& database);
[[nodiscard]] Result<std::vector<IdentityRow>> identities(const Database& database);

struct RefRow
{
    domain::RepositoryId repository;
    std::string name;
    domain::Oid oid;
    Instant at{}; ///< tags only
};
[[nodiscard]] Result<std::vector<RefRow>> tags(const Database& database);
[[nodiscard]] Result<std::vector<RefRow>> branches(const Database& database);

} // namespace assay::store
