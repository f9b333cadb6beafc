// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/lineclasses.h"

#include "metrics/quality/lines.h"
#include "present/cells.h"
#include "present/estimatetext.h"
#include "present/format.h"

namespace assay::present {
namespace {

void addAlive(TableRow& row, const metrics::Estimate& alive)
{
    Cell cell = textCell(bareFigureText(alive), alive.value ? Tone::Neutral : Tone::Unknown);
    if (alive.value) cell.sort = *alive.value;
    row.cells.push_back(std::move(cell));
    row.cells.push_back(alive.low && alive.high ? textCell(formatBareInterval(*alive.low, *alive.high, alive.unit))
                                                : missingCell());
}

} // namespace

TableSpec lineClassesTable(const facts::View& view)
{
    TableSpec table;
    table.id = QStringLiteral("quality.line-classes");
    table.title = QStringLiteral("Lines still alive, by kind of file");
    table.subtitle = QStringLiteral("Of the lines that changes of this period wrote, by the file they were written in");
    const char* interval = "95\u00a0% CI";
    table.columns = {textColumn("Kind of file", 2),   numberColumn("Lines written", 2),
                     numberColumn("Standing now", 2), numberColumn("After 30 days", 2),
                     textColumn(interval, 2),         numberColumn("After 180 days", 2),
                     textColumn(interval, 2)};
    for (const auto& one : metrics::survivalByClass(view)) {
        TableRow row;
        row.cells = {textCell(one.name), countCell(one.born), countCell(one.standing)};
        addAlive(row, one.after30);
        addAlive(row, one.after180);
        table.rows.push_back(std::move(row));
    }
    table.empty = QStringLiteral("No traced line in this period. Repositories that were read by an earlier version "
                                 "tell their lines by kind of file after the next import.");
    return table;
}

} // namespace assay::present
