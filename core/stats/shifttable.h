// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/stratifiedshift.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace assay::stats {

struct ShiftRow
{
    double value;
    std::uint32_t cluster;
};

/// The rows of one stratum, both groups ascending.
struct ShiftStratum
{
    std::size_t firstTreated = 0, endTreated = 0; ///< into `treated`
    std::size_t firstControl = 0, endControl = 0;
    double weight = 0;     ///< 1 / (N + 1)
    std::uint32_t row = 0; ///< one of its rows, by its number in the data
};

struct ShiftTable
{
    std::vector<ShiftRow> treated;
    std::vector<ShiftRow> control;
    std::vector<ShiftStratum> strata;
    std::uint32_t clusters = 0; ///< ids are below this
};

[[nodiscard]] ShiftTable shiftTable(const StratifiedValues& rows);
/// The same rows in `parts` tables: those of a stratum go to the part that `partOf` one of its rows names; beyond the
/// last to none.
[[nodiscard]] std::vector<ShiftTable> divided(const ShiftTable& t, std::size_t parts, const PartOf& partOf);
[[nodiscard]] std::size_t rowsOf(const ShiftTable& t);
/// Pairs of a treated and a control row of one stratum.
[[nodiscard]] double pairsOf(const ShiftTable& t);
/// Weighted excess of pairs in which the treated value, less the shift, is larger. Falls as the shift grows.
[[nodiscard]] double excess(const ShiftTable& t, double shift);
/// The excess where the treated values all are the larger ones: its greatest value.
[[nodiscard]] double greatest(const ShiftTable& t);

} // namespace assay::stats
