// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/mapping.h"
#include "present/cells.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/pages/parts.h"
#include "present/peoplebanner.h"

#include <algorithm>

namespace assay::present {

namespace {

TableSpec sourcesTable(const DataSummary& data)
{
    TableSpec table;
    table.id = QStringLiteral("data.sources");
    table.title = QStringLiteral("Sources");
    table.subtitle =
        QStringLiteral("Reading again adds only what is new; removing a source takes everything that came from it");
    table.columns = {textColumn("Source", 2),    textColumn("Recognised as", 2), textColumn("What is in it", 4),
                     textColumn("Last read", 2), textColumn("State", 2),         numberColumn("Rejected")};
    for (const SourceSummary& source : data.sources) {
        Cell state = textCell(text(source.state), source.tone);
        state.badge = true;
        TableRow row;
        row.cells = {textCell(source.name),
                     textCell(source.recognisedAs),
                     textCell(source.contents),
                     source.lastRead ? momentCell(toUnixMillis(*source.lastRead)) : missingCell(),
                     state,
                     countCell(source.rejected)};
        row.drill = {RowKind::Rejects, text(source.location), {}}; // opens the source: readings, rejects, removal
        table.rows.push_back(std::move(row));
    }
    table.empty =
        QStringLiteral("Nothing is imported yet. Drop a folder, repository or export here, or choose “Add data”.");
    return table;
}

TableSpec reconciliationTable(const DataSummary& data)
{
    TableSpec table;
    table.id = QStringLiteral("data.reconciliation");
    table.title = QStringLiteral("Do the records agree?");
    table.subtitle = QStringLiteral("The same people, seen from several sides");
    table.columns = {textColumn("", 3), numberColumn("People"), textColumn("Remark", 3)};
    for (const Reconciliation& line : data.reconciliation) {
        Cell people = line.people < 0 ? missingCell() : countCell(line.people);
        if (line.of > 0 && line.people >= 0)
            people.bar = std::min(1.0, static_cast<double>(line.people) / static_cast<double>(line.of));
        people.strong = true;
        table.rows.push_back(
            {{textCell(line.label), people, line.remark.empty() ? textCell(QString()) : textCell(line.remark)}, {}});
    }
    table.empty = QStringLiteral("A roster, a seat list or a usage report is needed to compare who is seen where.");
    return table;
}

NotesSpec noticesBlock(const DataSummary& data, const facts::Snapshot& snapshot)
{
    NotesSpec notes;
    notes.title = QStringLiteral("What was noticed");
    notes.subtitle = QStringLiteral("Nothing here was corrected silently");
    for (const SourceSummary& source : data.sources)
        for (const std::string& notice : source.notices)
            notes.notes.push_back({text(source.name) + QStringLiteral(": ") + text(notice), Tone::Attention});
    for (const std::string& remark : data.remarks) notes.notes.push_back({text(remark), Tone::Attention});
    const auto mapping = facts::mappingOf(snapshot);
    if (const auto unmapped = mapping->people - mapping->mapped; unmapped > 0)
        notes.notes.push_back({QStringLiteral("%1 of %2 people are on no roster and in no team. %3")
                                   .arg(formatCount(unmapped), formatCount(mapping->people), unmappedCommits(*mapping))
                                   .trimmed(),
                               Tone::Attention});
    for (const facts::TelemetryCoverage& span : snapshot.telemetry)
        if (span.tool >= 0)
            notes.notes.push_back(
                {QStringLiteral("%1: usage is known from %2 to %3; outside these days it is unknown, not zero.")
                     .arg(text(snapshot.toolTitles[slot(span.tool)]), formatDay(fromEpochDay(span.from)),
                          formatDay(fromEpochDay(span.to))),
                 Tone::Neutral});
    notes.empty = QStringLiteral("Nothing to remark.");
    return notes;
}

} // namespace

PageSpec dataPage(const PageInput& input)
{
    PageSpec page = begunPage("data");
    page.dropHint =
        QStringLiteral("Drop a folder, repository or export anywhere here. Assay recognises what it is by its content; "
                       "reading it again adds only what is new.");
    const facts::Snapshot& snapshot = input.view.snapshot();
    page.banners = {peopleBanner(snapshot)};
    page.blocks = {placed(sourcesTable(input.data), 0, 0, 12, 300),
                   placed(reconciliationTable(input.data), 1, 0, 6, 280),
                   placed(noticesBlock(input.data, snapshot), 1, 6, 6, 280)};
    page.footnote = QStringLiteral("Data as of %1 · workspace fingerprint %2")
                        .arg(formatInstant(snapshot.cutOff), text(snapshot.fingerprint));
    return page;
}

} // namespace assay::present
