// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "importers/recordsink.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace assay::importers::git {

struct GitOptions
{
    std::string path;         ///< a working folder, a bare repository or a `.git` folder
    std::string branch;       ///< any revision; empty: what is checked out, else the default branch
    std::optional<Day> since; ///< hand over only commits and removals from this day on (all history is still followed)
    int threads = 0;          ///< 0: all processors; the results do not depend on it
    /// The class of a file by its path, below 8: lines are counted by the class of the file they were written in.
    std::function<std::uint8_t(const std::string&)> classOf;
    std::uint64_t classRules = 0;   ///< changes when `classOf` does: then history is read anew
    bool trustForeignOwner = false; ///< the user agreed to read a repository that belongs to somebody else
};

/// What an earlier reading of the same repository left behind.
struct GitKnown
{
    std::vector<domain::Oid> tips;
    std::string lineageState; ///< as GitResult gave it; empty the first time
};

struct GitResult
{
    std::string name;      ///< from the remote's URL, else the folder
    std::string remoteUrl; ///< without user name and password; empty if there is none
    std::string branch;    ///< short name of what was read; the revision given; "HEAD" when detached
    domain::Oid head;      ///< empty: the repository has no commits yet
    std::vector<domain::Oid> tips;
    std::string lineageState;
    std::int64_t commits = 0;           ///< handed over in this reading
    std::int64_t incompleteCommits = 0; ///< of these, lacking an object
    std::int64_t missingObjects = 0;    ///< places where an object was needed and not there
    bool bare = false;
    bool shallow = false;
    bool rewritten = false; ///< everything was read and handed over again: the known tips are no ancestors of the head,
                            ///< or objects that were missing are there now
};

/// Whether a folder is a repository itself (not merely inside one). Opens nothing.
[[nodiscard]] bool looksLikeRepository(const std::string& path);

/// Reads a repository into the sink: commits parents before children, each followed by its line notes and edges; then
/// tags, branches, the lines of its `.mailmap` and the lineage of commits. With `known`, only what is new, except that
/// the lineage of old commits is told again where it changed.
[[nodiscard]] Result<GitResult> readRepository(const GitOptions& options, const GitKnown& known, RecordSink& sink,
                                               const CancelToken& cancel, const ProgressFn& progress);

} // namespace assay::importers::git
