// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/filter.h"

#include <string>
#include <vector>

namespace assay::session {

class Session;

/// Every figure of a filter as one JSON document: measures with interval, n, coverage and exclusions, the day of the
/// data and its fingerprint. An entry of the audit trail where the workspace can be written to. Errors:
/// WorkspaceUnwritable.
[[nodiscard]] Result<void> exportJson(const Session& session, const facts::Filter& filter, const std::string& file);
/// The same as a folder of CSV files: figures.csv, and one file per table of every page, named by its id. Cells that a
/// spreadsheet would run are defused. Gives the files written. Errors: WorkspaceUnwritable.
[[nodiscard]] Result<std::vector<std::string>> exportCsv(const Session& session, const facts::Filter& filter,
                                                         const std::string& folder);

/// An export of figures is told in the audit trail; a workspace that cannot be written to can still be read out.
void noteFigures(const Session& session, const char* format);

} // namespace assay::session
