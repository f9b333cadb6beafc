// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rows/rows.h"
#include "cli/commands/commands.h"

namespace assay::cli {

int run(const RowsOptions& options, const Output& out)
{
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
