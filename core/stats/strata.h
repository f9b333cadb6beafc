// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/mantelhaenszel.h"

#include <vector>

namespace assay::stats {

/// The strata in which both groups occur. Reasons: Empty, OutOfRange, OneGroup.
[[nodiscard]] Outcome<std::vector<StratumCounts>> informative(std::span<const StratumCounts> strata);
[[nodiscard]] Outcome<std::vector<StratumRates>> informative(std::span<const StratumRates> strata);

} // namespace assay::stats
