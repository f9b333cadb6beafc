// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/alerts.h"
#include "cli/commands/commands.h"
#include "present/json.h"
#include "session/targetjob.h"

#include <chrono>
#include <fmt/format.h>

namespace assay::cli {

int run(const AlertsOptions& options, const Output& out)
{
    auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    if (!options.acknowledge.empty()) {
        const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        const auto done =
            session::acknowledge(**session, {options.acknowledge, now, options.owner, options.note}, options.filter);
        if (!done) return out.fail(done.error());
        session = openFor(options.workspace, options.filter);
        if (!session) return out.fail(session.error());
    }
    const auto input = (*session)->pageInput(options.filter);
    const auto& report = input.figures->monitors();
    QJsonArray list;
    for (const auto& alert : report.alerts) {
        const auto* seen = present::acknowledgementOf(input.decisions, alert.key);
        if (out.text())
            out.line(fmt::format("{}  {}\n    {}{}", isoDay(alert.on), present::alertText(alert).toStdString(),
                                 alert.key,
                                 seen ? "; " + seen->owner + (seen->note.empty() ? "" : ": " + seen->note) : ""));
        list.append(present::toJson(alert, seen));
    }
    if (!out.text())
        out.list(QStringLiteral("alerts"), list);
    else if (report.alerts.empty())
        out.line(present::alertNotes(*input.figures, input.decisions).empty.toStdString());
    return 0;
}

} // namespace assay::cli
