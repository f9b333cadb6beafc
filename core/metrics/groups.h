// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

#include <string>
#include <vector>

namespace assay::metrics {

struct GroupLabel
{
    std::string key;
    std::string title;
};
/// Rows that share a value of a dimension.
struct RowGroup
{
    GroupLabel label;
    std::vector<facts::Index> rows;
};
/// Partitions rows by any dimension but time; by tool a row belongs to each tool that helped. Empty groups are left
/// out. Order: provenance AI, human, unknown; teams and repositories by name; the others as declared; unknown last.
[[nodiscard]] std::vector<RowGroup> groupRows(const facts::View& view, RowsOf table,
                                              const std::vector<facts::Index>& rows, Dimension dimension);

struct TimeSpan
{
    GroupLabel label; ///< "2026-03" or "2026-W09"
    DayRange range;
};
/// Calendar months or ISO weeks that the view's period touches, cut to the period.
[[nodiscard]] std::vector<TimeSpan> spansOf(const facts::View& view, Dimension monthOrWeek);

/// The team of a person on a day; the membership with the largest share where there are several.
[[nodiscard]] facts::Index teamOn(const facts::People& people, facts::Index person, facts::EpochDay day);

} // namespace assay::metrics
