// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/stafflist.h"

#include "linking/identitywords.h"
#include "session/boardnames.h"
#include "session/staffcolumns.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace assay::session {
namespace {

using People = std::vector<std::size_t>;

/// A team of a person, for a time.
struct Stay
{
    std::string team;
    std::optional<Day> from;
    std::optional<Day> to;
    [[nodiscard]] bool overlaps(const Stay& other) const
    {
        return (!from || !other.to || *from <= *other.to) && (!other.from || !to || *other.from <= *to);
    }
};

/// Who a line may be about.
struct Meant
{
    People sure;   ///< by an address or login
    People likely; ///< by name, or by a cell that may be a login
};

std::string nameAndAddress(const BoardPerson& person)
{
    if (person.identities.empty() || person.identities.front().value == person.name) return person.name;
    return fmt::format("{} <{}>", person.name, person.identities.front().value);
}

std::string joined(const PeopleBoard& board, const People& people)
{
    std::string text;
    for (const auto person : people) text += (text.empty() ? "" : ", ") + nameAndAddress(board.people[person]);
    return text;
}

void add(People& people, const People& more)
{
    for (const auto person : more)
        if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
}

/// Reads line by line; where two lines say different things of a person, the later one counts.
class StaffListReader
{
public:
    StaffListReader(const PeopleBoard& board, const StaffListOptions& options)
        : m_board(board), m_options(options), m_names(board)
    {
    }

    void readHeader(const std::vector<std::string>& cells)
    {
        m_header = StaffHeader(cells, m_options.team);
        m_list.columns = cells;
        m_list.team = m_header.column(StaffColumn::Team);
        const auto title = [&](StaffColumn kind) {
            const auto column = m_header.column(kind);
            return column ? cells[*column] : std::string();
        };
        m_list.teamColumn = title(StaffColumn::Team);
        m_list.fromColumn = title(StaffColumn::From);
        m_list.toColumn = title(StaffColumn::To);
        m_list.noTeams = !m_list.team;
    }

    void readLine(const std::string& line)
    {
        ++m_list.lines;
        const auto cells = staffCells(line);
        const auto teamAt =
            m_header.empty() ? lastWithoutAddress(cells) : m_header.column(StaffColumn::Team).value_or(cells.size());
        Meant meant = meantBy(cells, teamAt);
        const Stay stay = stayOf(cells, teamAt);
        const bool named = !meant.sure.empty() || !meant.likely.empty();
        for (People* people : {&meant.sure, &meant.likely})
            std::erase_if(*people, [this](std::size_t person) { return m_board.people[person].bot; });
        People all = meant.sure;
        add(all, meant.likely);
        m_mentioned.insert(all.begin(), all.end());
        if (!named)
            ask(line, "Nobody here has that address, login or name.");
        else if (all.empty())
            ask(line, "This is a program: it belongs to no team.");
        else if (stay.team.empty())
            ask(line, "The line names no team.");
        else
            settle(line, meant, all, stay);
    }

    StaffList finish()
    {
        std::map<std::string, std::size_t> sizes;
        for (auto& [person, stays] : m_stays) {
            if (!m_options.firstDays) beginAsTheListDoes(stays);
            std::set<std::string> teams;
            for (const Stay& stay : stays) {
                m_list.decisions.push_back(decisionOf(person, stay));
                teams.insert(stay.team);
            }
            for (const auto& team : teams) ++sizes[team];
            const bool gone = std::all_of(stays.begin(), stays.end(),
                                          [this](const Stay& stay) { return stay.to && *stay.to < m_board.asOf; });
            m_list.leavers += gone ? 1 : 0;
            const auto& seen = m_board.people[person].lastSeen;
            const auto works = [&seen](const Stay& stay) { return !stay.to || *seen <= *stay.to; };
            if (gone && seen && std::none_of(stays.begin(), stays.end(), works))
                m_list.seenLater.push_back(m_board.people[person].name);
        }
        m_list.people = m_stays.size();
        m_list.teams.assign(sizes.begin(), sizes.end());
        std::stable_sort(m_list.teams.begin(), m_list.teams.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        for (std::size_t i = 0; i < m_board.people.size(); ++i)
            if (!m_board.people[i].mapped && !m_mentioned.contains(i))
                m_list.left.push_back(nameAndAddress(m_board.people[i]));
        return std::move(m_list);
    }

private:
    static std::size_t lastWithoutAddress(const std::vector<std::string>& cells)
    {
        std::size_t column = cells.size();
        for (std::size_t i = 1; i < cells.size(); ++i)
            if (!cells[i].empty() && cells[i].find('@') == std::string::npos) column = i;
        return column;
    }

    Meant meantBy(const std::vector<std::string>& cells, std::size_t teamAt) const
    {
        Meant meant;
        std::string first;
        std::string last;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i == teamAt || cells[i].empty()) continue;
            const StaffColumn column = m_header.of(i);
            if (cells[i].find('@') != std::string::npos || column == StaffColumn::Login)
                add(meant.sure, m_names.withAccount(cells[i]));
            else if (column == StaffColumn::Name)
                add(meant.likely, m_names.withName(cells[i]));
            else if (column == StaffColumn::FirstName)
                first = cells[i];
            else if (column == StaffColumn::LastName)
                last = cells[i];
            else if (column == StaffColumn::Other && !m_header.namesPeople())
                addAnyhow(meant, cells[i]);
        }
        if (!last.empty()) add(meant.likely, m_names.withName(first + ' ' + last));
        return meant;
    }

    /// A cell of which nothing says what it is.
    void addAnyhow(Meant& meant, const std::string& cell) const
    {
        add(meant.likely, m_names.withAccount(cell));
        add(meant.likely, m_names.withName(cell));
    }

    Stay stayOf(const std::vector<std::string>& cells, std::size_t teamAt)
    {
        Stay stay{teamAt < cells.size() ? cells[teamAt] : std::string(), dayIn(cells, StaffColumn::From), {}};
        if (m_options.from && (!stay.from || *stay.from < *m_options.from)) stay.from = m_options.from;
        if (m_options.lastDays) stay.to = dayIn(cells, StaffColumn::To);
        return stay;
    }

    std::optional<Day> dayIn(const std::vector<std::string>& cells, StaffColumn kind)
    {
        const auto column = m_header.column(kind);
        if (!column || *column >= cells.size() || cells[*column].empty()) return std::nullopt;
        const auto day = staffDay(cells[*column]);
        if (!day && m_list.badDate.empty()) m_list.badDate = cells[*column];
        return day;
    }

    void settle(const std::string& line, const Meant& meant, const People& all, const Stay& stay)
    {
        if (stay.from && stay.to && *stay.to < *stay.from) {
            ask(line, "It ends before it begins.");
            return;
        }
        if (meant.sure.size() > 1) {
            askWhetherOne(
                line,
                fmt::format("Its address and login are those of {} accounts: {}.", all.size(), joined(m_board, all)),
                all, stay, true);
        } else if (!meant.sure.empty()) {
            take(meant.sure.front(), stay);
            if (all.size() > 1)
                askWhetherOne(line,
                              fmt::format("Assigned. A tick joins the account of the same name to it: {}.",
                                          joined(m_board, {all.begin() + 1, all.end()})),
                              all, stay, false, true);
        } else if (all.size() == 1) {
            take(all.front(), stay);
        } else {
            askWhetherOne(line, fmt::format("{} accounts have that name: {}.", all.size(), joined(m_board, all)), all,
                          stay, false);
        }
    }

    /// The first stay of a person; the others part it from theirs.
    void beginAsTheListDoes(std::vector<Stay>& stays) const
    {
        const auto first = std::min_element(stays.begin(), stays.end(), [](const Stay& a, const Stay& b) {
            return a.from.value_or(Day::min()) < b.from.value_or(Day::min());
        });
        first->from = m_options.from;
    }

    /// Somebody who begins in another team later has left this one: true when the two follow each other now.
    static bool follows(Stay& one, Stay& other)
    {
        if (!one.from || !other.from || *one.from == *other.from) return false;
        Stay& earlier = *one.from < *other.from ? one : other;
        const Stay& later = &earlier == &one ? other : one;
        if (earlier.to) return false;
        earlier.to = *later.from - std::chrono::days(1);
        return true;
    }

    void take(std::size_t person, Stay stay)
    {
        auto& stays = m_stays[person];
        const auto clash =
            std::find_if(stays.begin(), stays.end(), [&stay](const Stay& known) { return known.overlaps(stay); });
        if (clash == stays.end() || (clash->team != stay.team && follows(*clash, stay))) {
            stays.push_back(std::move(stay));
            return;
        }
        if (clash->team == stay.team)
            ++m_list.repeated;
        else
            m_list.contradictions.push_back(
                fmt::format("{} is in {} on one line and in {} on a later one, which counts",
                            m_board.people[person].name, clash->team, stay.team));
        *clash = std::move(stay);
    }

    void ask(const std::string& line, std::string why)
    {
        m_list.questions.push_back({line, std::move(why), {}, false, false, false});
    }

    void askWhetherOne(const std::string& line, std::string why, const People& people, const Stay& stay, bool exact,
                       bool taken = false)
    {
        StaffQuestion question{line, std::move(why), {}, taken, exact, false};
        const auto& first = m_board.people[people.front()];
        for (std::size_t i = 1; i < people.size(); ++i) {
            const auto& other = m_board.people[people[i]];
            if (!first.identities.empty() && !other.identities.empty())
                question.ifOne.push_back(joinOf(first.identities.front(), other.identities.front()));
        }
        question.wholeName = linking::nameWords(first.name).size() > 1;
        std::vector<Stay> stays{stay};
        if (!m_options.firstDays) beginAsTheListDoes(stays);
        question.ifOne.push_back(decisionOf(people.front(), stays.front()));
        m_list.questions.push_back(std::move(question));
    }

    store::DecisionRow decisionOf(std::size_t person, const Stay& stay) const
    {
        return teamOf(m_board.people[person], stay.team, stay.from, stay.to);
    }

    const PeopleBoard& m_board;
    const StaffListOptions& m_options;
    const BoardNames m_names;
    StaffHeader m_header;
    std::map<std::size_t, std::vector<Stay>> m_stays; ///< by position in the board: busiest first
    std::set<std::size_t> m_mentioned;
    StaffList m_list;
};

} // namespace

StaffList staffList(const PeopleBoard& board, const std::string& text, const StaffListOptions& options)
{
    StaffListReader list(board, options);
    const auto lines = staffLines(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto cells = staffCells(lines[i]);
        if (i == 0 && StaffHeader::heads(cells))
            list.readHeader(cells);
        else
            list.readLine(lines[i]);
    }
    return list.finish();
}

} // namespace assay::session
