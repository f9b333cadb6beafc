// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/rejectstable.h"

#include "present/cells.h"
#include "present/format.h"

namespace assay::present {

namespace {

/// A line's number as editors show it, without separators.
Cell lineCell(std::int64_t line)
{
    if (line <= 0) return missingCell();
    Cell cell = textCell(QString::number(line));
    cell.sort = static_cast<qlonglong>(line);
    return cell;
}

} // namespace

TableSpec rejectsTable(const QString& source, const std::vector<RejectedRow>& rows)
{
    TableSpec table;
    table.id = QStringLiteral("rejects");
    table.title = source;
    table.subtitle = QStringLiteral(
        "What could not be used, and why. Everything else of the source was read; a corrected file can be "
        "imported again at any time.");
    table.columns = {textColumn("File", 2), numberColumn("Line"), textColumn("Reason", 4), textColumn("Text", 5)};
    for (const RejectedRow& row : rows)
        table.rows.push_back({{textCell(row.file), lineCell(row.line), textCell(row.reason), textCell(row.text)}, {}});
    table.empty = QStringLiteral("No row was rejected.");
    table.footnote = QStringLiteral("%1 rows").arg(formatCount(static_cast<std::int64_t>(rows.size())));
    return table;
}

} // namespace assay::present
