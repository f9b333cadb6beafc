// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "session/exportjob.h"
#include "session/redactedexport.h"
#include "session/whatifjob.h"

namespace assay::cli {
namespace {

/// The files written.
Result<std::vector<std::string>> written(const session::Session& session, const ExportOptions& options)
{
    if (options.format == "csv") return session::exportCsv(session, options.filter, options.output);
    if (options.format == "json") {
        const auto done = session::exportJson(session, options.filter, options.output);
        if (!done) return Failure(done.error());
        return std::vector{options.output};
    }
    if (options.format == "redacted") {
        const auto done = session::exportRedacted(session, options.filter, options.output);
        if (!done) return Failure(done.error());
        return std::vector{options.output};
    }
    session::WhatIfRequest request;
    request.scenario = options.scenario;
    const auto budget = session::chooseBudget(session, options.filter, request);
    if (!budget) return Failure(budget.error());
    const auto done = session::writeSpreadsheet(session, budget->scenario, request.simulation, options.output);
    if (!done) return Failure(done.error());
    return std::vector{options.output};
}

} // namespace

int run(const ExportOptions& options, const Output& out)
{
    if (!options.scenario.empty() && options.format != "xlsx")
        return out.fail({ErrorCode::Usage, "--scenario goes with --format xlsx; figures belong to no scenario.", {}});
    const auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    const auto files = written(**session, options);
    if (!files) return out.fail(files.error());
    QJsonArray list;
    for (const auto& file : *files) {
        if (out.text()) out.line(file);
        list.append(QJsonObject{{QStringLiteral("file"), utf8(file)}});
    }
    if (!out.text()) out.list(QStringLiteral("files"), list);
    return 0;
}

} // namespace assay::cli
