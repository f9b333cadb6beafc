// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include <fmt/format.h>

namespace assay::cli {

int run(const VerifyOptions& options, const Output& out)
{
    const auto verification = session::verifyWorkspace(options.workspace);
    if (!verification) return out.fail(verification.error());
    QJsonArray list;
    for (const auto& check : verification->checks) {
        if (out.text())
            out.line(fmt::format("{:6}  {}{}", check.passed ? "ok" : "FAILED", check.what,
                                 check.passed ? "" : ": " + check.finding));
        list.append(QJsonObject{{QStringLiteral("check"), QString::fromStdString(check.what)},
                                {QStringLiteral("passed"), check.passed},
                                {QStringLiteral("finding"),
                                 check.passed ? QJsonValue() : QJsonValue(QString::fromStdString(check.finding))}});
    }
    if (!out.text()) out.list(QStringLiteral("checks"), list);
    return verification->passed() ? 0 : exitCode(ErrorCode::CheckFailed);
}

} // namespace assay::cli
