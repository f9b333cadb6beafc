// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/filter.h"
#include "present/reportspec.h"

#include <string>
#include <vector>

namespace assay::session {

class Session;

struct PreparedReport
{
    present::ReportSpec spec;
    std::string notKept; ///< why its recommendation is not in the history (a workspace that cannot be written to)
};

/// The leadership report for a filter; its recommendation is kept in the workspace's history. `pages`: ids of the
/// dashboard pages to append, in their own order; empty: all. `scenarios`: names or keys of starting points, an
/// Economics page for each; empty: the leading one. Errors: Usage.
[[nodiscard]] Result<PreparedReport> reportSpec(const Session& session, const facts::Filter& filter,
                                                const std::vector<std::string>& pages = {},
                                                const std::vector<std::string>& scenarios = {});

} // namespace assay::session
