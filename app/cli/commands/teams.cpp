// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "session/stafflist.h"

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

/// What was asked for, and what of it cannot be done.
struct Asked
{
    std::vector<store::DecisionRow> decisions;
    std::vector<std::string> open; ///< sentences
    std::size_t people = 0;
};

/// Accounts that a line's own address and login make one person are joined; those that share a name only are not.
Result<void> addFile(Asked& asked, const session::PeopleBoard& board, const TeamsOptions& options)
{
    std::ifstream file(options.rosterFile, std::ios::binary);
    if (!file)
        return failure(
            ErrorCode::InputUnreadable,
            fmt::format("{} cannot be opened; check the path and the permission to read it.", options.rosterFile));
    std::stringstream text;
    text << file.rdbuf();
    auto list = session::staffList(board, text.str(), {.from = options.from});
    asked.people += list.people;
    asked.decisions.insert(asked.decisions.end(), list.decisions.begin(), list.decisions.end());
    asked.open.insert(asked.open.end(), list.contradictions.begin(), list.contradictions.end());
    if (!list.badDate.empty())
        asked.open.push_back(
            fmt::format("“{}” is no date; write it as 2026-03-31. Its line was read without.", list.badDate));
    for (const auto& question : list.questions) {
        if (question.exact) {
            asked.decisions.insert(asked.decisions.end(), question.ifOne.begin(), question.ifOne.end());
            ++asked.people;
        } else {
            asked.open.push_back(fmt::format("{}: {}", question.line, question.why));
        }
    }
    return {};
}

void addPatterns(Asked& asked, const session::PeopleBoard& board, const TeamsOptions& options)
{
    std::set<std::size_t> people;
    for (const auto& pattern : options.who) {
        const auto found = session::peopleMatching(board, pattern);
        if (found.empty()) asked.open.push_back("nobody here is: " + pattern);
        people.insert(found.begin(), found.end());
    }
    for (const auto person : people) {
        if (board.people[person].bot) continue;
        asked.decisions.push_back(session::teamOf(board.people[person], options.assign, options.from, options.to));
        ++asked.people;
    }
}

std::string arrow(const store::DecisionRow& d)
{
    if (d.action == store::DecisionAction::Join) return fmt::format("{} is {}", d.value, d.otherValue);
    return fmt::format("{} → {}", d.value, d.word.empty() ? "no team" : d.word);
}

} // namespace

int run(const TeamsOptions& options, const Output& out)
{
    if (options.undo) return undoDecision(options.workspace, out);
    const auto board = session::peopleBoard(options.workspace);
    if (!board) return out.fail(board.error());
    const bool byPattern = !options.assign.empty() || options.unassign;
    if (!byPattern && options.rosterFile.empty()) return printTeams(*board, out);
    Asked asked;
    if (byPattern) addPatterns(asked, *board, options);
    if (!options.rosterFile.empty())
        if (const auto read = addFile(asked, *board, options); !read) return out.fail(read.error());
    for (const auto& open : asked.open) out.message(open);
    if (asked.decisions.empty())
        return out.fail({ErrorCode::Usage, "Nobody was found to assign; `assay-cli people` lists who there is.", {}});
    for (const auto& d : asked.decisions)
        if (out.text()) out.line(arrow(d));
    const auto count = asked.people;
    if (!options.dryRun)
        if (const auto done = session::decide(options.workspace, std::move(asked.decisions)); !done)
            return out.fail(done.error());
    if (out.text())
        out.line(fmt::format("{} people {}.", count,
                             options.dryRun ? "would be assigned" : "assigned; --undo takes it back"));
    else
        out.json({{QStringLiteral("assigned"), static_cast<qint64>(count)},
                  {QStringLiteral("open"), static_cast<qint64>(asked.open.size())}});
    return 0;
}

} // namespace assay::cli
