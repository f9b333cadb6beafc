// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commit.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Who is who. Identities (a git e-mail, a tool login, a ticket user) are joined to people only where that is certain;
/// what is merely likely is a suggestion with its reason, for a human to decide.
namespace assay::linking {

/// As stored: "email", "login", "name", "id".
enum class IdentityKind : std::uint8_t
{
    Email,
    Login,
    Name,
    Opaque
};
[[nodiscard]] IdentityKind identityKindFrom(std::string_view word);

struct Identity
{
    IdentityKind kind = IdentityKind::Email;
    std::string value;              ///< logins may carry their system: "github:octocat", "jira:Ada Example"
    std::vector<std::string> names; ///< display names seen with it, most frequent first
    bool bot = false;               ///< the caller knows it for a program (attribution's `isMachine`)
    bool human = false;             ///< the user said it is a person, whatever its words look like
};

/// One person of the roster. Equal names with different addresses are different people; lines of one person over time
/// must be merged before (same name, overlapping addresses).
struct RosterPerson
{
    std::string name;
    std::vector<std::string> emails;
    std::vector<std::string> logins; ///< "octocat", or "github:octocat" where it holds for one system only
};

/// A decision of the user: two identities are, or are not, the same person. `a` not the same as itself: it stands alone
/// but for decided joins.
struct ManualDecision
{
    std::size_t a = 0;
    std::size_t b = 0;
    bool same = true;
};

struct Person
{
    std::string name;
    bool bot = false;
    std::optional<std::size_t> roster;   ///< index into the roster
    std::vector<std::size_t> identities; ///< ascending; empty for a roster person of whom nothing was seen
};

/// Two people who may be one.
struct Suggestion
{
    std::size_t a = 0;            ///< an identity
    std::optional<std::size_t> b; ///< an identity of the other person; absent: a roster person of whom nothing was seen
    std::size_t personA = 0;      ///< in Resolution::people, personA != personB
    std::size_t personB = 0;
    double score = 0;   ///< 0 to 1: how sure we would be
    std::string reason; ///< "same name; shared local part ada.example"
};

struct Resolution
{
    std::vector<Person> people;          ///< roster people first, in their order; then by first identity
    std::vector<std::size_t> personOf;   ///< per identity
    std::vector<std::string> reasonOf;   ///< per identity: why it is that person's
    std::vector<Suggestion> suggestions; ///< by score, descending
    std::vector<std::string> conflicts;  ///< sentences: an address claimed by two people of the roster, a refused join
};

/// Joins, in this order: decisions of the user; e-mails and logins of the roster; equal e-mails; equal logins of one
/// system (GitHub and Copilot share theirs); GitHub's and GitLab's no-reply addresses with the login they contain; an
/// exported display name that is exactly one roster person's; addresses that a project's `.mailmap` joins. Equal logins
/// of different systems, names, local parts and aliases only give suggestions. Programs are people of their own,
/// flagged, and never joined with a human. The outcome does not depend on the order of the input, but for the numbering
/// of people. Near-linear: suggestions compare only identities that share a word, in groups of at most 25.
[[nodiscard]] Resolution resolveIdentities(std::span<const Identity> identities, std::span<const RosterPerson> roster,
                                           std::span<const ManualDecision> decisions = {},
                                           std::span<const domain::AuthorAlias> aliases = {});

/// Login within a GitHub or GitLab no-reply address ("123+octocat@users.noreply.github.com" → "octocat"); empty for
/// others.
[[nodiscard]] std::string loginOfNoReply(std::string_view email);
/// Whether the words of an identity alone show a program: "[bot]", "-bot", "noreply@github.com", …
[[nodiscard]] bool looksLikeBot(const Identity& identity);

} // namespace assay::linking
