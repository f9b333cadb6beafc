// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace assay::metrics {

/// Rows left out of a figure, with the reason.
struct Exclusion
{
    std::string reason;
    std::int64_t count = 0;
};

enum class BetterIs : std::uint8_t
{
    Lower,
    Higher,
    Neither
};

/// A figure as Assay shows it everywhere: never without interval, n, coverage and what was left out.
/// `value` is absent when there is not enough data; `note` then says why. It is never a stand-in zero.
struct Estimate
{
    std::optional<double> value;
    std::optional<double> low;
    std::optional<double> high;
    double level = 0.95;
    std::vector<std::pair<std::string, std::int64_t>> n; ///< per group, in a stable order
    std::string unit;   ///< "h", "d", "per 100 changes", "share", "ratio", "count", "USD"
    std::string method; ///< "Kaplan–Meier median, log-log interval"
    Day from{};
    Day to{};
    std::optional<double> coverage; ///< share of the population that had the data, 0…1
    std::vector<Exclusion> excluded;
    std::string note;

    [[nodiscard]] std::int64_t total() const
    {
        std::int64_t sum = 0;
        for (const auto& [group, count] : n) sum += count;
        return sum;
    }
};

} // namespace assay::metrics
