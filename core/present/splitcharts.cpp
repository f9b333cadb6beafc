// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/splitcharts.h"

#include "present/axes.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/missing.h"

#include <algorithm>

namespace assay::present {

namespace {

using metrics::Bucket;
using metrics::Dimension;

const Bucket* bucketOf(const std::vector<Bucket>& buckets, const std::vector<std::string>& keys)
{
    const auto found =
        std::find_if(buckets.begin(), buckets.end(), [&](const Bucket& bucket) { return bucket.keys == keys; });
    return found == buckets.end() ? nullptr : &*found;
}

/// Distinct titles of one dimension of a two-way split, in their order of appearance.
std::vector<std::pair<std::string, QString>> distinct(const std::vector<Bucket>& buckets, std::size_t dimension)
{
    std::vector<std::pair<std::string, QString>> found;
    for (const Bucket& bucket : buckets) {
        const bool known =
            std::any_of(found.begin(), found.end(), [&](const auto& f) { return f.first == bucket.keys[dimension]; });
        if (!known) found.emplace_back(bucket.keys[dimension], text(bucket.titles[dimension]));
    }
    return found;
}

/// Column headings are narrow.
QString shortTaskType(const std::string& key, const QString& title)
{
    const auto type = domain::taskTypeFromId(key);
    if (type == domain::TaskType::Documentation) return QStringLiteral("Docs");
    if (type == domain::TaskType::Boilerplate) return QStringLiteral("Boilerplate");
    if (type == domain::TaskType::Refactoring) return QStringLiteral("Refactor");
    return title;
}

HeatCell heatCell(const metrics::Estimate& estimate)
{
    HeatCell cell;
    cell.value = estimate.value;
    cell.text = estimate.value       ? formatPercent(*estimate.value)
                : withheld(estimate) ? figureText(estimate)
                                     : QStringLiteral("–");
    return cell;
}

BarRow barRow(const metrics::Estimate& e, const QString& label, Tone tone)
{
    BarRow row;
    row.label = label;
    row.tone = tone;
    if (!e.value) {
        row.note = missingText(e);
        return row;
    }
    row.value = e.value;
    row.low = e.low;
    row.high = e.high;
    row.text = figureText(e);
    row.secondary = countsText(e);
    return row;
}

/// The axis follows the figures; an interval that is far longer ends at its edge.
ChartSpec barSpec(BarChart chart, const std::string& unit, const QString& id, const QString& title,
                  const QString& subtitle)
{
    ChartSpec spec;
    spec.id = id;
    spec.title = title;
    spec.subtitle = subtitle;
    double high = 0;
    for (const BarRow& row : chart.rows)
        if (row.value) high = std::max({high, *row.value, std::min(row.high.value_or(0), 3 * *row.value)});
    if (chart.rows.empty()) spec.empty = QStringLiteral("Nothing to show: no change has a known provenance.");
    chart.x = zeroAxis(high, [unit](double v) { return v == 0 ? QStringLiteral("0") : formatBare(v, unit); });
    for (BarRow& row : chart.rows)
        if (row.high) row.high = std::min(*row.high, chart.x.max);
    spec.body = std::move(chart);
    return spec;
}

} // namespace

ChartSpec heatByTeamAndTaskType(Figures& figures, std::string_view metricId, const QString& id, const QString& title,
                                const QString& subtitle)
{
    const std::vector<Dimension> by{Dimension::Team, Dimension::TaskType};
    const auto& buckets = figures.split(metricId, by);
    ChartSpec spec;
    spec.id = id;
    spec.measure = text(metricId);
    spec.title = title;
    spec.subtitle = subtitle;
    spec.drill = drillMeasure(metricId, figures.view());
    if (buckets.empty()) {
        spec.empty = whyMissing(figures, metricId);
        return spec;
    }
    HeatMap map;
    const auto teams = distinct(buckets, 0);
    auto types = distinct(buckets, 1);
    std::sort(types.begin(), types.end(), [](const auto& a, const auto& b) {
        const auto rank = [](const std::string& key) {
            return static_cast<int>(domain::taskTypeFromId(key).value_or(domain::TaskType::Other));
        };
        return rank(a.first) < rank(b.first);
    });
    for (const auto& [key, name] : types) map.columns << shortTaskType(key, name);
    const DrillCells rows = drillSplit(metricId, figures.view(), by);
    for (const auto& [team, name] : teams) {
        map.rows << name;
        map.cells.emplace_back();
        for (const auto& [type, typeName] : types) {
            const Bucket* bucket = bucketOf(buckets, {team, type});
            map.cells.back().push_back(bucket ? heatCell(bucket->estimate) : HeatCell{});
            if (const auto found = rows.find({team, type});
                bucket && !withheld(bucket->estimate) && found != rows.end())
                map.cells.back().back().drill = found->second;
        }
    }
    spec.body = std::move(map);
    return spec;
}

ChartSpec barsOfMeasures(Figures& figures, const std::vector<NamedMeasure>& measures, const QString& id,
                         const QString& title, const QString& subtitle)
{
    BarChart chart;
    std::string unit;
    for (const NamedMeasure& measure : measures) {
        const metrics::Estimate e = figures.estimate(measure.metricId);
        chart.rows.push_back(barRow(e, QString::fromUtf8(measure.label), Tone::Neutral));
        chart.rows.back().drill = drillMeasure(measure.metricId, figures.view());
        unit = e.unit;
    }
    const bool nothing = std::none_of(chart.rows.begin(), chart.rows.end(), [](const BarRow& r) { return r.value; });
    ChartSpec spec = barSpec(std::move(chart), unit, id, title, subtitle);
    if (nothing && !measures.empty()) spec.empty = whyMissing(figures, measures.front().metricId);
    return spec;
}

ChartSpec barsByProvenance(Figures& figures, const std::vector<NamedMeasure>& measures, const QString& id,
                           const QString& title, const QString& subtitle)
{
    BarChart chart;
    std::string unit;
    for (const NamedMeasure& measure : measures) {
        const DrillCells rows = drillSplit(measure.metricId, figures.view(), {Dimension::Provenance});
        for (const Bucket& bucket : figures.split(measure.metricId, {Dimension::Provenance})) {
            if (bucket.keys.front() == "unknown") continue;
            const Tone tone = bucket.keys.front() == "ai" ? Tone::Ai : Tone::Human;
            const QString label = QString::fromUtf8(measure.label) + QStringLiteral(", ") + text(bucket.titles.front());
            chart.rows.push_back(barRow(bucket.estimate, label, tone));
            if (const auto found = rows.find(bucket.keys); found != rows.end()) chart.rows.back().drill = found->second;
            unit = bucket.estimate.unit;
        }
    }
    return barSpec(std::move(chart), unit, id, title, subtitle);
}

} // namespace assay::present
