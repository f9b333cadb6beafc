// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "domain/oid.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::domain {

/// Name and e-mail as Git stores them (UTF-8; other encodings converted, undecodable bytes replaced).
struct Signature
{
    std::string name;
    std::string email;
    Instant at{};
    int offsetMinutes = 0; ///< the writer's zone
};

enum class FileStatus : std::uint8_t
{
    Added,
    Modified,
    Deleted,
    Renamed,
    TypeChanged
};

/// One path in one commit, as `git log --numstat -M` lists it.
struct FileChange
{
    std::string path;
    std::string oldPath; ///< only when renamed
    FileStatus status = FileStatus::Modified;
    std::int64_t added = 0;
    std::int64_t deleted = 0;
    bool binary = false;     ///< numstat shows "-"
    bool incomplete = false; ///< a blob is missing; the counts are what could be counted
};

/// One commit with its diff against the first parent (merges: no files, as `git log --numstat` without `-m`).
struct CommitRecord
{
    Oid oid;
    std::vector<Oid> parents;
    Signature author;
    Signature committer;
    std::string message; ///< whole message, UTF-8
    std::vector<FileChange> files;
    std::int64_t added = 0;
    std::int64_t deleted = 0;
    bool incomplete = false; ///< an object it needs is missing from the repository
    bool onMainline = false; ///< on the first-parent chain of the imported tip
};

/// A line of a repository's `.mailmap`: who committed as `email` (with `name`, where given: only then) is `properEmail`
/// and spelled `properName`. One of these two may be empty.
struct AuthorAlias
{
    std::string email;
    std::string name;
    std::string properEmail;
    std::string properName;
    bool operator==(const AuthorAlias&) const = default;
};

/// A tag, as a release.
struct TagRecord
{
    std::string name;
    Oid commit;
    Instant at{};
};

/// A branch tip (local or remote), with the name that may carry ticket keys.
struct BranchRecord
{
    std::string name;
    Oid tip;
};

/// Lines of one commit attributed by a line note (git-ai, Agent Trace), already intersected with the lines the commit
/// adds.
struct LineNoteRecord
{
    Oid commit;
    std::string tool; ///< catalogue id of the tool, empty if unknown
    std::string model;
    std::int64_t aiLines = 0;
    std::int64_t humanLines = 0;
    bool measured = true; ///< a note exists; lines in neither count are unknown, not human
};

/// What a vendor says about one commit (Cursor AI code tracking): lines by who wrote them, as the editor saw it.
struct VendorCommitRecord
{
    std::string tool;       ///< catalogue id
    std::string commit;     ///< hex, possibly abbreviated: match by prefix
    std::string repository; ///< as the vendor names it
    std::string branch;     ///< the same commit may be listed for several
    std::string identity;   ///< e-mail or vendor id
    std::string source;     ///< "ide", "cli", … when it says
    std::optional<Instant> at;
    std::optional<std::int64_t> added; ///< all lines
    std::optional<std::int64_t> deleted;
    std::optional<std::int64_t> aiAdded; ///< completions and agent together
    std::optional<std::int64_t> aiDeleted;
    std::optional<std::int64_t> otherAdded; ///< "non-AI": max(0, all − AI), so not a proof of human work
    std::optional<std::int64_t> otherDeleted;
};

enum class TraceContributor : std::uint8_t
{
    Unknown,
    Human,
    Ai,
    Mixed
};

/// Lines that an editor session wrote (Agent Trace). `revision` is the commit the work began from, so the lines belong
/// to one of its children; without a revision it is a hint for the next commit of that file.
struct LineTraceRecord
{
    std::string revision;       ///< hex; empty when not recorded
    std::string path;           ///< as recorded; absolute where the tool writes it so
    std::int64_t firstLine = 0; ///< 1-based, included
    std::int64_t lastLine = 0;
    TraceContributor contributor = TraceContributor::Unknown;
    std::string tool;
    std::string model;
    std::optional<Instant> at;
};

/// Where lines that a commit removed came from, by commit, path and class. The unit of defect tracing, survival and
/// rework.
struct LineEdge
{
    Oid origin;  ///< the commit that wrote the lines
    Oid remover; ///< the commit that removed or replaced them
    std::string path;
    std::int32_t lines = 0;
    /// Code lines corrected: neither blank nor comment nor merely re-indented by the remover. A line that somebody
    /// re-indented counts here for the commit that first wrote it, so this may exceed `lines`, and `lines` may be 0.
    std::int32_t codeLines = 0;
    std::int32_t firstLines = 0; ///< of these, removed by nobody before; sums of these are deaths, each line once
    std::int32_t aiLines = 0;    ///< of these, written by an AI according to a line note
    std::int32_t humanLines = 0; ///< of these, written by a human according to a line note
    std::uint8_t pathClass = 0;  ///< of the file in which the lines were written, as the importer was told to class it
};

/// What became of the lines that a commit wrote in files of one class.
struct ClassLines
{
    std::uint8_t pathClass = 0;
    std::int64_t born = 0;
    std::int64_t lost = 0;
    std::int64_t alive = 0;
    std::int64_t revived = 0;
};

/// Per-commit result of the lineage pass.
struct CommitLineage
{
    Oid commit;
    std::int64_t born = 0; ///< lines it wrote that nobody else had written
    std::int64_t lost = 0; ///< of these, dropped by a merge that took the other side: nobody's deletion
    std::optional<double> medianTouchedAgeDays; ///< median age of lines it replaced or sits beside
    double newFileShare = 0;                    ///< share of its added lines that are in new files
    std::int64_t alive = 0;                     ///< lines alive at the imported tip
    std::int64_t revived = 0;                   ///< of the living, removed by a commit on a branch that did not prevail
    std::int64_t aiBorn = 0;                    ///< of the born, by an AI according to a line note
    std::int64_t humanBorn = 0;                 ///< of the born, by a human according to a line note
    std::int64_t aiAlive = 0;
    std::int64_t humanAlive = 0;
    std::vector<ClassLines> classes; ///< those in which it wrote, ascending; sums are the figures above
};

} // namespace assay::domain
