// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/pairs.h"

namespace assay::lineage {

/// Appends the lines of each hunk that were replaced by themselves with other white space (re-indented code). Blank
/// lines never count. Very large hunks are passed over: they are new files in all but name.
void findRespaced(std::string_view before, std::string_view after, std::span<const Hunk> hunks,
                  LineDiffer::Anchor anchor, std::vector<Respaced>& respaced);

} // namespace assay::lineage
