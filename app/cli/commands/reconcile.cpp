// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "present/json.h"
#include "present/pages/registry.h"

#include <fmt/format.h>

namespace assay::cli {
namespace {

void printTable(const present::TableSpec& table, const Output& out)
{
    out.line(table.title.toStdString());
    std::vector<std::vector<std::string>> rows(1);
    for (const auto& column : table.columns) rows[0].push_back(column.title.toUpper().toStdString());
    for (const auto& row : table.rows) {
        rows.emplace_back();
        for (const auto& cell : row.cells) rows.back().push_back(cell.text.toStdString());
    }
    if (table.rows.empty())
        out.line("  " + table.empty.toStdString());
    else
        out.table(rows);
    out.line("");
}

QJsonObject objectOf(const present::Mismatch& m, bool who)
{
    QJsonObject o{{QStringLiteral("id"), utf8(m.id)},
                  {QStringLiteral("what"), utf8(m.what)},
                  {QStringLiteral("people"), static_cast<qint64>(m.people)},
                  {QStringLiteral("cost_per_month"), m.costPerMonth ? QJsonValue(*m.costPerMonth) : QJsonValue()}};
    if (!who) return o;
    QJsonArray names;
    for (const auto& name : m.who) names.append(utf8(name));
    o[QStringLiteral("who")] = names;
    return o;
}

QJsonArray tablesOf(const present::PageSpec& page)
{
    QJsonArray tables;
    for (const auto& block : page.blocks) {
        const auto* table = std::get_if<present::TableSpec>(&block.block);
        if (table == nullptr) continue;
        QJsonArray rows;
        for (const auto& row : table->rows) {
            QJsonObject o;
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                o[table->columns[i].title] = row.cells[i].sort.isValid() ? QJsonValue::fromVariant(row.cells[i].sort)
                                                                         : QJsonValue(row.cells[i].text);
            rows.append(o);
        }
        tables.append(QJsonObject{{QStringLiteral("id"), table->id}, {QStringLiteral("rows"), rows}});
    }
    return tables;
}

} // namespace

int run(const ReconcileOptions& options, const Output& out)
{
    const auto session = session::Session::open(options.workspace);
    if (!session) return out.fail(session.error());
    const auto input = (*session)->pageInput({});
    const auto page = present::pageById("reconciliation")->build(input);
    if (!out.text()) {
        QJsonArray mismatches;
        for (const auto& m : input.data.compared.mismatches) mismatches.append(objectOf(m, options.who));
        out.json({{QStringLiteral("mismatches"), mismatches}, {QStringLiteral("tables"), tablesOf(page)}});
        return 0;
    }
    for (const auto& block : page.blocks)
        if (const auto* table = std::get_if<present::TableSpec>(&block.block)) printTable(*table, out);
    if (options.who)
        for (const auto& m : input.data.compared.mismatches) {
            if (m.who.empty()) continue;
            out.line(m.what + ":");
            for (const auto& name : m.who) out.line("  " + name);
        }
    return 0;
}

} // namespace assay::cli
