// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::store {

class Database;

/// Metered use and its money by tool, unit and currency, in the days it covers. Lines with equal dimensions of several
/// sources are one line, as the last reading says it; within one source they add up. Where reports of different shape
/// speak of the same person and days, as a bill by product and one by model, one of them counts.
struct SpendSum
{
    std::string tool;
    std::string unit;
    std::string currency;
    bool estimate = false;
    std::int64_t lines = 0;
    std::int64_t leftOut = 0; ///< lines that a report of another shape says, too
    std::optional<double> quantity, gross, discount, net;
    std::optional<Day> from, to;
};
[[nodiscard]] Result<std::vector<SpendSum>> spendSums(const Database& database);

} // namespace assay::store
