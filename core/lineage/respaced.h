// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/pairs.h"

namespace assay::lineage {

/// Appends the lines of each hunk that were replaced by themselves with other white space (re-indented code). Blank
/// lines never count. Very large hunks are passed over: they are new files in all but name.
/// `hunks` are those of the differ's last comparison.
void findRespaced(const LineDiffer& differ, std::span<const Hunk> hunks, std::vector<Respaced>& respaced);

} // namespace assay::lineage
