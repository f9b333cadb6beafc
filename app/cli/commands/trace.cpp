// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "session/tracejob.h"

namespace assay::cli {

int run(const TraceOptions& options, const Output& out)
{
    QJsonArray all;
    const bool lines = out.format() != Format::Json;
    const auto done =
        session::traceFixes(options.workspace, options.fixes, options.variant, [&](const QJsonObject& row) {
            if (lines)
                out.jsonLine(row);
            else
                all.append(row);
        });
    if (!done) return out.fail(done.error());
    if (!lines) out.list(QStringLiteral("traces"), all);
    return 0;
}

} // namespace assay::cli
