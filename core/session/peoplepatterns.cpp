// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/asciitext.h"
#include "session/peopleboard.h"

#include <algorithm>

namespace assay::session {
namespace {

/// `*` stands for any text; the pattern may fit anywhere.
bool occurs(const std::string& text, const std::string& pattern)
{
    std::size_t from = 0;
    std::size_t begin = 0;
    while (begin <= pattern.size()) {
        const auto star = std::min(pattern.find('*', begin), pattern.size());
        const auto part = pattern.substr(begin, star - begin);
        const auto found = text.find(part, from);
        if (found == std::string::npos) return false;
        from = found + part.size();
        begin = star + 1;
    }
    return true;
}

bool anyOccurs(const std::vector<std::string>& texts, const std::string& pattern)
{
    return std::any_of(texts.begin(), texts.end(),
                       [&pattern](const auto& text) { return occurs(asciiLowered(text), pattern); });
}

bool fits(const BoardPerson& person, const std::string& word)
{
    if (word == "unmapped") return !person.mapped;
    if (word == "mapped") return person.mapped;
    if (word == "bot") return person.bot;
    if (word.starts_with("path:")) return anyOccurs(person.places, word.substr(5));
    if (word.starts_with("team:")) return occurs(asciiLowered(person.team), word.substr(5));
    if (word.starts_with('@'))
        return std::any_of(person.identities.begin(), person.identities.end(), [&word](const auto& identity) {
            const auto value = asciiLowered(identity.value);
            const auto at = value.find('@');
            return at != std::string::npos && occurs(value.substr(at), word);
        });
    if (occurs(asciiLowered(person.name), word) || occurs(asciiLowered(person.team), word)) return true;
    return std::any_of(person.identities.begin(), person.identities.end(),
                       [&word](const auto& identity) { return occurs(asciiLowered(identity.value), word); });
}

std::vector<std::string> split(const std::string& text, const char* separators)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const auto end = std::min(text.find_first_of(separators, begin), text.size());
        parts.emplace_back(trimmedAscii(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return parts;
}

const BoardPerson* personOf(const PeopleBoard& board, const BoardIdentity& identity)
{
    for (const auto& person : board.people)
        for (const auto& own : person.identities)
            if (own.kind == identity.kind && own.value == identity.value) return &person;
    return nullptr;
}

/// The separator a pasted line uses: a table copied from a spreadsheet has tabs, a CSV commas or semicolons.
const char* separatorOf(const std::string& line)
{
    for (const char* separator : {"\t", ";", ","})
        if (line.find(separator) != std::string::npos) return separator;
    return "\t";
}

bool isHeader(const std::vector<std::string>& cells)
{
    return std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return asciiLowered(cell) == "team"; });
}

} // namespace

std::vector<std::size_t> peopleMatching(const PeopleBoard& board, const std::string& pattern)
{
    std::vector<std::string> words;
    for (auto& word : split(asciiLowered(pattern), " "))
        if (!word.empty()) words.push_back(std::move(word));
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < board.people.size(); ++i) {
        const auto& person = board.people[i];
        if (std::all_of(words.begin(), words.end(), [&person](const auto& word) { return fits(person, word); }))
            found.push_back(i);
    }
    return found;
}

PastedRoster pastedRoster(const PeopleBoard& board, const std::string& text, std::optional<Day> from)
{
    PastedRoster pasted;
    std::size_t teamColumn = std::string::npos;
    bool first = true;
    for (const auto& line : split(text, "\r\n")) {
        if (line.empty()) continue;
        const auto cells = split(line, separatorOf(line));
        if (first && isHeader(cells)) {
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (asciiLowered(cells[i]) == "team") teamColumn = i;
            first = false;
            continue;
        }
        first = false;
        // Without a header the team is the last cell that is no address; the others say who it is.
        auto column = teamColumn;
        if (column == std::string::npos)
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (i > 0 && !cells[i].empty() && cells[i].find('@') == std::string::npos) column = i;
        const BoardPerson* person = nullptr;
        for (std::size_t i = 0; i < cells.size() && person == nullptr; ++i) {
            if (i == column || cells[i].empty()) continue;
            if (const auto identity = identityNamed(board, cells[i])) person = personOf(board, *identity);
        }
        if (person == nullptr || column >= cells.size() || cells[column].empty())
            pasted.unknown.push_back(line);
        else
            pasted.decisions.push_back(teamOf(*person, cells[column], from, std::nullopt));
    }
    return pasted;
}

} // namespace assay::session
