// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/demo.h"
#include "cli/commands/commands.h"
#include "cli/interrupt.h"

#include <fmt/format.h>

namespace assay::cli {

int run(const DemoOptions& options, const Output& out)
{
    session::DemoRequest request;
    request.workspace = options.workspace;
    request.files = options.files;
    request.seed = options.seed;
    request.developers = options.developers;
    request.months = options.months;
    const auto made = session::makeDemo(request, stoppedByInterrupt(), out.progress());
    if (!made) return out.fail(made.error());
    out.endProgress();
    if (out.text()) {
        out.line(fmt::format("{}: a made-up organisation with {} developers over {} months (seed {})",
                             options.workspace, options.developers, options.months, options.seed));
        for (const auto& source : made->sources)
            out.line(fmt::format("  {}: {}; {}", source.name, source.title, source.contents));
        return 0;
    }
    QJsonArray rows;
    for (const auto& source : made->sources)
        rows.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(source.name)},
                                {QStringLiteral("title"), QString::fromStdString(source.title)},
                                {QStringLiteral("contents"), QString::fromStdString(source.contents)}});
    out.list(QStringLiteral("sources"), rows);
    return 0;
}

} // namespace assay::cli
