// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/toolterms.h"

#include "linking/identities.h"
#include "store/words.h"

#include <algorithm>

namespace assay::session {
namespace {

using Terms = std::set<std::string>;

/// "@example.com" of an address, "github:" of a login; a no-reply address holds a login.
std::string termOf(const std::string& kind, const std::string& value)
{
    const auto at = value.rfind('@');
    if (kind != "login" && at != std::string::npos)
        return linking::loginOfNoReply(value).empty() ? store::lowered(value.substr(at)) : std::string("github:");
    const auto colon = value.find(':');
    return colon == std::string::npos ? kind + ":" : store::lowered(value.substr(0, colon + 1));
}

/// What a roster line says about a person beyond the identities that were seen.
Terms termsOfLine(const domain::RosterRecord& line)
{
    Terms terms;
    for (const auto& email : line.emails) terms.insert(termOf("email", email));
    for (const auto& login : line.logins)
        terms.insert(termOf("login", login.find(':') == std::string::npos ? "github:" + login : login));
    return terms;
}

/// Terms of the roster by the lower-case address or "system:login" that stands on the line.
std::unordered_map<std::string, Terms> rosterTerms(const std::vector<domain::RosterRecord>& roster)
{
    std::unordered_map<std::string, Terms> found;
    for (const auto& line : roster) {
        const auto terms = termsOfLine(line);
        for (const auto& email : line.emails) found[store::lowered(email)].insert(terms.begin(), terms.end());
        for (const auto& login : line.logins)
            found[store::lowered(login.find(':') == std::string::npos ? "github:" + login : login)].insert(
                terms.begin(), terms.end());
    }
    return found;
}

bool disjoint(const Terms& a, const Terms& b)
{
    return std::none_of(a.begin(), a.end(), [&b](const auto& term) { return b.count(term) != 0; });
}

} // namespace

std::unordered_map<std::int64_t, std::vector<std::string>>
unnamedTools(const Raw& raw, const std::unordered_map<std::int64_t, std::int64_t>& personOfIdentity,
             const ListedIdentities& listed)
{
    const auto roster = rosterTerms(raw.roster);
    std::unordered_map<std::int64_t, Terms> people;
    std::map<std::string, Terms> tools;
    for (const auto& row : raw.identities) {
        const auto term = termOf(row.kind, row.value);
        for (const auto& [tool, identities] : listed)
            if (identities.count(row.id.value) != 0) tools[tool].insert(term);
        const auto person = personOfIdentity.find(row.id.value);
        if (person == personOfIdentity.end()) continue;
        auto& terms = people[person->second];
        terms.insert(term);
        if (const auto line = roster.find(store::lowered(row.value)); line != roster.end())
            terms.insert(line->second.begin(), line->second.end());
    }
    std::unordered_map<std::int64_t, std::vector<std::string>> unnamed;
    for (const auto& [person, terms] : people)
        for (const auto& [tool, names] : tools)
            if (disjoint(terms, names)) unnamed[person].push_back(tool);
    return unnamed;
}

} // namespace assay::session
