// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/filter.h"
#include "present/reportspec.h"

#include <string>
#include <vector>

namespace assay::session {

class Session;

/// The leadership report for a filter. `pages`: ids of the dashboard pages to append, in their own order; empty: all.
[[nodiscard]] Result<present::ReportSpec> reportSpec(const Session& session, const facts::Filter& filter,
                                                     const std::vector<std::string>& pages = {});

} // namespace assay::session
