// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "session/peopleboard.h"

#include <fmt/format.h>
#include <fstream>
#include <set>
#include <sstream>

namespace assay::cli {
namespace {

std::string dayOr(const std::optional<Day>& day, const char* none)
{
    return day ? isoDay(*day) : std::string(none);
}

int printTeams(const session::PeopleBoard& board, const Output& out)
{
    QJsonArray list;
    std::vector<std::vector<std::string>> table{{"TEAM", "PERSON", "FROM", "TO", "SHARE", "ELIGIBLE"}};
    for (const auto& team : board.teams)
        for (const auto& person : board.people)
            for (const auto& stay : person.stays) {
                if (stay.team != team) continue;
                table.push_back({team, person.name, dayOr(stay.from, "ever"), dayOr(stay.to, "now"),
                                 fmt::format("{:.0f} %", 100 * stay.share), stay.engineering ? "yes" : "no"});
                list.append(QJsonObject{
                    {QStringLiteral("team"), utf8(team)},
                    {QStringLiteral("person"), utf8(person.name)},
                    {QStringLiteral("from"), stay.from ? QJsonValue(utf8(isoDay(*stay.from))) : QJsonValue()},
                    {QStringLiteral("to"), stay.to ? QJsonValue(utf8(isoDay(*stay.to))) : QJsonValue()},
                    {QStringLiteral("share"), stay.share},
                    {QStringLiteral("eligible"), stay.engineering}});
            }
    if (!out.text()) {
        out.list(QStringLiteral("memberships"), list);
        return 0;
    }
    out.table(table);
    out.line(session::unmappedSentence(board));
    return 0;
}

Result<session::PastedRoster> fromFile(const session::PeopleBoard& board, const TeamsOptions& options)
{
    std::ifstream file(options.rosterFile, std::ios::binary);
    if (!file)
        return failure(
            ErrorCode::InputUnreadable,
            fmt::format("{} cannot be opened; check the path and the permission to read it.", options.rosterFile));
    std::stringstream text;
    text << file.rdbuf();
    return session::pastedRoster(board, text.str(), options.from);
}

session::PastedRoster fromPatterns(const session::PeopleBoard& board, const TeamsOptions& options)
{
    session::PastedRoster asked;
    std::set<std::size_t> people;
    for (const auto& pattern : options.who) {
        const auto found = session::peopleMatching(board, pattern);
        if (found.empty()) asked.unknown.push_back(pattern);
        people.insert(found.begin(), found.end());
    }
    for (const auto person : people)
        if (!board.people[person].bot)
            asked.decisions.push_back(session::teamOf(board.people[person], options.assign, options.from, options.to));
    return asked;
}

} // namespace

int run(const TeamsOptions& options, const Output& out)
{
    if (options.undo) return undoDecision(options.workspace, out);
    const auto board = session::peopleBoard(options.workspace);
    if (!board) return out.fail(board.error());
    const bool byPattern = !options.assign.empty() || options.unassign;
    if (!byPattern && options.rosterFile.empty()) return printTeams(*board, out);
    session::PastedRoster asked;
    if (byPattern) asked = fromPatterns(*board, options);
    if (!options.rosterFile.empty()) {
        auto file = fromFile(*board, options);
        if (!file) return out.fail(file.error());
        asked.decisions.insert(asked.decisions.end(), file->decisions.begin(), file->decisions.end());
        asked.unknown.insert(asked.unknown.end(), file->unknown.begin(), file->unknown.end());
        for (const auto& contradiction : file->contradictions) out.message(contradiction);
    }
    for (const auto& unknown : asked.unknown) out.message("nobody here is: " + unknown);
    if (asked.decisions.empty())
        return out.fail({ErrorCode::Usage, "Nobody was found to assign; `assay-cli people` lists who there is.", {}});
    for (const auto& d : asked.decisions)
        if (out.text()) out.line(fmt::format("{} → {}", d.value, d.word.empty() ? "no team" : d.word));
    const auto count = asked.decisions.size();
    if (!options.dryRun)
        if (const auto done = session::decide(options.workspace, std::move(asked.decisions)); !done)
            return out.fail(done.error());
    if (out.text())
        out.line(fmt::format("{} people {}.", count,
                             options.dryRun ? "would be assigned" : "assigned; --undo takes it back"));
    else
        out.json({{QStringLiteral("assigned"), static_cast<qint64>(count)},
                  {QStringLiteral("unknown"), static_cast<qint64>(asked.unknown.size())}});
    return 0;
}

} // namespace assay::cli
