// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/exportjob.h"

#include "base/writefile.h"
#include "metrics/metric.h"
#include "present/figures.h"
#include "present/format.h"
#include "present/json.h"
#include "present/tablecsv.h"
#include "session/audit.h"
#include "session/session.h"
#include "store/database.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <fmt/format.h>

namespace assay::session {
namespace {

present::TableSpec figuresOf(present::Figures& figures)
{
    present::TableSpec table;
    for (const char* title : {"measure", "title", "value", "low", "high", "level", "n", "unit", "method", "from", "to",
                              "coverage", "left_out", "note"})
        table.columns.push_back({QString::fromUtf8(title), false, 1});
    const auto number = [](const std::optional<double>& value) {
        return value ? QString::number(*value, 'g', 17) : QString();
    };
    for (const metrics::Metric* metric : metrics::catalog()) {
        const metrics::Estimate e = figures.estimate(metric->info().id);
        std::int64_t excluded = 0;
        for (const auto& exclusion : e.excluded) excluded += exclusion.count;
        present::TableRow row;
        for (const QString& words :
             {present::text(metric->info().id), present::text(metric->info().title), number(e.value), number(e.low),
              number(e.high), number(e.level), QString::number(e.total()), present::text(e.unit),
              present::text(e.method), present::text(isoDay(e.from)), present::text(isoDay(e.to)), number(e.coverage),
              QString::number(excluded), present::text(e.note)})
            row.cells.emplace_back().text = words;
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

void noteFigures(const Session& session, const char* format)
{
    auto database = store::Database::open(session.path(), store::Access::ReadWrite);
    if (!database) return;
    auto transaction = store::Transaction::begin(*database);
    if (transaction && audit(*database, "export", "figures", format)) (void)transaction->commit();
}

Result<void> exportJson(const Session& session, const facts::Filter& filter, const std::string& file)
{
    const present::PageInput input = session.pageInput(filter);
    QJsonArray figures;
    for (const metrics::Metric* metric : metrics::catalog())
        figures.append(
            QJsonObject{{QStringLiteral("measure"), present::text(metric->info().id)},
                        {QStringLiteral("title"), present::text(metric->info().title)},
                        {QStringLiteral("estimate"), present::toJson(input.figures->estimate(metric->info().id))}});
    const facts::Snapshot& snapshot = *session.snapshot();
    const QJsonObject all{{QStringLiteral("workspace"), present::text(snapshot.workspaceName)},
                          {QStringLiteral("data_until"), present::text(isoDay(dayOf(snapshot.cutOff)))},
                          {QStringLiteral("fingerprint"), present::text(snapshot.fingerprint)},
                          {QStringLiteral("figures"), figures}};
    if (auto written = writeFile(file, QJsonDocument(all).toJson().toStdString()); !written) return written;
    noteFigures(session, "json");
    return {};
}

Result<std::vector<std::string>> exportCsv(const Session& session, const facts::Filter& filter,
                                           const std::string& folder)
{
    const QString place = QString::fromStdString(folder);
    if (!QDir().mkpath(place))
        return failure(ErrorCode::WorkspaceUnwritable,
                       fmt::format("{} cannot be made; choose another folder.", folder));
    const present::PageInput input = session.pageInput(filter);
    std::vector<std::string> files;
    const auto write = [&](const QString& name, const present::TableSpec& table) -> Result<void> {
        const QString path = place + u'/' + name + QStringLiteral(".csv");
        files.push_back(path.toStdString());
        return writeFile(path.toStdString(), present::toCsv(table).toStdString());
    };
    if (auto written = write(QStringLiteral("figures"), figuresOf(*input.figures)); !written)
        return Failure(written.error());
    for (const present::PageEntry& entry : present::pages()) {
        const present::PageSpec page = entry.build(input);
        for (const present::Placed& placed : page.blocks) {
            const auto* table = std::get_if<present::TableSpec>(&placed.block);
            if (table == nullptr || table->rows.empty()) continue;
            if (auto written = write(table->id, *table); !written) return Failure(written.error());
        }
    }
    noteFigures(session, "csv");
    return files;
}

} // namespace assay::session
