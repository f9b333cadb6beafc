// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/identities.h"

#include "base/asciitext.h"
#include "linking/identitywords.h"
#include "linking/suggestions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace assay::linking {
namespace {

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

constexpr std::array<std::string_view, 12> kBotAddresses{
    "noreply@github.com",     "support@dependabot.com", "action@github.com", "actions@github.com",
    "bot@renovateapp.com",    "noreply@gitlab.com",     "snyk-bot@snyk.io",  "noreply@anthropic.com",
    "cursoragent@cursor.com", "noreply@openai.com",     "codex@openai.com",  "aider@aider.chat"};
constexpr std::array<std::string_view, 9> kBotLogins{"dependabot",  "renovate",     "github-actions",
                                                     "web-flow",    "renovate-bot", "copilot",
                                                     "greenkeeper", "snyk-bot",     "mergify"};

/// "github:octocat" → the name space in which the login is unique. Copilot reports GitHub logins.
std::string loginSpace(std::string_view login)
{
    const std::size_t colon = login.find(':');
    const std::string system = colon == std::string_view::npos ? std::string{} : asciiLowered(login.substr(0, colon));
    return system == "copilot" ? "github" : system;
}

/// Union-find over identities (first) and roster people (after them). A group holds at most one roster person and is
/// either human or program; joins that would break this are refused and reported.
class Joiner
{
public:
    Joiner(std::span<const Identity> identities, std::span<const RosterPerson> roster,
           std::span<const ManualDecision> decisions)
        : m_identities(identities), m_roster(roster), m_parent(identities.size() + roster.size()),
          m_rosterOf(m_parent.size(), kNobody), m_bot(m_parent.size(), false), m_reason(identities.size())
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
        for (std::size_t r = 0; r < roster.size(); ++r) m_rosterOf[identities.size() + r] = r;
        for (std::size_t i = 0; i < identities.size(); ++i)
            m_bot[i] = identities[i].bot || (!identities[i].human && looksLikeBot(identities[i]));
        for (const ManualDecision& d : decisions)
            if (!d.same && d.a < identities.size() && d.b < identities.size()) m_apart.emplace_back(d.a, d.b);
    }

    std::size_t find(std::size_t x)
    {
        while (m_parent[x] != x) x = m_parent[x] = m_parent[m_parent[x]];
        return x;
    }
    [[nodiscard]] bool isBot(std::size_t root) const { return m_bot[root]; }
    [[nodiscard]] std::size_t rosterOf(std::size_t root) const { return m_rosterOf[root]; }
    [[nodiscard]] std::string reason(std::size_t identity) const { return m_reason[identity]; }
    std::vector<std::string>& conflicts() { return m_conflicts; }

    void join(std::size_t a, std::size_t b, const std::string& reason)
    {
        const std::size_t x = find(a);
        const std::size_t y = find(b);
        if (x == y) return;
        if (m_bot[x] != m_bot[y]) return refuse(a, b, reason, "one of them is a program");
        if (m_rosterOf[x] != kNobody && m_rosterOf[y] != kNobody)
            return refuse(a, b, reason, "the roster lists them as two people");
        for (const auto& [p, q] : m_apart) {
            const std::size_t left = find(p);
            const std::size_t right = find(q);
            if ((left == x && right == y) || (left == y && right == x)) return;
        }
        for (const std::size_t node : {a, b})
            if (node < m_reason.size() && m_reason[node].empty()) m_reason[node] = reason;
        const std::size_t low = std::min(x, y);
        const std::size_t high = std::max(x, y);
        m_parent[high] = low;
        if (m_rosterOf[low] == kNobody) m_rosterOf[low] = m_rosterOf[high];
    }

private:
    [[nodiscard]] std::string nameOf(std::size_t node) const
    {
        return node < m_identities.size() ? m_identities[node].value : m_roster[node - m_identities.size()].name;
    }
    void refuse(std::size_t a, std::size_t b, const std::string& reason, const char* why)
    {
        m_conflicts.push_back(
            fmt::format("{} and {} seem to be one ({}), but {}: they stay apart; correct whichever source is wrong.",
                        nameOf(a), nameOf(b), reason, why));
    }

    std::span<const Identity> m_identities;
    std::span<const RosterPerson> m_roster;
    std::vector<std::size_t> m_parent;
    std::vector<std::size_t> m_rosterOf;
    std::vector<bool> m_bot;
    std::vector<std::string> m_reason;
    std::vector<std::pair<std::size_t, std::size_t>> m_apart;
    std::vector<std::string> m_conflicts;
};

/// Nodes that share a key are one person.
using Keys = std::map<std::string, std::vector<std::size_t>>;

void joinKeys(Joiner& joiner, const Keys& keys, const char* reason)
{
    for (const auto& [key, nodes] : keys)
        for (std::size_t i = 1; i < nodes.size(); ++i)
            joiner.join(nodes.front(), nodes[i], fmt::format(fmt::runtime(reason), key));
}

/// Keys of the identities: e-mail addresses and logins by name space.
struct IdentityKeys
{
    Keys emails;
    Keys logins;     ///< "github:octocat"
    Keys bareLogins; ///< "octocat", for roster lines that name no system
    Keys names;      ///< exported display names
};

IdentityKeys keysOf(std::span<const Identity> identities, std::span<const ManualDecision> decisions)
{
    std::vector<bool> alone(identities.size(), false);
    for (const auto& d : decisions)
        if (!d.same && d.a == d.b && d.a < alone.size()) alone[d.a] = true;
    IdentityKeys keys;
    for (std::size_t i = 0; i < identities.size(); ++i) {
        if (alone[i]) continue;
        const Identity& identity = identities[i];
        const auto login = [&](const std::string& space, const std::string& bare) {
            keys.logins[fmt::format("{}:{}", space, bare)].push_back(i);
            keys.bareLogins[bare].push_back(i);
        };
        const bool at = identity.value.find('@') != std::string::npos;
        if (identity.kind == IdentityKind::Email || (at && identity.kind != IdentityKind::Opaque)) {
            keys.emails[asciiLowered(identity.value)].push_back(i);
            if (!at) keys.bareLogins[asciiLowered(identity.value)].push_back(i); // "ada", or "ada at example.com"
            const std::string hidden = loginOfNoReply(identity.value);
            if (!hidden.empty())
                login(identity.value.find("gitlab") == std::string::npos ? "github" : "gitlab", hidden);
        } else if (identity.kind == IdentityKind::Login && identity.value.find(' ') == std::string::npos) {
            login(loginSpace(identity.value), bareLogin(identity.value));
        } else if (identity.kind == IdentityKind::Login || identity.kind == IdentityKind::Name) {
            keys.names[joinedWords(nameWords(bareLogin(identity.value)))].push_back(i);
        } else {
            keys.logins["id:" + identity.value].push_back(i);
            keys.bareLogins[asciiLowered(identity.value)].push_back(i);
        }
    }
    return keys;
}

void joinAll(Joiner& joiner, const std::vector<std::size_t>& nodes, std::size_t person, const std::string& reason)
{
    for (const std::size_t node : nodes) joiner.join(node, person, reason);
}

void joinRoster(Joiner& joiner, const IdentityKeys& keys, std::span<const RosterPerson> roster, std::size_t offset)
{
    const auto nodes = [](const Keys& map, const std::string& key) {
        const auto found = map.find(key);
        return found == map.end() ? std::vector<std::size_t>{} : found->second;
    };
    for (std::size_t r = 0; r < roster.size(); ++r) {
        for (const std::string& email : roster[r].emails)
            joinAll(joiner, nodes(keys.emails, asciiLowered(trimmedAscii(email))), offset + r, "e-mail on the roster");
        for (const std::string& login : roster[r].logins) {
            const std::string bare = bareLogin(trimmedAscii(login));
            const bool bound = login.find(':') != std::string::npos;
            const auto found =
                bound ? nodes(keys.logins, loginSpace(login) + ":" + bare) : nodes(keys.bareLogins, bare);
            joinAll(joiner, found, offset + r, "login on the roster");
        }
    }
    std::map<std::string, std::vector<std::size_t>> byName;
    for (std::size_t r = 0; r < roster.size(); ++r)
        byName[joinedWords(nameWords(roster[r].name))].push_back(offset + r);
    for (const auto& [name, identities] : keys.names) {
        const auto people = byName.find(name);
        if (!name.empty() && people != byName.end() && people->second.size() == 1)
            joinAll(joiner, identities, people->second.front(), "display name, the only one of the roster");
    }
}

/// Whoever an alias names has the proper address; that one may never have been seen itself.
void joinAliases(Joiner& joiner, const Keys& emails, std::span<const domain::AuthorAlias> aliases,
                 std::span<const Identity> identities)
{
    Keys proper;
    const auto holds = [&](const domain::AuthorAlias& alias, std::size_t node) {
        const auto& names = identities[node].names;
        if (alias.name.empty()) return true;
        return !names.empty() && std::all_of(names.begin(), names.end(), [&alias](const std::string& name) {
            return equalsNoCase(name, alias.name);
        });
    };
    for (const domain::AuthorAlias& alias : aliases) {
        const auto nodes = emails.find(asciiLowered(alias.email));
        if (alias.properEmail.empty() || nodes == emails.end()) continue;
        const std::string target = asciiLowered(alias.properEmail);
        auto& joined = proper[target];
        if (const auto known = emails.find(target); joined.empty() && known != emails.end()) joined = known->second;
        for (const std::size_t node : nodes->second)
            if (holds(alias, node)) joined.push_back(node);
    }
    joinKeys(joiner, proper, "a .mailmap says that it is {}");
}

std::string nameOf(const Person& person, std::span<const Identity> identities, std::span<const RosterPerson> roster)
{
    if (person.roster) return roster[*person.roster].name;
    const std::string* shown = nullptr; // the first, but rather a full name than a login
    for (const std::size_t i : person.identities)
        for (const std::string& name : identities[i].names) {
            const auto words = nameWords(name);
            const bool full = words.size() >= 2 && name.find(' ') != std::string::npos && !isPlaceholder(words);
            if (shown == nullptr) shown = &name;
            if (full) return name;
        }
    if (shown != nullptr) return *shown;
    const Identity& first = identities[person.identities.front()];
    return first.kind == IdentityKind::Login ? first.value.substr(first.value.find(':') + 1) : first.value;
}

} // namespace

IdentityKind identityKindFrom(std::string_view word)
{
    if (word == "email") return IdentityKind::Email;
    if (word == "login") return IdentityKind::Login;
    return word == "name" ? IdentityKind::Name : IdentityKind::Opaque;
}

std::string loginOfNoReply(std::string_view email)
{
    const std::string lower = asciiLowered(email);
    const std::size_t at = lower.find('@');
    if (at == std::string::npos) return {};
    const std::string_view host = std::string_view(lower).substr(at + 1);
    std::string_view local = std::string_view(lower).substr(0, at);
    const bool gitHub = host == "users.noreply.github.com" ||
                        (host.starts_with("users.noreply.") && host != "users.noreply.gitlab.com");
    if (!gitHub && host != "users.noreply.gitlab.com") return {};
    const std::size_t digits = local.find_first_not_of("0123456789");
    const char separator = gitHub ? '+' : '-';
    if (digits != std::string_view::npos && digits > 0 && local[digits] == separator) local.remove_prefix(digits + 1);
    return std::string(local);
}

bool looksLikeBot(const Identity& identity)
{
    const std::string value = asciiLowered(identity.value);
    const std::string bare = value.find('@') == std::string::npos ? bareLogin(value) : value;
    if (bare.find("[bot]") != std::string::npos) return true;
    if (std::find(kBotAddresses.begin(), kBotAddresses.end(), bare) != kBotAddresses.end()) return true;
    if (bare == bareLogin(value) && std::find(kBotLogins.begin(), kBotLogins.end(), bare) != kBotLogins.end())
        return true;
    if (bare.ends_with("-bot") && identity.kind == IdentityKind::Login) return true;
    return std::any_of(identity.names.begin(), identity.names.end(),
                       [](const std::string& name) { return asciiLowered(name).find("[bot]") != std::string::npos; });
}

Resolution resolveIdentities(std::span<const Identity> identities, std::span<const RosterPerson> roster,
                             std::span<const ManualDecision> decisions, std::span<const domain::AuthorAlias> aliases)
{
    Joiner joiner(identities, roster, decisions);
    for (const ManualDecision& decision : decisions)
        if (decision.same && decision.a < identities.size() && decision.b < identities.size())
            joiner.join(decision.a, decision.b, "decided by the user");
    const IdentityKeys keys = keysOf(identities, decisions);
    joinRoster(joiner, keys, roster, identities.size());
    joinKeys(joiner, keys.emails, "same e-mail {}");
    joinKeys(joiner, keys.logins, "same login {}");
    joinAliases(joiner, keys.emails, aliases, identities);

    Resolution result;
    std::vector<std::size_t> personOfRoot(identities.size() + roster.size(), kNobody);
    for (std::size_t r = 0; r < roster.size(); ++r) {
        personOfRoot[joiner.find(identities.size() + r)] = r;
        result.people.push_back({roster[r].name, false, r, {}});
    }
    for (std::size_t i = 0; i < identities.size(); ++i) {
        const std::size_t root = joiner.find(i);
        if (personOfRoot[root] == kNobody) {
            personOfRoot[root] = result.people.size();
            result.people.push_back({{}, joiner.isBot(root), {}, {}});
        }
        result.personOf.push_back(personOfRoot[root]);
        result.people[personOfRoot[root]].identities.push_back(i);
        const std::string reason = joiner.reason(i);
        result.reasonOf.push_back(reason.empty() ? "only identity" : reason);
    }
    for (Person& person : result.people) person.name = nameOf(person, identities, roster);
    result.suggestions = suggestJoins(identities, roster, result.people, result.personOf, decisions);
    result.conflicts = std::move(joiner.conflicts());
    return result;
}

} // namespace assay::linking
