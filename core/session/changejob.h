// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/filter.h"
#include "present/pagespec.h"

namespace assay::session {

class Session;

/// The page of one change, with the evidence, files and removed lines that the workspace holds about it.
[[nodiscard]] Result<present::PageSpec> changePage(const Session& session, const facts::Filter& filter,
                                                   facts::Index change);

} // namespace assay::session
