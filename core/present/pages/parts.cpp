// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/parts.h"

#include "present/cells.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/forest.h"
#include "present/format.h"
#include "present/missing.h"

#include <algorithm>
#include <functional>

namespace assay::present {

namespace {

using metrics::Dimension;

bool ofFamily(std::string_view segmentId, std::string_view family)
{
    const std::size_t colon = segmentId.find(':');
    if (family.empty()) return colon == std::string_view::npos;
    return segmentId.starts_with(family);
}

/// Features by age of the code say more than features as a whole, and "other" says nothing.
bool saidBySplit(std::string_view segmentId, const std::vector<std::string_view>& families)
{
    const bool split = std::find(families.begin(), families.end(), "feature:") != families.end();
    return split && (segmentId == domain::taskTypeId(domain::TaskType::Feature) ||
                     segmentId == domain::taskTypeId(domain::TaskType::Other));
}

using Kept = std::function<bool(const analysis::Effect&)>;

/// Towards which means the groups shown were drawn: their own, which need not be the headline.
QString drawnText(const analysis::Contrast& contrast, EffectStyle style, const Kept& keep)
{
    QStringList means;
    for (const analysis::Effect& segment : contrast.segments) {
        if (!segment.drawnTowards || !keep(segment)) continue;
        if (const QString mean = effectText(*segment.drawnTowards, style); !means.contains(mean)) means << mean;
    }
    if (means.isEmpty()) return {};
    return QStringLiteral(", groups drawn towards their own mean (%1), not towards the headline")
        .arg(means.join(QStringLiteral("; ")));
}

QString effectsSubtitle(const analysis::Contrast& contrast, EffectStyle style, DayRange period, const Kept& keep)
{
    const QString what = style == EffectStyle::Change ? QStringLiteral("Change in time, AI-assisted against human-only")
                         : style == EffectStyle::Ratio ? QStringLiteral("AI-assisted ÷ human-only")
                                                       : QStringLiteral("AI-assisted minus human-only");
    const QString adjusted =
        contrast.adjustedFor.empty() ? QString() : QStringLiteral(", adjusted for ") + text(contrast.adjustedFor);
    const QString groups = drawnText(contrast, style, keep);
    const QString counts = contrast.adjusted.setAside > 0 ? QStringLiteral("; n: what has a counterpart") : QString();
    return QStringLiteral("%1%2, 95\u00a0% CI%3%4; %5").arg(what, adjusted, groups, counts, formatPeriod(period));
}

QString titleWithUnit(const metrics::MetricInfo& info)
{
    const QString words = unitWords(info.unit);
    return words.isEmpty() ? text(info.title) : text(info.title) + QStringLiteral(", ") + words;
}

const metrics::Estimate* groupOf(const std::vector<metrics::Bucket>& buckets, std::string_view key)
{
    for (const metrics::Bucket& bucket : buckets)
        if (bucket.keys.front() == key) return &bucket.estimate;
    return nullptr;
}

TableRow measureRow(Figures& figures, const metrics::Metric& metric, bool byProvenance)
{
    const auto& info = metric.info();
    const metrics::Estimate all = figures.estimate(info.id);
    TableRow row;
    row.drill = drillFigure(info.id, figures.view(), all);
    row.cells = {textCell(titleWithUnit(info)), estimateCell(all), intervalCell(all)};
    if (byProvenance) {
        const auto& groups = figures.split(info.id, {Dimension::Provenance});
        for (const char* key : {"ai", "human", "unknown"}) {
            const metrics::Estimate* group = groupOf(groups, key);
            row.cells.push_back(group ? estimateCell(*group) : missingCell());
            row.cells.push_back(group ? intervalCell(*group) : missingCell());
        }
    }
    row.cells.push_back(countsCell(all));
    row.cells.push_back(all.coverage ? textCell(formatPercent(*all.coverage)) : missingCell());
    if (!byProvenance) row.cells.push_back(textCell(all.note));
    return row;
}

TableSpec begunTable(Figures& figures, const QString& id, const QString& title)
{
    TableSpec table;
    table.id = id;
    table.title = title;
    table.subtitle =
        QStringLiteral("Each figure with its 95\u00a0% interval; %1").arg(formatPeriod(figures.view().period()));
    table.empty = QStringLiteral("None of these measures is available.");
    return table;
}

} // namespace

PageSpec begunPage(std::string_view id)
{
    PageSpec page;
    if (const PageEntry* entry = pageById(id)) {
        page.id = text(entry->id);
        page.title = text(entry->title);
        page.section = text(entry->section);
    }
    return page;
}

std::shared_ptr<Figures> figuresOf(const PageInput& input)
{
    return input.figures ? input.figures : std::make_shared<Figures>(input.view, input.settings);
}

Placed placed(Block block, int row, int column, int span, int height)
{
    Placed place;
    place.block = std::move(block);
    place.row = row;
    place.column = column;
    place.span = span;
    place.height = height;
    return place;
}

ChartSpec effectsChart(Figures& figures, std::string_view metricId, const std::vector<std::string_view>& families,
                       const QString& id, const QString& title)
{
    ChartSpec spec;
    spec.id = id;
    spec.measure = text(metricId);
    spec.title = title;
    const auto& result = figures.contrast(metricId);
    spec.drill = result ? drillContrast(*result, figures.view()) : drillMeasure(metricId, figures.view());
    if (!result) {
        spec.empty = text(result.error().message);
        return spec;
    }
    if (!result->adjusted.effect.value && !result->raw.effect.value) {
        spec.empty = whyMissing(figures, metricId);
        // There are figures, but not of both groups.
        if (figures.estimate(metricId).value) spec.empty = text(result->adjusted.effect.note);
        return spec;
    }
    const EffectStyle style = effectStyle(*result);
    const Kept keep = [&](const analysis::Effect& effect) {
        return !saidBySplit(effect.id, families) &&
               std::any_of(families.begin(), families.end(),
                           [&](std::string_view family) { return ofFamily(effect.id, family); });
    };
    spec.subtitle = effectsSubtitle(*result, style, figures.view().period(), keep);
    spec.body = segmentForest(*result, figures.view(), keep);
    spec.footnote = result->reversal.empty() ? text(result->overlap) : text(result->reversal);
    return spec;
}

TableSpec measuresTable(Figures& figures, const std::vector<std::string_view>& metricIds, const QString& id,
                        const QString& title)
{
    const char* interval = "95\u00a0% CI";
    TableSpec table = begunTable(figures, id, title);
    table.columns = {textColumn("Measure", 3),    numberColumn("All"),     textColumn(interval, 2),
                     numberColumn("AI-assisted"), textColumn(interval, 2), numberColumn("Human-only"),
                     textColumn(interval, 2),     numberColumn("Unknown"), textColumn(interval, 2),
                     numberColumn("n", 2),        numberColumn("Coverage")};
    figures.prepare(metricIds, true);
    for (const std::string_view metricId : metricIds)
        if (const metrics::Metric* metric = metrics::metricById(metricId))
            table.rows.push_back(measureRow(figures, *metric, true));
    return table;
}

TableSpec figuresTable(Figures& figures, const std::vector<std::string_view>& metricIds, const QString& id,
                       const QString& title)
{
    TableSpec table = begunTable(figures, id, title);
    table.columns = {textColumn("Measure", 3), numberColumn("Figure"),   textColumn("95\u00a0% CI", 2),
                     numberColumn("n"),        numberColumn("Coverage"), textColumn("Remark", 5)};
    figures.prepare(metricIds, false);
    for (const std::string_view metricId : metricIds)
        if (const metrics::Metric* metric = metrics::metricById(metricId))
            table.rows.push_back(measureRow(figures, *metric, false));
    return table;
}

TableSpec teamsTable(Figures& figures, const std::vector<std::string_view>& metricIds, const QString& id,
                     const QString& title)
{
    TableSpec table;
    table.id = id;
    table.title = title;
    table.subtitle =
        QStringLiteral("Teams in the order of their names, not ranked; groups under %1 people are not shown")
            .arg(std::max(5, figures.view().filter().minimumGroup));
    table.columns = {textColumn("Team", 2)};
    const std::vector<Dimension> byTeam{Dimension::Team};
    std::vector<std::pair<std::string, QString>> teams;
    for (const std::string_view metricId : metricIds) {
        const metrics::Metric* metric = metrics::metricById(metricId);
        if (!metric) continue;
        table.columns.push_back({titleWithUnit(metric->info()), true, 2});
        table.columns.push_back(textColumn("95\u00a0% CI", 2));
        table.columns.push_back(numberColumn("n"));
        for (const metrics::Bucket& bucket : figures.split(metricId, byTeam))
            if (std::none_of(teams.begin(), teams.end(),
                             [&](const auto& team) { return team.first == bucket.keys.front(); }))
                teams.emplace_back(bucket.keys.front(), text(bucket.titles.front()));
    }
    const DrillCells opened = metricIds.empty() ? DrillCells{} : drillSplit(metricIds.front(), figures.view(), byTeam);
    for (const auto& [key, name] : teams) {
        TableRow row;
        row.cells.push_back(textCell(name));
        if (const auto rows = opened.find({key}); rows != opened.end()) row.drill = rows->second;
        for (const std::string_view metricId : metricIds) {
            if (!metrics::metricById(metricId)) continue;
            const metrics::Estimate* e = groupOf(figures.split(metricId, byTeam), key);
            row.cells.push_back(e ? estimateCell(*e) : missingCell());
            row.cells.push_back(e ? intervalCell(*e) : missingCell());
            row.cells.push_back(e ? countsCell(*e) : missingCell());
        }
        table.rows.push_back(std::move(row));
    }
    table.empty = QStringLiteral("No teams yet: import a roster that says who is in which team from when.");
    return table;
}

ProvenanceCounts changesByProvenance(const facts::View& view)
{
    ProvenanceCounts counts;
    const auto& passes = view.changes();
    for (std::size_t i = 0; i < passes.size(); ++i) {
        if (passes[i] == 0) continue;
        switch (view.provenanceOfChange(static_cast<facts::Index>(i))) {
        case domain::Provenance::Ai:
            ++counts.ai;
            break;
        case domain::Provenance::Human:
            ++counts.human;
            break;
        case domain::Provenance::Unknown:
            ++counts.unknown;
            break;
        }
    }
    return counts;
}

QString coverageFootnote(const facts::View& view)
{
    const ProvenanceCounts counts = changesByProvenance(view);
    if (counts.total() == 0)
        return QStringLiteral("No merged change in %1. Unknown is shown as unknown, never as human-only or zero.")
            .arg(formatPeriod(view.period()));
    const auto share = [&](std::int64_t part) {
        return formatPercent(static_cast<double>(part) / static_cast<double>(counts.total()));
    };
    return QStringLiteral(
               "%1: %2 merged changes, %3 AI-assisted, %4 human-only, %5 of unknown provenance (in neither group). "
               "Open tickets and recent changes are censored, not dropped. Data as of %6.")
        .arg(formatPeriod(view.period()), formatCount(counts.total()), share(counts.ai), share(counts.human),
             share(counts.unknown), formatDay(dayOf(view.snapshot().cutOff)));
}

} // namespace assay::present
