// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/filter.h"

#include <string>

namespace assay::session {

class Session;

/// What can be given away of a workspace, as one JSON document: every measure as a whole and by provenance, team, task
/// type, code age, repository, tool and month, the comparisons, how targets stand, and the numbers of its scenarios.
/// No person, message or path: teams and repositories are numbered, owners, names, sources in words and the
/// workspace's own name are left out, groups under the smallest size are withheld as everywhere. An entry of the audit
/// trail where the workspace can be written to. Errors: WorkspaceUnwritable.
[[nodiscard]] Result<void> exportRedacted(const Session& session, const facts::Filter& filter, const std::string& file);

} // namespace assay::session
