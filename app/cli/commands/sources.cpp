// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/writefile.h"
#include "cli/commands/commands.h"
#include "cli/interrupt.h"
#include "session/sourcelist.h"

#include <fmt/format.h>

namespace assay::cli {
namespace {

int writeRejects(const SourcesOptions& options, const Output& out)
{
    const auto text = session::rejectsFile(options.workspace, "run:" + std::to_string(options.rejectsOf));
    if (!text) return out.fail(text.error());
    if (const auto written = writeFile(options.output, *text); !written) return out.fail(written.error());
    out.message(fmt::format("Correct the rows in {} and import it like the original.", options.output));
    return 0;
}

int printRejects(const SourcesOptions& options, const Output& out)
{
    if (!options.output.empty()) return writeRejects(options, out);
    const auto rejects = session::rejectedRows(options.workspace, options.rejectsOf);
    if (!rejects) return out.fail(rejects.error());
    QJsonArray list;
    for (const auto& r : *rejects) {
        if (out.text()) out.line(fmt::format("{}, line {}: {}\n  {}", r.file, r.line, r.reason, r.text));
        list.append(QJsonObject{{QStringLiteral("file"), utf8(r.file)},
                                {QStringLiteral("line"), static_cast<qint64>(r.line)},
                                {QStringLiteral("reason"), utf8(r.reason)},
                                {QStringLiteral("text"), utf8(r.text)}});
    }
    if (!out.text()) out.list(QStringLiteral("rejects"), list);
    return 0;
}

int remove(const SourcesOptions& options, const Output& out)
{
    const auto removed =
        session::removeSource(options.workspace, options.remove, options.dryRun, stoppedByInterrupt(), out.progress());
    if (!removed) return out.fail(removed.error());
    out.endProgress();
    std::string what;
    QJsonObject contents;
    for (const auto& [kind, count] : removed->contents) {
        what += fmt::format("{}{} {}", what.empty() ? "" : ", ", count, kind);
        contents[utf8(kind)] = static_cast<qint64>(count);
    }
    if (out.text())
        out.line(fmt::format("{} ({}): {} {}", removed->source.name, removed->source.title,
                             options.dryRun ? "would remove" : "removed", what.empty() ? "nothing" : what));
    else
        out.json({{QStringLiteral("source"), utf8(removed->source.location)},
                  {QStringLiteral("removed"), !options.dryRun},
                  {QStringLiteral("contents"), contents}});
    return 0;
}

} // namespace

int run(const SourcesOptions& options, const Output& out)
{
    if (!options.remove.empty()) return remove(options, out);
    if (options.rejectsOf != 0) return printRejects(options, out);
    const auto sources = session::sourceList(options.workspace);
    if (!sources) return out.fail(sources.error());
    QJsonArray list;
    for (const auto& source : *sources) {
        QJsonArray runs;
        if (out.text())
            out.line(fmt::format("{} ({})\n  {}", source.source.name, source.source.title, source.source.location));
        for (const auto& run : source.runs) {
            if (out.text())
                out.line(fmt::format("  run {}: {} at {}; {}; {} new, {} rejected{}", run.id.value,
                                     store::runStateId(run.state), isoInstant(run.finishedAt), run.contents, run.added,
                                     run.rejected, run.message.empty() ? std::string() : "; " + run.message));
            runs.append(QJsonObject{
                {QStringLiteral("run"), static_cast<qint64>(run.id.value)},
                {QStringLiteral("state"), QString::fromUtf8(store::runStateId(run.state))},
                {QStringLiteral("finished_at"), utf8(isoInstant(run.finishedAt))},
                {QStringLiteral("records"), static_cast<qint64>(run.records)},
                {QStringLiteral("added"), static_cast<qint64>(run.added)},
                {QStringLiteral("rejected"), static_cast<qint64>(run.rejected)},
                {QStringLiteral("contents"), utf8(run.contents)},
                {QStringLiteral("fingerprint"), utf8(run.fingerprint)},
                {QStringLiteral("message"), run.message.empty() ? QJsonValue() : QJsonValue(utf8(run.message))}});
        }
        list.append(QJsonObject{{QStringLiteral("name"), utf8(source.source.name)},
                                {QStringLiteral("format"), utf8(source.source.format)},
                                {QStringLiteral("title"), utf8(source.source.title)},
                                {QStringLiteral("location"), utf8(source.source.location)},
                                {QStringLiteral("runs"), runs}});
    }
    if (!out.text()) out.list(QStringLiteral("sources"), list);
    return 0;
}

} // namespace assay::cli
