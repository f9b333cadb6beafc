// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/interrupt.h"

#include <fmt/format.h>

namespace assay::cli {
namespace {

QJsonObject objectOf(const session::ImportedSource& s)
{
    QJsonArray rejects;
    for (const auto& r : s.rejects)
        rejects.append(QJsonObject{{QStringLiteral("file"), utf8(r.file)},
                                   {QStringLiteral("line"), static_cast<qint64>(r.line)},
                                   {QStringLiteral("reason"), utf8(r.reason)},
                                   {QStringLiteral("text"), utf8(r.text)}});
    QJsonArray notices;
    for (const auto& n : s.notices)
        notices.append(QJsonObject{{QStringLiteral("file"), utf8(n.file)}, {QStringLiteral("text"), utf8(n.text)}});
    return {{QStringLiteral("path"), utf8(s.path)},
            {QStringLiteral("name"), utf8(s.name)},
            {QStringLiteral("format"), utf8(s.format)},
            {QStringLiteral("title"), utf8(s.title)},
            {QStringLiteral("state"), QString::fromUtf8(store::runStateId(s.state))},
            {QStringLiteral("contents"), utf8(s.contents)},
            {QStringLiteral("records"), static_cast<qint64>(s.records)},
            {QStringLiteral("added"), static_cast<qint64>(s.added)},
            {QStringLiteral("rejected"), static_cast<qint64>(s.rejects.size())},
            {QStringLiteral("rejects"), rejects},
            {QStringLiteral("notices"), notices},
            {QStringLiteral("message"), s.message.empty() ? QJsonValue() : QJsonValue(utf8(s.message))}};
}

void print(const session::ImportedSource& s, bool dryRun, const Output& out)
{
    switch (s.state) {
    case store::RunState::Unchanged:
        out.line(fmt::format("{}: {}, nothing new", s.path, s.title));
        break;
    case store::RunState::Failed:
        out.line(fmt::format("{}: not read. {}", s.path, s.message));
        break;
    default:
        out.line(fmt::format("{}: {}; {}{}; {} new, {} rejected", s.path, s.title, dryRun ? "would read " : "",
                             s.contents, s.added, s.rejects.size()));
    }
    for (const auto& notice : s.notices) out.line("  note: " + notice.text);
    constexpr std::size_t kShown = 5;
    for (std::size_t i = 0; i < s.rejects.size() && i < kShown; ++i)
        out.line(fmt::format("  rejected: {}, line {}: {}", s.rejects[i].file, s.rejects[i].line, s.rejects[i].reason));
    if (s.rejects.size() > kShown)
        out.line(
            fmt::format("  … and {} more; `assay-cli sources W --rejects RUN` lists them", s.rejects.size() - kShown));
}

} // namespace

int run(const ImportOptions& options, const Output& out)
{
    const auto summary = session::importPaths(options.request, stoppedByInterrupt(), out.progress());
    if (!summary) return out.fail(summary.error());
    out.endProgress();
    if (out.text()) {
        for (const auto& source : summary->sources) print(source, options.request.dryRun, out);
        for (const auto& skipped : summary->skipped)
            out.line(fmt::format("{}: skipped. {}", skipped.path, skipped.reason));
    } else {
        QJsonArray rows;
        for (const auto& source : summary->sources) rows.append(objectOf(source));
        out.list(QStringLiteral("sources"), rows);
    }
    for (const auto& source : summary->sources)
        if (source.state == store::RunState::Failed) out.message("assay-cli: " + source.message);
    if (summary->anyFailed()) return exitCode(ErrorCode::InputMalformed);
    return options.strict && summary->rejected() > 0 ? 1 : 0;
}

} // namespace assay::cli
