// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/targetjob.h"

#include "cli/commands/commands.h"
#include "present/figures.h"
#include "present/json.h"
#include "session/targetfile.h"

#include <chrono>
#include <fmt/format.h>

namespace assay::cli {
namespace {

Day today()
{
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

int registerFrom(const TargetsOptions& options, const session::Session& session, const Output& out)
{
    auto given = session::readTargetFile(options.file);
    if (!given) return out.fail(given.error());
    const auto outcomes = session::registerTargets(session, std::move(*given), today());
    if (!outcomes) return out.fail(outcomes.error());
    for (const auto& outcome : *outcomes)
        out.message(fmt::format("{}: {}{}.", outcome.target.title,
                                outcome.isNew     ? "registered"
                                : outcome.changed ? "edited; the edit stays on record"
                                                  : "unchanged",
                                outcome.target.postHoc ? ", post hoc: its window had opened" : ""));
    return 0;
}

} // namespace

int run(const TargetsOptions& options, const Output& out)
{
    auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    if (!options.retire.empty()) {
        const auto retired = session::retireTarget(options.workspace, options.retire, today());
        if (!retired) return out.fail(retired.error());
    }
    if (!options.file.empty())
        if (const int code = registerFrom(options, **session, out); code != 0) return code;
    if (!options.file.empty() || !options.retire.empty()) {
        session = openFor(options.workspace, options.filter);
        if (!session) return out.fail(session.error());
    }
    const auto input = (*session)->pageInput(options.filter);
    const auto& statuses = input.figures->recommendation().targets;
    bool failed = false;
    QJsonArray list;
    for (const auto& status : statuses) {
        failed = failed || (status.state == decision::TargetState::NotMet && !status.target.retiredOn);
        if (out.text()) out.line(fmt::format("{:14} {}", decision::stateText(status), status.sentence));
        list.append(present::toJson(status));
    }
    if (!out.text()) out.list(QStringLiteral("targets"), list);
    return options.check && failed ? exitCode(ErrorCode::CheckFailed) : 0;
}

} // namespace assay::cli
