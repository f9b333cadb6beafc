// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/asciitext.h"
#include "session/boardnames.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace assay::session {
namespace {

/// What staff lists call the team.
constexpr std::array<std::string_view, 12> kTeamHeaders{"team",     "teams",     "department", "dept",
                                                        "group",    "squad",     "tribe",      "unit",
                                                        "division", "abteilung", "équipe",     "equipo"};

bool headsTeams(const std::string& cell)
{
    const auto name = asciiLowered(cell);
    return std::find(kTeamHeaders.begin(), kTeamHeaders.end(), name) != kTeamHeaders.end() || name.ends_with(" team") ||
           name.ends_with(" department");
}

/// The separator a line uses: a table copied from a spreadsheet has tabs, a CSV commas or semicolons.
char separatorOf(const std::string& line)
{
    for (const char separator : {'\t', ';', ','})
        if (line.find(separator) != std::string::npos) return separator;
    return '\t';
}

std::vector<std::string> cellsOf(const std::string& line)
{
    const char separator = separatorOf(line);
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool doubled = quoted && line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"';
        if (line[i] == '"' && !doubled && (quoted || trimmedAscii(cells.back()).empty())) {
            quoted = !quoted;
        } else if (line[i] == separator && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += line[i];
            i += doubled ? 1 : 0;
        }
    }
    for (auto& cell : cells) cell = std::string(trimmedAscii(cell));
    return cells;
}

std::vector<std::string> linesOf(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        std::string line(text.substr(0, end));
        if (!trimmedAscii(line).empty()) lines.push_back(std::move(line));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string nameAndAddress(const BoardPerson& person)
{
    if (person.identities.empty() || person.identities.front().value == person.name) return person.name;
    return fmt::format("{} <{}>", person.name, person.identities.front().value);
}

/// Reads line by line; the last line of a person counts.
class StaffList
{
public:
    explicit StaffList(const PeopleBoard& board) : m_board(board), m_names(board) {}

    void readHeader(const std::vector<std::string>& cells)
    {
        const auto found = std::find_if(cells.begin(), cells.end(), headsTeams);
        m_column = static_cast<std::size_t>(found - cells.begin());
        m_result.teamColumn = *found;
    }

    void readLine(const std::string& line)
    {
        const auto cells = cellsOf(line);
        const auto column = m_column.value_or(lastWithoutAddress(cells));
        const auto person = personNamed(cells, column);
        if (!person || column >= cells.size() || cells[column].empty()) {
            m_result.unknown.push_back(line);
            return;
        }
        const auto [known, added] = m_teamOf.emplace(*person, cells[column]);
        if (added || known->second == cells[column]) return;
        m_result.contradictions.push_back(fmt::format("{} is in {} on one line and in {} on a later one, which counts",
                                                      m_board.people[*person].name, known->second, cells[column]));
        known->second = cells[column];
    }

    PastedRoster finish(std::optional<Day> from)
    {
        std::map<std::string, std::size_t> sizes;
        for (const auto& [person, team] : m_teamOf) {
            m_result.decisions.push_back(teamOf(m_board.people[person], team, from, std::nullopt));
            ++sizes[team];
        }
        m_result.teams.assign(sizes.begin(), sizes.end());
        std::stable_sort(m_result.teams.begin(), m_result.teams.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        for (std::size_t i = 0; i < m_board.people.size(); ++i)
            if (!m_board.people[i].mapped && !m_teamOf.contains(i))
                m_result.left.push_back(nameAndAddress(m_board.people[i]));
        return std::move(m_result);
    }

private:
    static std::size_t lastWithoutAddress(const std::vector<std::string>& cells)
    {
        std::size_t column = cells.size();
        for (std::size_t i = 1; i < cells.size(); ++i)
            if (!cells[i].empty() && cells[i].find('@') == std::string::npos) column = i;
        return column;
    }

    std::optional<std::size_t> personNamed(const std::vector<std::string>& cells, std::size_t teamColumn) const
    {
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (i != teamColumn && !cells[i].empty())
                if (const auto person = onlyPersonOf(cells[i])) return person;
        return std::nullopt;
    }

    /// Nobody where two may be meant.
    std::optional<std::size_t> onlyPersonOf(const std::string& text) const
    {
        const auto found = m_names.find(text);
        const bool one = !found.empty() && std::all_of(found.begin(), found.end(), [&found](const auto& candidate) {
            return candidate.person == found.front().person;
        });
        return one ? std::optional(found.front().person) : std::nullopt;
    }

    const PeopleBoard& m_board;
    const BoardNames m_names;
    std::optional<std::size_t> m_column;
    std::map<std::size_t, std::string> m_teamOf; ///< by position in the board: busiest first
    PastedRoster m_result;
};

} // namespace

PastedRoster pastedRoster(const PeopleBoard& board, const std::string& text, std::optional<Day> from)
{
    StaffList list(board);
    const auto lines = linesOf(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto cells = cellsOf(lines[i]);
        if (i == 0 && std::any_of(cells.begin(), cells.end(), headsTeams))
            list.readHeader(cells);
        else
            list.readLine(lines[i]);
    }
    return list.finish(from);
}

} // namespace assay::session
