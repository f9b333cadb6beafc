// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/glossary.h"

#include "metrics/metric.h"
#include "present/cells.h"
#include "present/format.h"

#include <QRegularExpression>
#include <algorithm>

namespace assay::present {

namespace {

/// A card that explained everything would explain nothing.
constexpr std::size_t kMostWords = 8;

/// Where a form stands as a word of its own; -1: nowhere.
qsizetype placeOf(const QString& form, const QString& text)
{
    const auto letter = [&text](qsizetype at) { return at >= 0 && at < text.size() && text[at].isLetterOrNumber(); };
    const auto sensitivity = form.size() <= 2 ? Qt::CaseSensitive : Qt::CaseInsensitive;
    for (qsizetype at = text.indexOf(form, 0, sensitivity); at >= 0; at = text.indexOf(form, at + 1, sensitivity))
        if (!letter(at - 1) && !letter(at + form.size())) return at;
    return -1;
}

/// A measure of the catalogue in its own words.
void addDefinition(std::vector<Hint>& hints, const QString& measure)
{
    if (const metrics::Metric* metric = metrics::metricById(measure.toStdString()))
        hints.push_back(
            {text(metric->info().title), text(metric->info().definition), QStringLiteral("methods#") + measure});
}

void addWords(std::vector<Hint>& hints, const QStringList& texts, const std::vector<GlossaryEntry>& glossary)
{
    const auto words = hintsIn(texts.join(u'\n'), glossary);
    hints.insert(hints.end(), words.begin(),
                 words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), kMostWords)));
}

QStringList textsOf(const TableSpec& table)
{
    QStringList texts{table.title, table.subtitle, table.footnote};
    for (const TableColumn& column : table.columns) texts << column.title;
    for (const TableRow& row : table.rows)
        if (!row.cells.empty()) texts << row.cells.front().text;
    return texts;
}

QStringList textsOf(const NotesSpec& notes)
{
    QStringList texts{notes.title, notes.subtitle};
    for (const NotesSpec::Note& note : notes.notes) texts << note.text;
    return texts;
}

} // namespace

std::vector<GlossaryEntry> parseGlossary(const QString& markdown)
{
    std::vector<GlossaryEntry> glossary;
    for (const QString& line : markdown.split(u'\n')) {
        if (!line.startsWith(QStringLiteral("| "))) continue;
        QStringList cells = line.split(u'|');
        if (cells.size() != 6) continue;
        for (QString& cell : cells) cell = cell.trimmed();
        if (!cells[4].endsWith(QStringLiteral(".md"))) continue; // the table's head
        GlossaryEntry entry{{cells[1], cells[3], QStringLiteral("handbook:") + cells[4]}, {cells[1]}};
        for (const QString& form : cells[2].split(u',', Qt::SkipEmptyParts)) entry.forms << form.trimmed();
        for (QString& form : entry.forms) form.replace(QStringLiteral(" %"), QStringLiteral("\u00a0%"));
        glossary.push_back(std::move(entry));
    }
    return glossary;
}

std::vector<Hint> hintsIn(const QString& text, const std::vector<GlossaryEntry>& glossary)
{
    std::vector<std::pair<qsizetype, const Hint*>> found;
    for (const GlossaryEntry& entry : glossary) {
        qsizetype first = -1;
        for (const QString& form : entry.forms)
            if (const qsizetype at = placeOf(form, text); at >= 0 && (first < 0 || at < first)) first = at;
        if (first >= 0) found.emplace_back(first, &entry.hint);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Hint> hints;
    hints.reserve(found.size());
    for (const auto& [at, hint] : found) hints.push_back(*hint);
    return hints;
}

void addHints(PageSpec& page, const std::vector<GlossaryEntry>& glossary)
{
    for (BannerSpec& banner : page.banners)
        addWords(banner.hints, {banner.title, banner.text, banner.link, banner.sideText}, glossary);
    for (KpiSpec& kpi : page.kpis) {
        addDefinition(kpi.hints, kpi.measure);
        addWords(kpi.hints, {kpi.title, kpi.subtitle, kpi.interval, kpi.badge}, glossary);
    }
    for (Placed& placed : page.blocks) {
        if (auto* chart = std::get_if<ChartSpec>(&placed.block)) {
            addDefinition(chart->hints, chart->measure);
            addWords(chart->hints, {chart->title, chart->subtitle, chart->footnote}, glossary);
        } else if (auto* table = std::get_if<TableSpec>(&placed.block)) {
            addWords(table->hints, textsOf(*table), glossary);
        } else if (auto* notes = std::get_if<NotesSpec>(&placed.block)) {
            addWords(notes->hints, textsOf(*notes), glossary);
        }
    }
}

TableSpec glossaryTable(const std::vector<GlossaryEntry>& glossary)
{
    TableSpec table;
    table.id = QStringLiteral("methods.words");
    table.title = QStringLiteral("Words");
    table.subtitle = QStringLiteral("What the sign ? beside a title says, and the handbook on its page of words");
    table.columns = {textColumn("Word"), textColumn("Meaning", 5)};
    for (const GlossaryEntry& entry : glossary)
        table.rows.push_back({{textCell(entry.hint.word), textCell(entry.hint.meaning)}, {}});
    table.empty = QStringLiteral("No word is explained here: the handbook's page of words is missing.");
    return table;
}

} // namespace assay::present
