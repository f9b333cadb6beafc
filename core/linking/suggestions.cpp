// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/suggestions.h"

#include "base/asciitext.h"
#include "linking/identitywords.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace assay::linking {
namespace {

/// Larger groups (everybody called "admin") say nothing and would cost the square of their size.
constexpr std::size_t kLargestGroup = 25;
constexpr double kHighestScore = 0.98;

/// What stands for a person in the comparison: one identity, or the roster line of a person without one.
struct Face
{
    std::size_t person = 0;
    std::optional<std::size_t> identity;
    std::vector<std::vector<std::string>> names; ///< words of each display name
    std::string local;
    std::string canonical;
    std::string login;
};

struct Reason
{
    double score = 0;
    std::string text;
    bool operator<(const Reason& other) const { return score != other.score ? score > other.score : text < other.text; }
};

struct Pair
{
    const Face* a = nullptr;
    const Face* b = nullptr;
    std::set<Reason> reasons;
};

class Suggester
{
public:
    Suggester(const std::vector<Face>& faces, const std::set<std::pair<std::size_t, std::size_t>>& forbidden)
        : m_faces(faces), m_forbidden(forbidden)
    {
    }

    std::vector<Suggestion> run()
    {
        const auto fullNames = [](const Face& face, auto give) {
            for (const auto& words : face.names)
                if (words.size() >= 2) give(joinedWords(words));
        };
        const auto addressWords = [&fullNames](const Face& face, auto give) {
            give(spelled(face.local));
            give(spelled(face.login));
            fullNames(face, give);
        };
        const auto localAndLogin = [](const Face& face, auto give) {
            give(face.local);
            give(face.login);
        };
        const auto onlyOneLogin = [](const Face& a, const Face& b) { return a.login.empty() != b.login.empty(); };
        const auto otherwiseUnlike = [](const Face& a, const Face& b) {
            return !sharesName(a, b) && (a.local != b.local || a.local.empty());
        };
        group(
            0.95, [](const Face& face, auto give) { give(face.canonical); }, "e-mail alias of {}");
        group(0.9, fullNames, "same name ({})");
        group(
            0.6, [](const Face& face, auto give) { give(face.local); }, "shared local part {}",
            [](const Face& a, const Face& b) { return !onlyGivenNameAlike(a, b); });
        group(
            0.75, [](const Face& face, auto give) { give(face.login); }, "same login {} in another system");
        group(0.55, localAndLogin, "login and local part {}", onlyOneLogin);
        group(0.7, addressWords, "name spelled in the address ({})", otherwiseUnlike);
        nearNames();
        return collected();
    }

private:
    static bool sharesName(const Face& a, const Face& b)
    {
        return std::any_of(a.names.begin(), a.names.end(), [&b](const auto& n) {
            return std::find(b.names.begin(), b.names.end(), n) != b.names.end();
        });
    }
    /// Both go by full names, and these have nothing in common but the one word of their addresses: "adam@a" Adam Ash
    /// and "adam@b" Adam Birch.
    static bool onlyGivenNameAlike(const Face& a, const Face& b)
    {
        if (nameWords(a.local).size() > 1) return false;
        const auto surnames = [](const Face& face) {
            std::set<std::string> words;
            for (const auto& name : face.names)
                if (name.size() >= 2) words.insert(name.begin(), name.end());
            words.erase(face.local);
            return words;
        };
        const auto first = surnames(a);
        const auto second = surnames(b);
        return !first.empty() && !second.empty() &&
               std::none_of(first.begin(), first.end(), [&second](const auto& word) { return second.contains(word); });
    }
    /// "ada.example" and "example_ada" → "ada example"; single words give nothing.
    static std::string spelled(const std::string& word)
    {
        const auto words = nameWords(word);
        return words.size() >= 2 ? joinedWords(words) : std::string{};
    }

    template <class Keys>
    void group(double score, Keys keys, const char* reason)
    {
        group(score, keys, reason, [](const Face&, const Face&) { return true; });
    }

    template <class Keys, class Accept>
    void group(double score, Keys keys, const char* reason, Accept accept)
    {
        std::map<std::string, std::vector<std::size_t>> groups;
        for (std::size_t i = 0; i < m_faces.size(); ++i)
            keys(m_faces[i], [&](const std::string& key) {
                if (key.empty()) return;
                auto& members = groups[key];
                if (members.empty() || members.back() != i) members.push_back(i);
            });
        for (const auto& [key, members] : groups) {
            if (members.size() < 2 || members.size() > kLargestGroup) continue;
            // The more people share it, the less it says.
            const double weight = score * (members.size() <= 3 ? 1.0 : 3.0 / static_cast<double>(members.size()));
            for (std::size_t i = 0; i < members.size(); ++i)
                for (std::size_t k = i + 1; k < members.size(); ++k) {
                    const Face& a = m_faces[members[i]];
                    const Face& b = m_faces[members[k]];
                    if (accept(a, b)) propose(a, b, {weight, fmt::format(fmt::runtime(reason), key)});
                }
        }
    }

    /// Names that differ by a slip or a middle name, among those that share a word of four letters or more.
    void nearNames()
    {
        std::map<std::string, std::vector<std::pair<std::size_t, const std::vector<std::string>*>>> groups;
        for (std::size_t i = 0; i < m_faces.size(); ++i)
            for (const auto& words : m_faces[i].names)
                for (const std::string& word : words)
                    if (words.size() >= 2 && word.size() >= 4) groups[word].emplace_back(i, &words);
        for (const auto& [word, members] : groups) {
            if (members.size() < 2 || members.size() > kLargestGroup) continue;
            for (std::size_t i = 0; i < members.size(); ++i)
                for (std::size_t k = i + 1; k < members.size(); ++k) compareNames(members[i], members[k]);
        }
    }

    using Named = std::pair<std::size_t, const std::vector<std::string>*>;
    void compareNames(const Named& a, const Named& b)
    {
        if (*a.second == *b.second) return;
        const auto& shorter = a.second->size() <= b.second->size() ? *a.second : *b.second;
        const auto& longer = a.second->size() <= b.second->size() ? *b.second : *a.second;
        const std::string shortName = joinedWords(shorter);
        const std::string longName = joinedWords(longer);
        if (shorter.size() < longer.size() &&
            std::includes(longer.begin(), longer.end(), shorter.begin(), shorter.end()))
            propose(m_faces[a.first], m_faces[b.first], {0.65, fmt::format("{} within {}", shortName, longName)});
        else if (shortName.size() >= 8 && editDistance(shortName, longName, 1) == 1)
            propose(m_faces[a.first], m_faces[b.first], {0.6, fmt::format("{} is nearly {}", shortName, longName)});
    }

    void propose(const Face& a, const Face& b, Reason reason)
    {
        if (a.person == b.person) return;
        const Face& first = a.person < b.person ? a : b;
        const Face& second = a.person < b.person ? b : a;
        if (m_forbidden.contains({first.person, second.person})) return;
        Pair& pair = m_pairs[{first.person, second.person}];
        if (pair.reasons.empty() || reason < *pair.reasons.begin()) {
            pair.a = &first;
            pair.b = &second;
        }
        pair.reasons.insert(std::move(reason));
    }

    std::vector<Suggestion> collected() const
    {
        std::vector<Suggestion> found;
        for (const auto& [people, pair] : m_pairs) {
            const Face& named = pair.a->identity ? *pair.a : *pair.b;
            const Face& other = pair.a->identity ? *pair.b : *pair.a;
            if (!named.identity) continue; // two roster lines: the roster has the last word
            Suggestion suggestion{*named.identity, other.identity, named.person, other.person, 0, {}};
            double none = 1;
            for (const Reason& reason : pair.reasons) {
                none *= 1 - reason.score;
                suggestion.reason += (suggestion.reason.empty() ? "" : "; ") + reason.text;
            }
            suggestion.score = std::min(kHighestScore, 1 - none);
            if (suggestion.b && *suggestion.b < suggestion.a) {
                std::swap(suggestion.a, *suggestion.b);
                std::swap(suggestion.personA, suggestion.personB);
            }
            found.push_back(std::move(suggestion));
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const Suggestion& x, const Suggestion& y) { return x.score > y.score; });
        return found;
    }

    const std::vector<Face>& m_faces;
    const std::set<std::pair<std::size_t, std::size_t>>& m_forbidden;
    std::map<std::pair<std::size_t, std::size_t>, Pair> m_pairs;
};

void addName(Face& face, std::string_view name)
{
    auto words = nameWords(name);
    if (isPlaceholder(words)) return;
    if (!words.empty() && std::find(face.names.begin(), face.names.end(), words) == face.names.end())
        face.names.push_back(std::move(words));
}

Face faceOf(const Identity& identity, std::size_t index, std::size_t person)
{
    Face face;
    face.person = person;
    face.identity = index;
    for (const std::string& name : identity.names) addName(face, name);
    const std::string noReply = loginOfNoReply(identity.value);
    if (!noReply.empty()) {
        face.login = noReply;
    } else if (identity.kind == IdentityKind::Email) {
        face.local = localPart(identity.value);
        face.canonical = canonicalEmail(identity.value);
    } else if (identity.kind == IdentityKind::Login || identity.kind == IdentityKind::Name) {
        const std::string bare = bareLogin(identity.value);
        if (bare.find(' ') != std::string::npos || identity.kind == IdentityKind::Name)
            addName(face, bare);
        else if (bare.size() >= 3)
            face.login = bare;
    }
    return face;
}

} // namespace

std::vector<Suggestion> suggestJoins(std::span<const Identity> identities, std::span<const RosterPerson> roster,
                                     const std::vector<Person>& people, const std::vector<std::size_t>& personOf,
                                     std::span<const ManualDecision> decisions)
{
    std::set<std::pair<std::size_t, std::size_t>> forbidden;
    for (const ManualDecision& decision : decisions) {
        if (decision.same || decision.a >= personOf.size() || decision.b >= personOf.size()) continue;
        forbidden.insert(std::minmax(personOf[decision.a], personOf[decision.b]));
    }
    std::vector<Face> faces;
    for (std::size_t i = 0; i < identities.size(); ++i)
        if (!people[personOf[i]].bot) faces.push_back(faceOf(identities[i], i, personOf[i]));
    for (std::size_t p = 0; p < people.size(); ++p) {
        if (!people[p].roster) continue;
        Face face;
        face.person = p;
        // The roster's name speaks for an identity of that person, if there is one.
        if (!people[p].identities.empty()) face.identity = people[p].identities.front();
        addName(face, roster[*people[p].roster].name);
        faces.push_back(std::move(face));
    }
    return Suggester(faces, forbidden).run();
}

} // namespace assay::linking
