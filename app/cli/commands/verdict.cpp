// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "present/figures.h"
#include "present/json.h"
#include "session/targetjob.h"

#include <chrono>
#include <fmt/format.h>

namespace assay::cli {
namespace {

std::string plain(std::string text)
{
    for (auto at = text.find("**"); at != std::string::npos; at = text.find("**")) text.erase(at, 2);
    return text;
}

void print(const decision::RecommendationReport& report, const Output& out)
{
    out.line(report.title);
    out.line("  " + plain(report.text));
    if (report.runs > 0)
        out.line(
            fmt::format("  Both answers read the same in {} of {} sensitivity runs.", report.holdsIn, report.runs));
    out.line("Rules, in the order they were tried:");
    for (const auto& check : report.checks)
        out.line(fmt::format("  {:14} {:13} {}: {}", decision::recommendationTitle(check.rule),
                             !check.holds   ? "not assessed"
                             : *check.holds ? "holds"
                                            : "does not hold",
                             check.condition, check.evidence));
    out.line("Targets and guard-rails:");
    for (const auto& status : report.targets)
        out.line(fmt::format("  {:14} {}", decision::stateText(status), status.sentence));
    if (!report.wouldChange.empty()) out.line("What would change it:");
    for (const auto& sentence : report.wouldChange) out.line("  " + sentence);
    out.line("Fingerprint of data and settings: " + report.fingerprint);
}

} // namespace

int run(const VerdictOptions& options, const Output& out)
{
    const auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    const auto input = (*session)->pageInput(options.filter);
    const auto& report = input.figures->recommendation();
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (const auto kept = session::recordVerdict(**session, report, options.filter, now); !kept)
        out.message("The recommendation was not kept in the history. " + kept.error().message);
    if (out.text())
        print(report, out);
    else
        out.json(present::toJson(report));
    return 0;
}

} // namespace assay::cli
