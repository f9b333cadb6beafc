// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/asciitext.h"
#include "session/audit.h"
#include "session/boardnames.h"
#include "session/derivejob.h"
#include "session/describe.h"
#include "session/peopleboard.h"
#include "session/rules.h"
#include "session/workspaceclock.h"
#include "store/database.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>

namespace assay::session {
namespace {

using Action = store::DecisionAction;

bool sameIdentity(const BoardIdentity& a, const BoardIdentity& b)
{
    return a.kind == b.kind && a.value == b.value;
}

store::DecisionRow rowOf(Action action, const BoardIdentity& identity)
{
    store::DecisionRow row;
    row.action = action;
    row.kind = identity.kind;
    row.value = identity.value;
    return row;
}

/// A team by hand was given to the person, not to the one address that stands for the person: once they fall apart,
/// each identity that it does not name is given it too, all teams in their order.
void keepTeams(const PeopleBoard& board, const BoardPerson& person, std::vector<store::DecisionRow>& rows)
{
    const auto names = [](const store::DecisionRow& d, const BoardIdentity& i) {
        return d.kind == i.kind && d.value == i.value;
    };
    std::vector<store::DecisionRow> given;
    std::copy_if(board.teamsByHand.begin(), board.teamsByHand.end(), std::back_inserter(given), [&](const auto& d) {
        return std::any_of(person.identities.begin(), person.identities.end(),
                           [&](const auto& i) { return names(d, i); });
    });
    for (const auto& identity : person.identities) {
        if (std::all_of(given.begin(), given.end(), [&](const auto& d) { return names(d, identity); })) continue;
        for (const auto& d : given) {
            auto row = rowOf(Action::Team, identity);
            row.word = d.word;
            row.first = d.first;
            row.last = d.last;
            rows.push_back(std::move(row));
        }
    }
}

std::string sentenceOf(const store::DecisionRow& d)
{
    switch (d.action) {
    case Action::Join:
        return fmt::format("{} is {}", d.value, d.otherValue);
    case Action::Split:
        return d.otherValue.empty() ? fmt::format("{} stands alone", d.value)
                                    : fmt::format("{} is not {}", d.value, d.otherValue);
    case Action::Bot:
        return fmt::format("{} is a program", d.value);
    case Action::Human:
        return fmt::format("{} is a person", d.value);
    case Action::Tool:
        return fmt::format("{} is the AI tool {}", d.value, d.word);
    case Action::Team:
        break;
    }
    return fmt::format("{} works in {}{}{}", d.value, d.word.empty() ? "no team" : d.word,
                       d.first ? " from " + isoDay(*d.first) : std::string(),
                       d.last ? " to " + isoDay(*d.last) : std::string());
}

/// Runs a change of decisions within one transaction, with its entry in the audit trail.
template <class Change>
Result<void> changed(const std::string& workspace, bool derive, Change&& change)
{
    auto database = store::Database::open(workspace, store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    auto transaction = store::Transaction::begin(*database);
    if (!transaction) return Failure(transaction.error());
    if (Result<void> done = change(*database); !done) return done;
    if (auto stale = markStale(*database); !stale) return stale;
    if (auto committed = transaction->commit(); !committed) return committed;
    if (!derive) return {};
    const auto rules = Rules::of(*database);
    if (!rules) return Failure(rules.error());
    return deriveIfStale(*database, **rules, {}, {});
}

} // namespace

std::string describe(const std::vector<store::DecisionRow>& batch)
{
    if (batch.empty()) return {};
    const auto first = sentenceOf(batch.front());
    return batch.size() == 1 ? first : fmt::format("{}, and {} more", first, batch.size() - 1);
}

Result<void> decide(const std::string& workspace, std::vector<store::DecisionRow> decisions, bool derive)
{
    if (decisions.empty()) return {};
    for (auto& d : decisions) d.at = now();
    return changed(workspace, derive, [&](store::Database& database) -> Result<void> {
        std::string detail;
        for (const auto& d : decisions) detail += sentenceOf(d) + '\n';
        if (auto put = store::putDecisions(database, decisions); !put) return put;
        return audit(database, "people", describe(decisions), detail);
    });
}

Result<std::string> undoDecision(const std::string& workspace)
{
    std::string what;
    auto done = changed(workspace, true, [&what](store::Database& database) -> Result<void> {
        const auto undone = store::undoNewestDecisions(database);
        if (!undone) return Failure(undone.error());
        if (undone->empty()) return failure(ErrorCode::Usage, "There is no decision to take back.");
        what = describe(*undone);
        return audit(database, "people", "undone", what);
    });
    if (!done) return Failure(done.error());
    return what;
}

Result<BoardIdentity> identityNamed(const PeopleBoard& board, const std::string& text)
{
    const auto found = BoardNames(board).find(text);
    if (found.empty()) // somebody of whom a message alone tells
        for (const auto& question : board.questions)
            if (asciiLowered(question.identity.value) == asciiLowered(text)) return question.identity;
    if (found.empty())
        return failure(
            ErrorCode::Usage,
            fmt::format("“{}” is nobody's address, login or name here; `assay-cli people` lists them.", text));
    if (found.size() > 1)
        return failure(ErrorCode::Usage,
                       fmt::format("“{}” may be {} or {}; give the address or the login with its system.", text,
                                   found[0].identity->value, found[1].identity->value));
    return *found.front().identity;
}

store::DecisionRow joinOf(const BoardIdentity& a, const BoardIdentity& b)
{
    auto row = rowOf(Action::Join, a);
    row.otherKind = b.kind;
    row.otherValue = b.value;
    return row;
}

store::DecisionRow apartOf(const BoardIdentity& a, const BoardIdentity& b)
{
    auto row = joinOf(a, b);
    row.action = Action::Split;
    return row;
}

std::vector<store::DecisionRow> splitOf(const PeopleBoard& board, const BoardIdentity& identity)
{
    std::vector<store::DecisionRow> rows{rowOf(Action::Split, identity)};
    for (const auto& person : board.people) {
        const auto& own = person.identities;
        if (std::none_of(own.begin(), own.end(), [&](const auto& i) { return sameIdentity(i, identity); })) continue;
        for (const auto& other : own)
            if (!sameIdentity(other, identity)) rows.push_back(apartOf(identity, other));
        if (own.size() > 1) keepTeams(board, person, rows);
    }
    return rows;
}

store::DecisionRow markOf(const BoardIdentity& identity, store::DecisionAction action, const std::string& tool)
{
    auto row = rowOf(action, identity);
    row.word = tool;
    return row;
}

store::DecisionRow teamOf(const BoardPerson& person, const std::string& team, std::optional<Day> from,
                          std::optional<Day> to)
{
    // An address is the identity most likely to stay; a person without any identity is not on the board's data.
    const auto email = std::find_if(person.identities.begin(), person.identities.end(),
                                    [](const auto& i) { return i.kind == "email"; });
    auto row = rowOf(Action::Team, email != person.identities.end() ? *email
                                   : person.identities.empty()      ? BoardIdentity{"name", person.name, {}}
                                                                    : person.identities.front());
    row.word = team;
    row.first = from;
    row.last = to;
    return row;
}

} // namespace assay::session
