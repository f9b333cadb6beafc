// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/interrupt.h"
#include "session/blamejob.h"

#include <fmt/format.h>

namespace assay::cli {

int run(const BlameOptions& options, const Output& out)
{
    const auto lines = session::blame(options.workspace, options.repository, options.path, options.revision,
                                      stoppedByInterrupt(), out.progress());
    out.endProgress();
    if (!lines) return out.fail(lines.error());
    QJsonArray list;
    std::vector<std::vector<std::string>> table{{"LINES", "COMMIT", "WRITTEN", "PROVENANCE", "SUBJECT"}};
    for (const auto& run : *lines) {
        const std::string provenance = domain::provenanceId(run.provenance);
        table.push_back(
            {run.first == run.last ? fmt::format("{}", run.first) : fmt::format("{}-{}", run.first, run.last),
             run.commit.shortHex(), run.imported ? isoInstant(run.authoredAt).substr(0, 10) : "",
             provenance + (run.byNote ? " (line note)" : ""), run.subject});
        list.append(QJsonObject{
            {QStringLiteral("first"), static_cast<qint64>(run.first)},
            {QStringLiteral("last"), static_cast<qint64>(run.last)},
            {QStringLiteral("oid"), utf8(run.commit.hex())},
            {QStringLiteral("authored_at"), run.imported ? QJsonValue(utf8(isoInstant(run.authoredAt))) : QJsonValue()},
            {QStringLiteral("provenance"), utf8(provenance)},
            {QStringLiteral("line_note"), run.byNote},
            {QStringLiteral("subject"), run.imported ? QJsonValue(utf8(run.subject)) : QJsonValue()}});
    }
    if (out.text())
        out.table(table);
    else
        out.list(QStringLiteral("lines"), list);
    return 0;
}

} // namespace assay::cli
