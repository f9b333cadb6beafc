// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "store/importlog.h"

#include <string>
#include <vector>

namespace assay::session {

/// A source with its readings, oldest first.
struct SourceWithRuns
{
    store::SourceRow source;
    std::vector<store::RunRow> runs;
};
[[nodiscard]] Result<std::vector<SourceWithRuns>> sourceList(const std::string& workspace);
/// Rejected rows of one reading; a reading that does not exist is a usage error.
[[nodiscard]] Result<std::vector<store::RejectRow>> rejectedRows(const std::string& workspace, std::int64_t run);

/// Rejects of a reading with the reading they are of.
struct RejectOfRun
{
    std::string source; ///< its name
    std::int64_t run = 0;
    store::RejectRow reject;
};
/// Those of every source's newest reading that read something.
[[nodiscard]] Result<std::vector<RejectOfRun>> currentRejects(const std::string& workspace);
/// Rejected rows of a reading as a file to correct and import again: a CSV with the source's own columns and the
/// reasons, or the records as lines. Fails when the source has changed since or is gone. `source`: its name, path or
/// number, or "run:12".
[[nodiscard]] Result<std::string> rejectsFile(const std::string& workspace, const std::string& source);

/// What taking a source out takes away.
struct RemovedSource
{
    store::SourceRow source;
    std::vector<std::pair<std::string, std::int64_t>> contents; ///< "tickets", 212
};
/// Takes a source out with everything that came from it, and derives anew from the rest. `which`: its name, location or
/// number. What other sources said of the same things stays. `dryRun`: only tells what would go.
[[nodiscard]] Result<RemovedSource> removeSource(const std::string& workspace, const std::string& which, bool dryRun,
                                                 const CancelToken& cancel, const ProgressFn& progress);

} // namespace assay::session
