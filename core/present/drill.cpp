// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/drill.h"

#include "metrics/groups.h"
#include "present/estimatetext.h"
#include "present/format.h"

namespace assay::present {

namespace {

/// What the recursion over dimensions carries along.
struct Cells
{
    const facts::View& view;
    metrics::RowsOf table;
    DrillCells found;

    void add(const RowsQuery& rows, std::span<const metrics::Dimension> by, const std::vector<std::string>& keys)
    {
        if (by.empty()) {
            found.emplace(keys, rows);
            return;
        }
        for (auto& group : metrics::groupRows(view, table, rows.rows, by.front())) {
            auto deeper = keys;
            deeper.push_back(group.label.key);
            add({rows.kind, rows.title + QStringLiteral(" › ") + text(group.label.title), std::move(group.rows)},
                by.subspan(1), deeper);
        }
    }
};

} // namespace

RowKind rowKind(metrics::RowsOf rows)
{
    switch (rows) {
    case metrics::RowsOf::Changes:
        return RowKind::Changes;
    case metrics::RowsOf::Tickets:
        return RowKind::Tickets;
    case metrics::RowsOf::Defects:
        return RowKind::Defects;
    case metrics::RowsOf::People:
        return RowKind::People;
    case metrics::RowsOf::Usage:
        return RowKind::Usage;
    case metrics::RowsOf::Seats:
        break;
    }
    return RowKind::Seats;
}

RowsQuery drillMeasure(std::string_view metricId, const facts::View& view)
{
    const metrics::Metric* metric = metrics::metricById(metricId);
    if (!metric) return {};
    return {rowKind(metric->info().rows), text(metric->info().title), metrics::rowsBehind(*metric, view)};
}

RowsQuery drillFigure(std::string_view metricId, const facts::View& view, const metrics::Estimate& figure)
{
    RowsQuery rows = drillMeasure(metricId, view);
    if (!withheld(figure)) rows.counting = leftOutText(figure);
    return rows;
}

RowsQuery drillContrast(const analysis::Contrast& contrast, const facts::View& view)
{
    const bool adjusted = contrast.adjusted.effect.value.has_value();
    const analysis::Effect& shown = adjusted ? contrast.adjusted : contrast.raw;
    RowsQuery rows = drillMeasure(contrast.measure, view);
    if (!rows.valid() || withheld(shown.effect)) return rows;
    rows.counting = QStringLiteral("Of these %1 rows the %2 figure compares %3 AI-assisted with %4 human-only ones. ")
                        .arg(formatCount(static_cast<std::int64_t>(rows.rows.size())),
                             adjusted ? QStringLiteral("adjusted") : QStringLiteral("raw"), formatCount(shown.nAi),
                             formatCount(shown.nHuman)) +
                    leftOutText(shown.effect);
    return rows;
}

DrillCells drillSplit(std::string_view metricId, const facts::View& view, const std::vector<metrics::Dimension>& by)
{
    const metrics::Metric* metric = metrics::metricById(metricId);
    if (!metric) return {};
    for (const metrics::Dimension dimension : by) metric = &metric->along(dimension);
    Cells cells{view, metric->info().rows, {}};
    cells.add(drillMeasure(metric->info().id, view), by, {});
    return std::move(cells.found);
}

std::map<std::string, RowsQuery> drillSegments(std::string_view metricId, const facts::View& view)
{
    using metrics::Dimension;
    std::map<std::string, RowsQuery> found;
    const RowsQuery all = drillMeasure(metricId, view);
    if (!all.valid()) return found;
    for (auto& [keys, rows] : drillSplit(metricId, view, {Dimension::TaskType}))
        found.emplace(keys.front(), std::move(rows));
    for (auto& [keys, rows] : drillSplit(metricId, view, {Dimension::Team}))
        found.emplace("team:" + keys.front(), std::move(rows));
    for (auto& [keys, rows] : drillSplit(metricId, view, {Dimension::CodeAge}))
        found.emplace("age:" + keys.front(), std::move(rows));
    for (auto& [keys, rows] : drillSplit(metricId, view, {Dimension::TaskType, Dimension::CodeAge}))
        if (keys.front() == domain::taskTypeId(domain::TaskType::Feature))
            found.emplace("feature:" + keys.back(), std::move(rows));
    found.emplace("all", all);
    return found;
}

} // namespace assay::present
