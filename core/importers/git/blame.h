// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/git/gitimporter.h"
#include "lineage/savedstate.h"

namespace assay::importers::git {

/// Who wrote each line of a file. At the tip that was read last the answer comes from the saved state, at once and
/// without the repository; for any other revision (`options.branch`) its history is followed first.
[[nodiscard]] Result<std::vector<lineage::BlameRun>> blameFile(const GitOptions& options, const GitKnown& known,
                                                               const std::string& path, const CancelToken& cancel,
                                                               const ProgressFn& progress);

} // namespace assay::importers::git
