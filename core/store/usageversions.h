// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/usagedays.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace assay::store {

using UsageRank = std::pair<std::int64_t, std::int64_t>; ///< last day of the report, order of reading

using UsageKey = std::array<std::int64_t, 3>; ///< day, surface, scope: of one series

/// What one source says about one day of one person.
struct UsageVersion
{
    UsageKey key{};
    std::int64_t source = 0;
    UsageRank rank;
    UsageCounters usage;
    std::optional<Instant> firstEvent;
    std::optional<Instant> lastEvent;
};

/// The one version that counts, or the sum of versions whose events follow each other: an export that was split.
[[nodiscard]] const UsageVersion& agreed(std::vector<UsageVersion>& versions);

} // namespace assay::store
