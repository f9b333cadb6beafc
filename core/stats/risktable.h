// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/kaplanmeier.h"

#include <cstddef>
#include <span>
#include <vector>

namespace assay::stats {

/// Everyone under observation just before one time, and what happened at it.
struct RiskRow
{
    double time = 0;
    double atRisk = 0;
    double events = 0;
    double censored = 0;
};

struct RiskTable
{
    std::vector<RiskRow> rows; ///< ascending in time, one per distinct observed time
    std::size_t n = 0;         ///< rows with positive weight
};

/// Counts per distinct time, in O(n log n). Events come before censorings at the same time.
/// Reasons as for kaplanMeier.
[[nodiscard]] Outcome<RiskTable> riskTable(const Observations& data);

/// The same of columns without a problem, in an order that `orderByTime` gave.
[[nodiscard]] RiskTable riskTable(const Observations& data, const std::vector<std::size_t>& order);

/// What is wrong with the columns, if anything.
[[nodiscard]] std::optional<Reason> problemOf(const Observations& data);

/// Indices of the rows with positive weight, ascending in time, equal times in the order of the rows. For columns
/// without a problem.
[[nodiscard]] std::vector<std::size_t> orderByTime(const Observations& data);

} // namespace assay::stats
