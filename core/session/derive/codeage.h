// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/columns.h"
#include "session/derive/raw.h"

#include <vector>

namespace assay::session {

/// Legacy when the median age of the lines that the commits touched is above three years, greenfield when most of what
/// they added is in new files, else recent; weighted by added and deleted lines. Unknown where lineage said nothing.
[[nodiscard]] facts::CodeAge codeAgeOf(const Raw& raw, const std::vector<std::size_t>& commits);

} // namespace assay::session
