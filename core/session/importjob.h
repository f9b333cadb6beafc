// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "importers/importer.h"
#include "store/derived.h"
#include "store/importlog.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assay::session {

using ImportDateOrder = importers::ReadOptions::DateOrder;

/// What the user said about one file; what is left open here was remembered from the last reading, or is found out.
struct SourceAnswers
{
    std::string format;
    importers::ReadOptions options;
    bool leaveOut = false;
};

/// What the user asked to be read.
struct ImportRequest
{
    std::string workspace;          ///< made when it does not exist
    std::vector<std::string> paths; ///< repositories, files, folders
    std::string format;             ///< `--as`; empty: recognised by content
    importers::ReadOptions options;
    std::string name;   ///< of the source (one path only); empty: last part of the path
    std::string branch; ///< any revision; empty: checked-out or default branch
    std::optional<Day> since;
    std::map<std::string, SourceAnswers> answers; ///< by path, for files that differ from the rest
    bool dryRun = false;                          ///< reads everything, writes nothing
    bool trustForeignOwner = false;
};

/// What came of one source.
struct ImportedSource
{
    std::string path;
    std::string name;
    std::string format;
    std::string title;
    std::string contents;
    store::RunState state = store::RunState::Done;
    std::int64_t records = 0;
    std::int64_t added = 0;
    std::vector<store::RejectRow> rejects;
    std::vector<store::NoticeRow> notices;
    std::string message; ///< why it failed
};

/// Something in a folder that is no input, and why.
struct SkippedPath
{
    std::string path;
    std::string reason;
};

struct ImportSummary
{
    std::vector<ImportedSource> sources;
    std::vector<SkippedPath> skipped;
    [[nodiscard]] std::int64_t rejected() const;
    [[nodiscard]] bool anyFailed() const;
};

/// Answers for one file: the request's, then those remembered for its location, then the columns remembered for a file
/// with the same header.
[[nodiscard]] Result<SourceAnswers> answersFor(const ImportRequest& request, const store::Database& database,
                                               const std::string& path);

/// Reads everything asked for, each source in one transaction of its own, then rebuilds what is derived. A source that
/// fails leaves no rows, only the run that says why; the others go on. Cancelled: the source under way is rolled back.
[[nodiscard]] Result<ImportSummary> importPaths(const ImportRequest& request, const CancelToken& cancel,
                                                const ProgressFn& progress);

} // namespace assay::session
