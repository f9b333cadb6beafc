// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rows/rows.h"
#include "cli/commands/commands.h"
#include "session/sourcelist.h"

namespace assay::cli {

namespace {

/// Rejected rows are no facts: they stand in the log of readings.
int rejects(const std::string& workspace, const Output& out)
{
    const auto list = session::currentRejects(workspace);
    if (!list) return out.fail(list.error());
    QJsonArray all;
    for (const auto& r : *list) {
        const QJsonObject row{{QStringLiteral("source"), utf8(r.source)},
                              {QStringLiteral("run"), static_cast<qint64>(r.run)},
                              {QStringLiteral("file"), utf8(r.reject.file)},
                              {QStringLiteral("line"), static_cast<qint64>(r.reject.line)},
                              {QStringLiteral("reason"), utf8(r.reject.reason)},
                              {QStringLiteral("text"), utf8(r.reject.text)}};
        if (out.format() == Format::Json)
            all.append(row);
        else
            out.jsonLine(row);
    }
    if (out.format() == Format::Json) out.list(QStringLiteral("rejects"), all);
    return 0;
}

} // namespace

int run(const RowsOptions& options, const Output& out)
{
    if (options.kind == "rejects") return rejects(options.workspace, out);
    const auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    QJsonArray all;
    const bool lines = out.format() != Format::Json;
    const auto done = session::forEachRow(**session, options.kind, options.filter, [&](const QJsonObject& row) {
        if (lines)
            out.jsonLine(row);
        else
            all.append(row);
    });
    if (!done) return out.fail(done.error());
    if (!lines) out.list(QString::fromStdString(options.kind), all);
    return 0;
}

} // namespace assay::cli
