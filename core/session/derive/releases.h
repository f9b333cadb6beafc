// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/derive/raw.h"

#include <vector>

namespace assay::session {

/// When each commit was first part of a release: the date of the earliest tag whose history holds it; absent where no
/// tag does. Linear in commits: tags go oldest first, and each walk stops at what an earlier tag reached.
[[nodiscard]] std::vector<std::optional<Instant>> releaseTimes(const Raw& raw);

} // namespace assay::session
