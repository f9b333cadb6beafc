// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/decisions.h"

#include <string>
#include <vector>

namespace assay::session {

/// "ada@example.com is github:ada, and 3 more": a batch of decisions in words; empty for none.
[[nodiscard]] std::string describe(const std::vector<store::DecisionRow>& batch);

} // namespace assay::session
