// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/snapshot.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace assay::metrics {

/// Values of many owners in one array, owner by owner.
template <class T>
struct PerOwner
{
    std::vector<std::size_t> begin{0}; ///< owners + 1
    std::vector<T> values;
    [[nodiscard]] std::span<const T> of(facts::Index owner) const
    {
        const auto i = static_cast<std::size_t>(owner);
        return {values.data() + begin[i], begin[i + 1] - begin[i]};
    }
    [[nodiscard]] std::size_t owners() const { return begin.size() - 1; }
};

/// On which days each person used some tools; days of several tools are merged.
struct UsageDays
{
    PerOwner<facts::EpochDay> used; ///< meaningful use, ascending, each once
    PerOwner<facts::EpochDay> seen; ///< any row of telemetry, ascending, each once
};

/// All tools.
inline constexpr std::uint64_t kAllTools = ~std::uint64_t{0};
/// `tools` has a bit per tool; what names no tool counts only where all are meant.
[[nodiscard]] constexpr bool amongTools(std::uint64_t tools, facts::Index tool)
{
    return tool == facts::kNoIndex ? tools == kAllTools : (tools >> tool & 1) != 0;
}

/// Reads usage ordered by person, tool and day.
[[nodiscard]] UsageDays usageDays(const facts::Usage& usage, std::size_t people, std::uint64_t tools);
/// The same, read once per snapshot and set of tools.
[[nodiscard]] std::shared_ptr<const UsageDays> usageDaysOf(const facts::Snapshot& snapshot, std::uint64_t tools);

} // namespace assay::metrics
