// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/people.h"

#include "attribution/markers.h"
#include "base/asciitext.h"
#include "linking/identities.h"
#include "session/derive/decided.h"
#include "session/ruleparts.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace assay::session {
namespace {

/// Lines of one person over time become one roster person: same name, and an address or login in common (or none at
/// all).
std::vector<linking::RosterPerson> rosterPeople(const std::vector<domain::RosterRecord>& lines)
{
    std::vector<linking::RosterPerson> people;
    const auto shares = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
        return std::any_of(a.begin(), a.end(),
                           [&b](const auto& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
    };
    const auto merge = [](std::vector<std::string>& into, const std::vector<std::string>& from) {
        for (const auto& x : from)
            if (std::find(into.begin(), into.end(), x) == into.end()) into.push_back(x);
    };
    for (const auto& line : lines) {
        const auto known = std::find_if(people.begin(), people.end(), [&](const auto& p) {
            const bool bare = line.emails.empty() && line.logins.empty();
            return p.name == line.person && (bare || shares(p.emails, line.emails) || shares(p.logins, line.logins));
        });
        if (known == people.end()) {
            people.push_back({line.person, line.emails, line.logins});
            continue;
        }
        merge(known->emails, line.emails);
        merge(known->logins, line.logins);
    }
    return people;
}

/// The name that a `.mailmap` gives an address comes before those of its commits.
std::unordered_map<std::string, std::string> properNames(const Raw& raw)
{
    std::unordered_map<std::string, std::string> names;
    for (const auto& alias : raw.aliases)
        if (alias.name.empty() && !alias.properName.empty())
            names.insert_or_assign(asciiLowered(alias.email), alias.properName);
    return names;
}

std::vector<linking::Identity> identitiesOf(const Raw& raw, const Decided& decided, const Rules& rules)
{
    std::set<std::int64_t> bots;
    for (const auto& pull : raw.pulls) {
        const auto& p = pull.pullRequest;
        if (p.authorIsBot) bots.insert(raw.identityOf(p.system, p.author));
        for (const auto& review : p.reviews)
            if (review.bot) bots.insert(raw.identityOf(p.system, review.reviewer));
    }
    const auto proper = properNames(raw);
    std::vector<linking::Identity> list;
    list.reserve(raw.identities.size());
    for (const auto& row : raw.identities) {
        linking::Identity identity;
        identity.kind = linking::identityKindFrom(row.kind);
        identity.value = row.value;
        identity.names = row.names;
        const auto colon = row.value.find(':');
        const auto login = row.kind == "login" && colon != std::string::npos ? row.value.substr(colon + 1) : row.value;
        const auto& name = row.names.empty() ? login : row.names.front();
        const auto id = row.id.value;
        identity.human = decided.humans.count(id) != 0;
        identity.bot =
            !identity.human && (bots.count(id) != 0 || decided.bots.count(id) != 0 || decided.tools.count(id) != 0 ||
                                attribution::isMachine(name, login, rules.parts().attribution));
        if (const auto known = proper.find(row.value); row.kind == "email" && known != proper.end())
            identity.names.insert(identity.names.begin(), known->second);
        list.push_back(std::move(identity));
    }
    return list;
}

} // namespace

std::int64_t PeopleFound::personOf(const Raw& raw, const std::string& system, const std::string& who) const
{
    const auto found = personOfIdentity.find(raw.identityOf(system, who));
    return found == personOfIdentity.end() ? 0 : found->second;
}

PeopleFound findPeople(const Raw& raw, const Rules& rules)
{
    const auto decided = decidedOf(raw);
    const auto identities = identitiesOf(raw, decided, rules);
    const auto resolution =
        linking::resolveIdentities(identities, rosterPeople(raw.roster), decided.pairs, raw.aliases);
    PeopleFound found;
    found.conflicts = resolution.conflicts;
    for (std::size_t i = 0; i < resolution.people.size(); ++i) {
        const auto& person = resolution.people[i];
        const auto id = static_cast<std::int64_t>(i) + 1;
        found.people.push_back({{id}, person.name, person.bot, person.roster.has_value()});
        found.bot.emplace(id, person.bot);
    }
    for (std::size_t i = 0; i < identities.size(); ++i) {
        const auto person = static_cast<std::int64_t>(resolution.personOf[i]) + 1;
        found.identities.push_back({raw.identities[i].id, {person}, resolution.reasonOf[i]});
        found.personOfIdentity.emplace(raw.identities[i].id.value, person);
    }
    for (const auto& s : resolution.suggestions)
        if (s.b) found.suggestions.push_back({raw.identities[s.a].id, raw.identities[*s.b].id, s.score, s.reason});
    found.authorOfCommit.reserve(raw.commits.size());
    for (const auto& commit : raw.commits) {
        const auto author = found.personOfIdentity.find(commit.author.value);
        found.authorOfCommit.push_back(author == found.personOfIdentity.end() ? 0 : author->second);
    }
    return found;
}

} // namespace assay::session
