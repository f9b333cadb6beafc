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
    if (word == "bot" && person.bot) return true;
    if (word == "program") return person.bot;
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

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = std::min(text.find(' ', begin), text.size());
        if (end > begin) words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

} // namespace

std::vector<std::size_t> peopleMatching(const PeopleBoard& board, const std::string& pattern)
{
    const auto words = wordsOf(asciiLowered(pattern));
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < board.people.size(); ++i) {
        const auto& person = board.people[i];
        if (std::all_of(words.begin(), words.end(), [&person](const auto& word) { return fits(person, word); }))
            found.push_back(i);
    }
    return found;
}

} // namespace assay::session
