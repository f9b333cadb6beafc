// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/boardnames.h"

#include "base/asciitext.h"
#include "linking/identities.h"
#include "linking/identitywords.h"

#include <algorithm>

namespace assay::session {
namespace {

std::string keyOfName(std::string_view name)
{
    const auto words = linking::nameWords(name);
    return linking::isPlaceholder(words) ? std::string() : linking::joinedWords(words);
}

/// People come in the order of the board, so a repeated one is the last.
void addOnce(std::vector<std::size_t>& people, std::size_t person)
{
    if (people.empty() || people.back() != person) people.push_back(person);
}

} // namespace

BoardNames::BoardNames(const PeopleBoard& board)
{
    for (std::size_t p = 0; p < board.people.size(); ++p) {
        const auto& person = board.people[p];
        for (const auto& identity : person.identities) {
            m_exact[asciiLowered(identity.value)].push_back({p, &identity});
            addLogin(p, identity);
            for (const auto& name : identity.names) addOnce(m_byName[keyOfName(name)], p);
        }
        if (!person.identities.empty()) m_names[asciiLowered(person.name)].push_back({p, &person.identities.front()});
        addOnce(m_byName[keyOfName(person.name)], p);
    }
    m_byName.erase(std::string()); // names of no letters are nobody's
}

/// A login, or the one within an address that a forge made of it.
void BoardNames::addLogin(std::size_t person, const BoardIdentity& identity)
{
    const bool isLogin = identity.kind == "login";
    const auto login = isLogin ? linking::bareLogin(identity.value) : linking::loginOfNoReply(identity.value);
    if (login.empty() || (isLogin && login == asciiLowered(identity.value))) return;
    auto& candidates = m_logins[asciiLowered(login)];
    if (candidates.empty() || candidates.back().person != person)
        candidates.push_back({person, &identity});
    else if (isLogin)
        candidates.back().identity = &identity;
}

std::vector<BoardNames::Candidate> BoardNames::find(const std::string& text) const
{
    const auto asked = asciiLowered(trimmedAscii(text));
    if (const auto exact = m_exact.find(asked); exact != m_exact.end()) return exact->second;
    std::vector<Candidate> found;
    for (const auto* names : {&m_logins, &m_names})
        if (const auto some = names->find(asked); some != names->end())
            found.insert(found.end(), some->second.begin(), some->second.end());
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.person < b.person; });
    return found;
}

std::vector<std::size_t> BoardNames::withAccount(const std::string& text) const
{
    const auto asked = asciiLowered(trimmedAscii(text));
    std::vector<std::size_t> people;
    for (const auto* names : {&m_exact, &m_logins})
        if (const auto found = names->find(asked); found != names->end())
            for (const Candidate& candidate : found->second) people.push_back(candidate.person);
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    return people;
}

std::vector<std::size_t> BoardNames::withName(const std::string& text) const
{
    const auto found = m_byName.find(keyOfName(text));
    return found == m_byName.end() ? std::vector<std::size_t>() : found->second;
}

} // namespace assay::session
