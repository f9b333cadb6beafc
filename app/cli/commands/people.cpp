// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "session/peopleboard.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::cli {
namespace {

using Action = store::DecisionAction;

int printSuggestions(const session::PeopleBoard& board, const Output& out)
{
    QJsonArray list;
    std::vector<std::vector<std::string>> table{{"SCORE", "IDENTITY", "PERHAPS ALSO", "WHY"}};
    for (const auto& s : board.suggestions) {
        table.push_back({fmt::format("{:.2f}", s.score), s.a.value, s.b.value, s.reason});
        list.append(QJsonObject{{QStringLiteral("a"), utf8(s.a.value)},
                                {QStringLiteral("b"), utf8(s.b.value)},
                                {QStringLiteral("score"), s.score},
                                {QStringLiteral("reason"), utf8(s.reason)}});
    }
    if (out.text())
        out.table(table);
    else
        out.list(QStringLiteral("suggestions"), list);
    return 0;
}

int printQuestions(const session::PeopleBoard& board, const Output& out)
{
    QJsonArray list;
    for (const auto& q : board.questions) {
        if (out.text())
            out.line(
                fmt::format("{} wrote {} commits. Is it an AI tool (--tool {}=TOOL), a program (--bot) or a person "
                            "(--human)?",
                            q.example, q.commits, q.identity.value));
        list.append(QJsonObject{{QStringLiteral("identity"), utf8(q.identity.value)},
                                {QStringLiteral("example"), utf8(q.example)},
                                {QStringLiteral("commits"), static_cast<qint64>(q.commits)},
                                {QStringLiteral("rule"), utf8(q.rule)}});
    }
    if (!out.text()) out.list(QStringLiteral("questions"), list);
    return 0;
}

int printPeople(const session::PeopleBoard& board, const Output& out)
{
    QJsonArray list;
    std::vector<std::vector<std::string>> table{{"PERSON", "IDENTITY", "KIND", "TEAM", "MAPPED", "WHY"}};
    for (const auto& person : board.people) {
        const auto name = person.bot ? person.name + " (bot)" : person.name;
        for (const auto& identity : person.identities) {
            table.push_back({name, identity.value, identity.kind, person.team.empty() ? "–" : person.team,
                             person.mapped ? "yes" : "no", identity.reason});
            list.append(QJsonObject{
                {QStringLiteral("person"), utf8(person.name)},
                {QStringLiteral("identity"), utf8(identity.value)},
                {QStringLiteral("kind"), utf8(identity.kind)},
                {QStringLiteral("bot"), person.bot},
                {QStringLiteral("on_roster"), person.mapped},
                {QStringLiteral("team"), person.team.empty() ? QJsonValue() : QJsonValue(utf8(person.team))},
                {QStringLiteral("commits"), static_cast<qint64>(person.commits)},
                {QStringLiteral("reason"), utf8(identity.reason)}});
        }
    }
    if (!out.text()) {
        out.list(QStringLiteral("identities"), list);
        return 0;
    }
    out.table(table);
    out.line(session::unmappedSentence(board));
    if (std::any_of(board.people.begin(), board.people.end(), [](const auto& p) { return !p.bot && !p.mapped; }))
        out.line("To map them: --join A B where two are one person; assay-cli teams W.assay WHO --assign TEAM, or "
                 "--team FILE.csv for a whole list.");
    for (const auto& conflict : board.conflicts) out.line("conflict: " + conflict);
    if (!board.suggestions.empty())
        out.line(fmt::format("{} joins look likely; --suggest lists them.", board.suggestions.size()));
    if (!board.questions.empty())
        out.line(fmt::format("{} identities may be AI tools; --questions lists them.", board.questions.size()));
    return 0;
}

/// Everything asked for on the command line, as decisions; the first name that nobody has ends it.
class Asked
{
public:
    explicit Asked(const session::PeopleBoard& board) : m_board(board) {}

    void pairs(const std::vector<std::string>& names, bool same)
    {
        for (std::size_t i = 0; i + 1 < names.size(); i += 2) {
            const auto a = named(names[i]);
            const auto b = named(names[i + 1]);
            if (a && b) rows.push_back(same ? session::joinOf(*a, *b) : session::apartOf(*a, *b));
        }
    }
    void split(const std::vector<std::string>& names)
    {
        for (const auto& name : names)
            if (const auto identity = named(name))
                for (auto& row : session::splitOf(m_board, *identity)) rows.push_back(std::move(row));
    }
    void mark(const std::vector<std::string>& names, Action action)
    {
        for (const auto& name : names)
            if (const auto identity = named(name)) rows.push_back(session::markOf(*identity, action));
    }
    void tools(const std::vector<std::string>& texts)
    {
        for (const auto& text : texts) {
            const auto equals = text.rfind('=');
            if (equals == std::string::npos || equals + 1 == text.size())
                refuse({ErrorCode::Usage, fmt::format("“{}” is not IDENTITY=TOOL.", text), {}});
            else if (const auto identity = named(text.substr(0, equals)))
                rows.push_back(session::markOf(*identity, Action::Tool, text.substr(equals + 1)));
        }
    }
    void accept(double from)
    {
        for (const auto& s : m_board.suggestions)
            if (s.score >= from) rows.push_back(session::joinOf(s.a, s.b));
    }

    std::vector<store::DecisionRow> rows;
    std::optional<Error> error;

private:
    std::optional<session::BoardIdentity> named(const std::string& text)
    {
        auto identity = session::identityNamed(m_board, text);
        if (identity) return *identity;
        refuse(identity.error());
        return std::nullopt;
    }
    void refuse(const Error& why)
    {
        if (!error) error = why;
    }
    const session::PeopleBoard& m_board;
};

bool asksToDecide(const PeopleOptions& o)
{
    return o.accept || !o.join.empty() || !o.apart.empty() || !o.split.empty() || !o.bots.empty() ||
           !o.humans.empty() || !o.tools.empty();
}

int decide(const PeopleOptions& options, const session::PeopleBoard& board, const Output& out)
{
    Asked asked(board);
    asked.pairs(options.join, true);
    asked.pairs(options.apart, false);
    asked.split(options.split);
    asked.mark(options.bots, Action::Bot);
    asked.mark(options.humans, Action::Human);
    asked.tools(options.tools);
    if (options.accept) asked.accept(*options.accept);
    if (asked.error) return out.fail(*asked.error);
    const auto count = asked.rows.size();
    if (const auto done = session::decide(options.workspace, std::move(asked.rows)); !done)
        return out.fail(done.error());
    const auto after = session::peopleBoard(options.workspace);
    if (!after) return out.fail(after.error());
    if (out.text()) {
        out.line(fmt::format("{} decisions kept; --undo takes them back.", count));
        out.line(session::unmappedSentence(*after));
        for (const auto& conflict : after->conflicts) out.line("conflict: " + conflict);
    } else {
        out.json({{QStringLiteral("decisions"), static_cast<qint64>(count)}});
    }
    return 0;
}

} // namespace

int undoDecision(const std::string& workspace, const Output& out)
{
    const auto undone = session::undoDecision(workspace);
    if (!undone) return out.fail(undone.error());
    if (out.text())
        out.line("Taken back: " + *undone);
    else
        out.json({{QStringLiteral("undone"), utf8(*undone)}});
    return 0;
}

int run(const PeopleOptions& options, const Output& out)
{
    if (options.undo) return undoDecision(options.workspace, out);
    const auto board = session::peopleBoard(options.workspace);
    if (!board) return out.fail(board.error());
    if (asksToDecide(options)) return decide(options, *board, out);
    if (options.suggest) return printSuggestions(*board, out);
    if (options.questions) return printQuestions(*board, out);
    return printPeople(*board, out);
}

} // namespace assay::cli
