// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budgettext.h"
#include "present/cells.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/pages/parts.h"

#include <algorithm>

namespace assay::present {

namespace {

using domain::Benchmark;
using domain::Comparable;

QString publishedText(const Benchmark& b)
{
    const std::string_view unit = b.unit;
    QString said = formatValue(b.value, unit);
    if (b.low && b.high) said += QStringLiteral(" (") + formatInterval(*b.low, *b.high, unit) + u')';
    return said;
}

/// Whether a figure's interval allows for the work of one person resembling itself; of people, each counts once.
QString clusteringText(std::string_view measure, const metrics::Estimate& figure)
{
    const metrics::Metric* metric = metrics::metricById(measure);
    if (!figure.low || metric == nullptr) return {};
    if (figure.method.find("cluster") != std::string::npos) return QStringLiteral(" · clustered by person");
    const auto rows = metric->info().rows;
    const bool ofPeople = rows == metrics::RowsOf::People || rows == metrics::RowsOf::Seats;
    return ofPeople ? QString() : QStringLiteral(" · not clustered by person");
}

/// Our figure on the same question: a contrast where the published one is a ratio and ours can be one, else the level.
QString oursText(Figures& figures, const Benchmark& b)
{
    const auto possible = analysis::contrastable();
    if (b.unit == "ratio" && std::find(possible.begin(), possible.end(), b.measure) != possible.end()) {
        const auto& result = figures.contrast(b.measure);
        if (!result || !result->adjusted.effect.value) return QStringLiteral("not enough data");
        const analysis::Effect& effect = result->adjusted;
        return formatRatio(*effect.effect.value) + QStringLiteral(" AI-assisted / human-only, ") +
               effectCaptionText(effect, EffectStyle::Ratio) + clusteringText(b.measure, effect.effect);
    }
    const auto estimate = figures.estimate(b.measure);
    if (!estimate.value) return figureText(estimate);
    return figureText(estimate) + QStringLiteral(", ") + captionText(estimate) + clusteringText(b.measure, estimate);
}

Cell comparableCell(Comparable comparable)
{
    Cell cell = comparable == Comparable::Yes      ? textCell(QStringLiteral("yes"), Tone::Good)
                : comparable == Comparable::Partly ? textCell(QStringLiteral("partly"), Tone::Attention)
                                                   : textCell(QStringLiteral("no"), Tone::Neutral);
    cell.badge = true;
    return cell;
}

/// Until when the data reach, marked when that is too long ago.
Cell ageCell(const QString& month, bool stale)
{
    return stale ? textCell(month + QStringLiteral(" · stale"), Tone::Attention) : textCell(month, Tone::Neutral);
}

QString monthText(std::chrono::year_month month)
{
    return formatDay(Day(month / std::chrono::day{1})).section(u' ', 1);
}

QString shortAddress(const std::string& url)
{
    return text(url).remove(QStringLiteral("https://"));
}

/// Ours on every question that the entries ask, each once.
QString ourTexts(Figures& figures, const std::vector<const Benchmark*>& entries)
{
    QStringList said;
    for (const Benchmark* b : entries) {
        const metrics::Metric* metric = metrics::metricById(b->measure);
        const QString ours = QStringLiteral("%1, %2").arg(metric ? text(metric->info().title) : QStringLiteral("–"),
                                                          oursText(figures, *b));
        if (!said.contains(ours)) said << ours;
    }
    return QStringLiteral("Ours: ") + said.join(QStringLiteral("; "));
}

TableSpec topicTable(Figures& figures, const QString& topic, const std::vector<const Benchmark*>& entries, Day today)
{
    TableSpec table;
    table.id = QStringLiteral("benchmarks.") + topic.toLower();
    table.title = topic;
    table.subtitle = ourTexts(figures, entries);
    table.columns = {textColumn("Published", 3),   numberColumn("Figure"),         textColumn("Study", 4),
                     textColumn("How defined", 4), textColumn("Data until"),       textColumn("Comparable"),
                     textColumn("Because", 4),     textColumn("Primary source", 6)};
    for (const Benchmark* b : entries) {
        const QString study = text(b->kind);
        table.rows.push_back(
            {{textCell(text(b->claim)), textCell(publishedText(*b)),
              textCell(study.left(1).toUpper() + study.mid(1) + QStringLiteral(": ") + text(b->population)),
              textCell(text(b->definition)), ageCell(monthText(b->asOf), b->stale(today)),
              comparableCell(b->comparable), textCell(text(b->why)),
              textCell(text(b->source) + QStringLiteral(", ") + shortAddress(b->url))},
             drillMeasure(b->measure, figures.view())});
    }
    return table;
}

/// What the budget takes from practice: passports of the assumptions whose chip says "benchmark".
TableSpec planningTable(const whatif::Scenario& scenario, const std::string& month)
{
    TableSpec table;
    table.id = QStringLiteral("benchmarks.planning");
    table.title = QStringLiteral("Planning values of the budget");
    table.subtitle = QStringLiteral("Reported from practice, without one study behind them: where yours is measured or "
                                    "entered on Economics, it takes their place");
    table.columns = {textColumn("Assumption", 4),  textColumn("Used: low … likely … high", 4),
                     textColumn("Reported as", 5), textColumn("As of"),
                     textColumn("Comparable"),     textColumn("What it is", 6)};
    for (const whatif::ParameterInfo& row : whatif::parameters()) {
        const whatif::Value& value = scenario.at(row.id);
        if (value.origin != whatif::Origin::Benchmark) continue;
        QStringList range;
        for (const double end : {value.low, value.mode, value.high})
            if (const QString said = assumptionText(row.id, end, scenario.currency); !range.contains(said))
                range << said;
        table.rows.push_back({{textCell(text(row.title)), textCell(range.join(QStringLiteral(" … "))),
                               textCell(text(value.source)), ageCell(text(value.asOf), whatif::isStale(value, month)),
                               comparableCell(Comparable::No), textCell(text(row.effect))},
                              {},
                              text(row.key)});
    }
    table.empty = QStringLiteral("Every assumption of the leading scenario is measured here or entered by somebody.");
    return table;
}

} // namespace

PageSpec benchmarksPage(const PageInput& input)
{
    PageSpec page = begunPage("benchmarks");
    const auto figures = figuresOf(input);
    const Day today = dayOf(input.view.snapshot().cutOff);
    std::vector<std::pair<QString, std::vector<const Benchmark*>>> topics;
    for (const Benchmark& b : input.benchmarks) {
        const QString topic = text(b.topic);
        auto found =
            std::find_if(topics.begin(), topics.end(), [&](const auto& entry) { return entry.first == topic; });
        if (found == topics.end()) found = topics.insert(topics.end(), {topic, {}});
        found->second.push_back(&b);
    }
    if (topics.empty()) {
        NotesSpec notes;
        notes.title = QStringLiteral("Published figures");
        notes.empty = QStringLiteral("None is known to this workspace.");
        page.blocks.push_back(placed(notes, 0, 0, 12, 120));
    }
    int row = topics.empty() ? 1 : 0;
    for (const auto& [topic, entries] : topics)
        page.blocks.push_back(placed(topicTable(*figures, topic, entries, today), row++, 0, 12, 150));
    page.blocks.push_back(
        placed(planningTable(figures->budgets().leading().scenario, currentMonth(figures->view())), row, 0, 12, 150));
    page.footnote = QStringLiteral(
        "Published figures are shown beside ours and enter none of them. Stale: the data end more "
        "than twelve months before the data of this workspace do. Clustered: the interval allows for pieces of one "
        "person’s work resembling each other; not clustered: they are counted as if independent, and the interval is "
        "somewhat too narrow where few people do much of the work.");
    return page;
}

} // namespace assay::present
