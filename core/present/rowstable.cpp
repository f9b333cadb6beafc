// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/rowstable.h"

#include "present/cells.h"
#include "present/format.h"
#include "present/rowcells.h"

#include <algorithm>
#include <set>

namespace assay::present {

namespace {

bool aboutPeople(RowKind kind)
{
    return kind == RowKind::People || kind == RowKind::Seats || kind == RowKind::Usage;
}

std::size_t distinctPeople(const facts::Snapshot& s, const RowsQuery& query)
{
    std::set<facts::Index> people;
    for (const facts::Index row : query.rows)
        people.insert(query.kind == RowKind::Usage ? s.usage.person[slot(row)] : row);
    return people.size();
}

} // namespace

TableSpec rowsTable(const facts::View& view, const RowsQuery& query, const RowsOptions& options)
{
    TableSpec table;
    table.id = QStringLiteral("rows");
    table.title = query.title;
    table.subtitle = query.counting;
    table.columns = columnsOf(query.kind);
    table.empty = QStringLiteral("No rows: nothing in this period and selection counts here.");
    const auto minimum = static_cast<std::size_t>(std::max(5, view.filter().minimumGroup));
    if (aboutPeople(query.kind) && !query.rows.empty() && distinctPeople(view.snapshot(), query) < minimum) {
        table.empty =
            QStringLiteral("n < %1: fewer than %1 people stand behind this figure, so their rows are not shown.")
                .arg(minimum);
        return table;
    }
    std::vector<facts::Index> rows(query.rows.begin(), query.rows.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                                options.limit, query.rows.size())));
    appendRows({view, view.snapshot(), options}, query.kind, rows, table);
    if (rows.size() < query.rows.size())
        table.footnote = QStringLiteral("%1 of %2 rows")
                             .arg(formatCount(static_cast<std::int64_t>(rows.size())),
                                  formatCount(static_cast<std::int64_t>(query.rows.size())));
    else
        table.footnote = QStringLiteral("%1 rows").arg(formatCount(static_cast<std::int64_t>(query.rows.size())));
    return table;
}

RowsQuery allRows(const facts::View& view, RowKind kind)
{
    const facts::Snapshot& s = view.snapshot();
    RowsQuery query{kind, QStringLiteral("All rows"), {}};
    const auto keep = [&](std::size_t count, const auto& test) {
        for (std::size_t i = 0; i < count; ++i)
            if (test(i)) query.rows.push_back(static_cast<facts::Index>(i));
    };
    const auto passes = [](const std::vector<std::uint8_t>& bits, facts::Index row) {
        return row >= 0 && bits[slot(row)] != 0;
    };
    const auto inPeriod = [&](facts::Millis at) {
        return facts::known(at) && view.period().contains(fromUnixMillis(at));
    };
    switch (kind) {
    case RowKind::Changes:
        keep(s.changes.size(), [&](std::size_t i) { return view.changes()[i] != 0; });
        break;
    case RowKind::Tickets:
        keep(s.tickets.rows(), [&](std::size_t i) { return view.tickets()[i] != 0; });
        break;
    case RowKind::Defects:
        keep(s.defects.size(), [&](std::size_t i) { return inPeriod(s.defects.reportedAt[i]); });
        break;
    case RowKind::Origins:
        keep(s.origins.size(), [&](std::size_t i) { return passes(view.changes(), s.origins.change[i]); });
        break;
    case RowKind::Commits:
        keep(s.commits.size(), [&](std::size_t i) { return inPeriod(s.commits.committedAt[i]); });
        break;
    case RowKind::Usage:
        keep(s.usage.size(), [&](std::size_t i) {
            return passes(view.people(), s.usage.person[i]) && view.period().contains(fromEpochDay(s.usage.day[i]));
        });
        break;
    case RowKind::People:
    case RowKind::Seats:
        keep(s.people.size(), [&](std::size_t i) { return view.people()[i] != 0; });
        break;
    default:
        break;
    }
    return query;
}

} // namespace assay::present
