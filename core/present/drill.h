// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "facts/filter.h"
#include "metrics/metric.h"
#include "present/rowsquery.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The rows behind a figure, found again from the figure's own description.
namespace assay::present {

[[nodiscard]] RowKind rowKind(metrics::RowsOf rows);

/// Rows of a measure. Invalid where the measure does not exist.
[[nodiscard]] RowsQuery drillMeasure(std::string_view metricId, const facts::View& view);

/// The same, and what the figure leaves out of them.
[[nodiscard]] RowsQuery drillFigure(std::string_view metricId, const facts::View& view,
                                    const metrics::Estimate& figure);
/// The rows of a comparison, and how many of them are compared with how many, and why the others are not.
[[nodiscard]] RowsQuery drillContrast(const analysis::Contrast& contrast, const facts::View& view);

/// Rows of every cell of a split by dimensions other than time, by the keys of its buckets.
using DrillCells = std::map<std::vector<std::string>, RowsQuery>;
[[nodiscard]] DrillCells drillSplit(std::string_view metricId, const facts::View& view,
                                    const std::vector<metrics::Dimension>& by);

/// Rows of a contrast's segments by their ids: "all", "tests", "team:Payments", "age:legacy", "feature:legacy".
[[nodiscard]] std::map<std::string, RowsQuery> drillSegments(std::string_view metricId, const facts::View& view);

} // namespace assay::present
