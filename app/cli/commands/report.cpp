// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "report/pdfreport.h"
#include "session/reportjob.h"

#include <QApplication>
#include <fmt/format.h>

namespace assay::cli {

int run(const ReportOptions& options, const Output& out)
{
    const auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    const auto report = session::reportSpec(**session, options.filter, options.pages, options.scenarios);
    if (!report) return out.fail(report.error());
    if (!report->notKept.empty()) out.message(report->notKept);
    // Charts need an application object, but no display.
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "assay-cli";
    char* argv[] = {name, nullptr};
    const QApplication application(argc, argv);
    const auto paper = options.paper == "letter" ? ui::Paper::Letter : ui::Paper::A4;
    const auto written =
        ui::writeReport(report->spec, QString::fromStdString(options.output), paper, {}, out.progress());
    if (!written) return out.fail(written.error());
    out.endProgress();
    if (out.text())
        out.line(options.output);
    else
        out.json(QJsonObject{{QStringLiteral("report"), QString::fromStdString(options.output)}});
    return 0;
}

} // namespace assay::cli
