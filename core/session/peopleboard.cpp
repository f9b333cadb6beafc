// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/peopleboard.h"

#include "base/asciitext.h"
#include "facts/mapping.h"
#include "present/format.h"
#include "session/describe.h"
#include "session/session.h"
#include "store/database.h"
#include "store/derived.h"
#include "store/settings.h"
#include "store/workplaces.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <unordered_map>

namespace assay::session {
namespace {

constexpr std::size_t kPlaces = 3;

std::optional<Day> dayFrom(facts::EpochDay day)
{
    return day == facts::kNoDay ? std::nullopt : std::optional(fromEpochDay(day));
}

/// Fills the board from the snapshot and from what the workspace says about identities.
class BoardBuilder
{
public:
    BoardBuilder(const facts::Snapshot& snapshot, const store::Derived& derived)
        : m_snapshot(snapshot), m_derived(derived)
    {
        m_board.asOf = dayOf(snapshot.cutOff);
        m_board.teams = snapshot.teams;
        m_board.people.resize(snapshot.people.size());
        for (std::size_t i = 0; i < snapshot.people.size(); ++i) {
            m_index.emplace(snapshot.people.id[i], i);
            addPerson(i);
        }
    }

    void addIdentities(const std::vector<store::IdentityRow>& identities)
    {
        std::unordered_map<std::int64_t, const store::IdentityRow*> rows;
        for (const auto& row : identities) rows.emplace(row.id.value, &row);
        for (const auto& join : m_derived.identities) {
            const auto row = rows.find(join.identity.value);
            if (row == rows.end()) continue;
            const BoardIdentity identity{row->second->kind, row->second->value, join.reason, row->second->names};
            m_identities.emplace(join.identity.value, identity);
            const auto person = m_index.at(join.person.value);
            m_personOf.emplace(join.identity.value, person);
            m_board.people[person].identities.push_back(identity);
        }
    }

    void addWork()
    {
        const auto& c = m_snapshot.commits;
        for (std::size_t i = 0; i < c.size(); ++i) {
            if (c.automation[i] != 0 || c.merge[i] != 0) continue;
            if (c.author[i] == facts::kNoIndex) continue;
            auto& person = at(c.author[i]);
            ++person.commits;
            seen(person, dayOf(fromUnixMillis(c.committedAt[i])));
        }
        for (std::size_t i = 0; i < m_snapshot.usage.size(); ++i) {
            auto& person = at(m_snapshot.usage.person[i]);
            ++person.usageDays;
            seen(person, fromEpochDay(m_snapshot.usage.day[i]));
        }
        for (std::size_t p = 0; p < m_snapshot.people.size(); ++p)
            m_board.people[p].seats = static_cast<std::int64_t>(m_snapshot.people.seats[p].size());
        const auto mapping = facts::mappingOf(m_snapshot);
        m_board.commitsLeftOut = mapping->commitsLeftOut;
        const std::pair<const char*, facts::WorkShare> shares[] = {{"commits", mapping->commits},
                                                                   {"merged changes", mapping->changes},
                                                                   {"usage days", mapping->usageDays},
                                                                   {"seats", mapping->seats}};
        for (const auto& [what, share] : shares)
            if (share.all > 0) m_board.unmapped.push_back({what, share.all, share.unmapped});
    }

    void addPlaces(const std::vector<store::WorkplaceRow>& places)
    {
        for (const auto& place : places) { // by person, most commits first
            const auto person = m_index.find(place.person);
            if (person == m_index.end()) continue;
            auto& list = m_board.people[person->second].places;
            if (list.size() < kPlaces) list.push_back(place.repository + "/" + place.folder);
        }
    }

    /// Puts the busiest first; everything that refers to people is filled in afterwards.
    PeopleBoard finish()
    {
        std::vector<std::size_t> order(m_board.people.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            const auto& x = m_board.people[a];
            const auto& y = m_board.people[b];
            return std::tuple(-x.commits, -x.usageDays, x.name) < std::tuple(-y.commits, -y.usageDays, y.name);
        });
        std::vector<std::size_t> place(order.size());
        std::vector<BoardPerson> sorted;
        for (std::size_t i = 0; i < order.size(); ++i) {
            place[order[i]] = i;
            sorted.push_back(std::move(m_board.people[order[i]]));
        }
        m_board.people = std::move(sorted);
        for (const auto& s : m_derived.suggestions) {
            const auto a = m_identities.find(s.a.value);
            const auto b = m_identities.find(s.b.value);
            if (a == m_identities.end() || b == m_identities.end()) continue;
            m_board.suggestions.push_back({a->second, b->second, place[m_personOf.at(s.a.value)],
                                           place[m_personOf.at(s.b.value)], s.score, s.reason});
        }
        for (const auto& q : m_derived.questions)
            m_board.questions.push_back({{q.kind, q.value, {}}, q.rule, q.example, q.commits});
        return std::move(m_board);
    }

private:
    BoardPerson& at(facts::Index person) { return m_board.people[static_cast<std::size_t>(person)]; }
    static void seen(BoardPerson& person, Day day)
    {
        if (!person.lastSeen || day > *person.lastSeen) person.lastSeen = day;
    }

    void addPerson(std::size_t i)
    {
        auto& person = m_board.people[i];
        const auto& p = m_snapshot.people;
        person.name = p.name[i];
        person.bot = p.bot[i] != 0;
        person.mapped = p.onRoster[i] != 0 || person.bot;
        double most = 0;
        for (const auto& stay : p.memberships[i]) {
            BoardStay s;
            if (stay.team != facts::kNoIndex) s.team = m_snapshot.teams[static_cast<std::size_t>(stay.team)];
            s.from = dayFrom(stay.from);
            s.to = dayFrom(stay.to);
            s.share = stay.share;
            s.engineering = stay.engineering;
            if (s.holds(m_board.asOf) && s.share > most) {
                most = s.share;
                person.team = s.team;
            }
            person.stays.push_back(std::move(s));
        }
    }

    const facts::Snapshot& m_snapshot;
    const store::Derived& m_derived;
    PeopleBoard m_board;
    std::unordered_map<std::int64_t, std::size_t> m_index; ///< person row → position before sorting
    std::unordered_map<std::int64_t, std::size_t> m_personOf;
    std::unordered_map<std::int64_t, BoardIdentity> m_identities;
};

/// Whether a name ends in the word "bot": mostly a program, but a surname too.
bool namedLikeAProgram(const std::string& name)
{
    const auto lower = asciiLowered(name);
    return lower.ends_with(" bot") || lower.ends_with("-bot") || lower.ends_with("_bot");
}

/// Asks about people named like programs, until somebody has said what they are.
void askAboutPrograms(PeopleBoard& board, const std::vector<store::DecisionRow>& decisions)
{
    const auto decided = [&decisions](const BoardIdentity& identity) {
        return std::any_of(decisions.begin(), decisions.end(), [&identity](const auto& d) {
            return d.action == store::DecisionAction::Human && d.kind == identity.kind && d.value == identity.value;
        });
    };
    for (const auto& person : board.people) {
        if (person.bot || person.identities.empty() || !namedLikeAProgram(person.name)) continue;
        if (std::any_of(person.identities.begin(), person.identities.end(), decided)) continue;
        const auto& identity = person.identities.front();
        board.questions.push_back(
            {identity, "a program, by its name", fmt::format("{} <{}>", person.name, identity.value), person.commits});
    }
}

std::string lastBatch(const std::vector<store::DecisionRow>& decisions)
{
    if (decisions.empty()) return {};
    std::vector<store::DecisionRow> batch;
    for (const auto& d : decisions)
        if (d.batch == decisions.back().batch) batch.push_back(d);
    return describe(batch);
}

} // namespace

Result<PeopleBoard> peopleBoard(const std::string& workspace)
{
    const auto session = Session::open(workspace);
    if (!session) return Failure(session.error());
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto identities = store::identities(*database);
    if (!identities) return Failure(identities.error());
    const auto derived = store::readPeople(*database);
    if (!derived) return Failure(derived.error());
    const auto places = store::workplaces(*database);
    if (!places) return Failure(places.error());
    const auto decisions = store::decisions(*database);
    if (!decisions) return Failure(decisions.error());
    const auto conflicts = store::setting(*database, "people.conflicts");
    if (!conflicts) return Failure(conflicts.error());
    BoardBuilder builder(*(*session)->snapshot(), *derived);
    builder.addIdentities(*identities);
    builder.addWork();
    builder.addPlaces(*places);
    auto board = builder.finish();
    for (std::size_t begin = 0; begin < conflicts->size();) { // one a line
        const auto end = std::min(conflicts->find('\n', begin), conflicts->size());
        board.conflicts.push_back(conflicts->substr(begin, end - begin));
        begin = end + 1;
    }
    askAboutPrograms(board, *decisions);
    std::copy_if(decisions->begin(), decisions->end(), std::back_inserter(board.teamsByHand),
                 [](const auto& d) { return d.action == store::DecisionAction::Team; });
    board.lastDecision = lastBatch(*decisions);
    return board;
}

std::string unmappedSentence(const PeopleBoard& board)
{
    std::int64_t people = 0;
    std::int64_t mapped = 0;
    for (const auto& person : board.people) {
        if (person.bot) continue;
        ++people;
        mapped += person.mapped ? 1 : 0;
    }
    const auto count = [](std::int64_t n) { return present::formatCount(n).toStdString(); };
    auto text = fmt::format("{} of {} people are on the roster or in a team.", count(mapped), count(people));
    for (const auto& share : board.unmapped) {
        const auto without = share.what == "commits" && board.commitsLeftOut > 0
                                 ? fmt::format(", without {} by programs and merges", count(board.commitsLeftOut))
                                 : std::string();
        text +=
            fmt::format(" {:.1f} % of the {} ({} of {}{}) {} by people nobody mapped.",
                        100.0 * static_cast<double>(share.unmapped) / static_cast<double>(share.all), share.what,
                        count(share.unmapped), count(share.all), without, share.what == "seats" ? "are held" : "are");
    }
    return text;
}

} // namespace assay::session
