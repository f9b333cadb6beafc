// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/importjob.h"

#include <string>
#include <utility>
#include <vector>

/// What would be imported, shown before anything is written: the review screen and `import --dry-run` live on it.
namespace assay::session {

/// The first records of one kind, as they were understood.
struct PreviewTable
{
    std::string kind; ///< "tickets"
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    std::int64_t total = 0;
};

/// Something only the user knows.
struct ReviewQuestion
{
    enum class About
    {
        DateOrder, ///< day or month first; without an answer the file is not read
        TimeZone,  ///< stamps without a zone; without an answer they are read as UTC, and say so
        Columns    ///< a table of no known report: what its columns mean
    } about = About::DateOrder;
    std::string text;
    std::vector<std::string> evidence; ///< "9/7/2026 10:00 in column Created"
};

struct ReviewedSource
{
    std::string path;
    std::string name;
    bool repository = false; ///< read in full when imported; only looked at here
    std::string format;      ///< id; empty when not recognised
    std::string title;
    std::string contents; ///< "212 tickets"
    std::vector<PreviewTable> previews;
    std::vector<ReviewQuestion> questions;
    std::vector<std::string> notices;      ///< missing columns and what they cost; what was dropped
    std::vector<store::RejectRow> rejects; ///< the first of them
    std::int64_t rejected = 0;
    std::vector<std::string> header; ///< of a CSV: the columns that a map may name
    SourceAnswers answers;           ///< what it was read with, remembered ones included
    std::string problem;             ///< why it cannot be imported as it is; empty: it can
};

struct Review
{
    std::vector<ReviewedSource> sources;
    std::vector<SkippedPath> skipped;
    [[nodiscard]] bool hasOpenQuestion() const;
};

/// The fields that a column map may name.
[[nodiscard]] const std::vector<std::string>& columnFields();

/// Reads everything asked for and writes nothing. A request without a workspace yet is reviewed all the same.
[[nodiscard]] Result<Review> reviewImport(const ImportRequest& request, const CancelToken& cancel,
                                          const ProgressFn& progress);

} // namespace assay::session
