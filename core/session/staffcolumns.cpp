// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/staffcolumns.h"

#include "base/asciitext.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace assay::session {
namespace {

struct Heading
{
    std::string_view word;
    StaffColumn column;
    bool within = false; ///< says it within a longer heading, too: "Org unit", "Employed since", "Last working day"
};

/// What staff lists call their columns.
constexpr std::array kHeadings{
    Heading{"team", StaffColumn::Team, true},
    Heading{"teams", StaffColumn::Team},
    Heading{"department", StaffColumn::Team, true},
    Heading{"dept", StaffColumn::Team, true},
    Heading{"group", StaffColumn::Team},
    Heading{"squad", StaffColumn::Team, true},
    Heading{"tribe", StaffColumn::Team, true},
    Heading{"unit", StaffColumn::Team, true},
    Heading{"division", StaffColumn::Team, true},
    Heading{"abteilung", StaffColumn::Team},
    Heading{"équipe", StaffColumn::Team},
    Heading{"equipo", StaffColumn::Team},
    Heading{"employee", StaffColumn::Name},
    Heading{"person", StaffColumn::Name},
    Heading{"name", StaffColumn::Name},
    Heading{"full name", StaffColumn::Name},
    Heading{"display name", StaffColumn::Name},
    Heading{"member", StaffColumn::Name},
    Heading{"mitarbeiter", StaffColumn::Name},
    Heading{"first name", StaffColumn::FirstName},
    Heading{"given name", StaffColumn::FirstName},
    Heading{"forename", StaffColumn::FirstName},
    Heading{"vorname", StaffColumn::FirstName},
    Heading{"last name", StaffColumn::LastName},
    Heading{"surname", StaffColumn::LastName},
    Heading{"family name", StaffColumn::LastName},
    Heading{"nachname", StaffColumn::LastName},
    Heading{"from", StaffColumn::From},
    Heading{"since", StaffColumn::From, true},
    Heading{"start", StaffColumn::From, true},
    Heading{"hired", StaffColumn::From, true},
    Heading{"hire", StaffColumn::From, true},
    Heading{"joined", StaffColumn::From, true},
    Heading{"valid from", StaffColumn::From},
    Heading{"eintritt", StaffColumn::From},
    Heading{"to", StaffColumn::To},
    Heading{"until", StaffColumn::To, true},
    Heading{"end", StaffColumn::To},
    Heading{"end date", StaffColumn::To},
    Heading{"left", StaffColumn::To},
    Heading{"last day", StaffColumn::To},
    Heading{"leaving", StaffColumn::To, true},
    Heading{"last working day", StaffColumn::To, true},
    Heading{"termination", StaffColumn::To, true},
    Heading{"exit", StaffColumn::To, true},
    Heading{"valid to", StaffColumn::To},
    Heading{"austritt", StaffColumn::To},
};

bool hasWord(std::string_view text, std::string_view word)
{
    const auto bounded = [text](std::size_t at) { return at >= text.size() || !isAsciiAlnum(text[at]); };
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        if ((at == 0 || bounded(at - 1)) && bounded(at + word.size())) return true;
    return false;
}

StaffColumn columnHeaded(const std::string& cell)
{
    const auto name = asciiLowered(cell);
    for (const Heading& heading : kHeadings)
        if (heading.word == name) return heading.column;
    for (const Heading& heading : kHeadings)
        if (heading.within && hasWord(name, heading.word)) return heading.column;
    if (name.find("mail") != std::string::npos) return StaffColumn::Email;
    for (const char* word : {"login", "user", "github", "gitlab"})
        if (name.find(word) != std::string::npos) return StaffColumn::Login;
    return StaffColumn::Other;
}

/// The separator a line uses: a table copied from a spreadsheet has tabs, a CSV commas or semicolons.
char separatorOf(const std::string& line)
{
    for (const char separator : {'\t', ';', ','})
        if (line.find(separator) != std::string::npos) return separator;
    return '\t';
}

} // namespace

std::vector<std::string> staffLines(std::string_view text)
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

std::vector<std::string> staffCells(const std::string& line)
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

std::optional<Day> staffDay(std::string_view text)
{
    if (const auto iso = parseIsoDay(text.substr(0, 10))) return iso;
    std::array<int, 3> parts{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto [next, error] = std::from_chars(at, end, parts[i]);
        if (error != std::errc() || parts[i] < 1) return std::nullopt;
        if (i < 2 && (next == end || *next != '.')) return std::nullopt;
        at = i < 2 ? next + 1 : next;
    }
    const std::chrono::year_month_day day{std::chrono::year(parts[2]),
                                          std::chrono::month(static_cast<unsigned>(parts[1])),
                                          std::chrono::day(static_cast<unsigned>(parts[0]))};
    return at == end && day.ok() && parts[2] >= 1900 ? std::optional<Day>(day) : std::nullopt;
}

StaffHeader::StaffHeader(const std::vector<std::string>& cells, std::optional<std::size_t> team)
{
    for (const auto& cell : cells) m_columns.push_back(columnHeaded(cell));
    if (team && *team < m_columns.size()) {
        std::replace(m_columns.begin(), m_columns.end(), StaffColumn::Team, StaffColumn::Other);
        m_columns[*team] = StaffColumn::Team;
    }
    if (column(StaffColumn::Team)) return;
    const auto unknown = std::find(m_columns.rbegin(), m_columns.rend(), StaffColumn::Other);
    if (unknown != m_columns.rend()) *unknown = StaffColumn::Team;
}

bool StaffHeader::heads(const std::vector<std::string>& cells)
{
    std::size_t known = 0;
    for (const auto& cell : cells) {
        if (cell.find('@') != std::string::npos) return false; // somebody called Group, perhaps
        const StaffColumn column = columnHeaded(cell);
        known += column == StaffColumn::Team ? 2 : (column == StaffColumn::Other ? 0 : 1);
    }
    return known >= 2;
}

std::optional<std::size_t> StaffHeader::column(StaffColumn kind) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), kind);
    return found == m_columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - m_columns.begin()));
}

bool StaffHeader::namesPeople() const
{
    return column(StaffColumn::Name) || column(StaffColumn::LastName) || column(StaffColumn::Login);
}

} // namespace assay::session
