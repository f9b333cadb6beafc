// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attribution/vocabulary.h"
#include "base/instant.h"
#include "base/result.h"
#include "domain/provenance.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace assay::attribution {

/// Within these days (both included) a rule's certainty is another one: a tool that for a while signed everything.
struct CertaintyWindow
{
    DayRange days;
    double certainty = 0;
};

/// One marker. Patterns are lower-case globs (see `globMatches`); within one key any pattern may match, and all keys
/// given must. Which keys are given decides where the rule looks:
///   as        identity slots: "author", "committer", "login" or the key of a trailer ("co-authored-by",
///   "signed-off-by");
///             narrowed by email and name, and by not_email and not_name
///   trailer   keys of trailers; narrowed by value, or by names_tool: the value must name an AI tool or model
///   line      a whole line of the message, without what decorates its beginning (emoji, blanks)
///   subject   the first line
///   label     a label of the pull request
struct Rule
{
    std::string id;
    std::string tool; ///< catalogue id; empty with names_tool: the vocabulary says
    std::vector<std::string> as;
    std::vector<std::string> emails;
    std::vector<std::string> names;
    std::vector<std::string> notEmails;
    std::vector<std::string> notNames;
    std::vector<std::string> trailers;
    std::vector<std::string> values;
    std::vector<std::string> lines;
    std::vector<std::string> subjects;
    std::vector<std::string> labels;
    bool namesTool = false;
    std::optional<domain::EvidenceRole> role; ///< absent: what the slot says
    double certainty = 0.9;                   ///< that the tool wrote part of the commit, 0 to 1
    std::vector<CertaintyWindow> windows;
    bool autonomous = false; ///< as author it worked alone
    bool automation = false; ///< dependabot and the like: no AI, and no human-only work either
    bool ask = false;        ///< a self-chosen identity: no evidence, a question to the user

    [[nodiscard]] double certaintyOn(Instant at) const;
};

/// The marker rules of one or several files, ready for matching. Immutable after loading; safe to share between
/// threads.
class RuleSet
{
public:
    /// Reads one rule file. Errors name `file`, the line and the remedy; a rule with an unknown key is an error, not
    /// ignored.
    [[nodiscard]] static Result<RuleSet> parse(std::string_view toml, std::string_view file = "attribution.toml");
    /// Rules of `later` replace rules of the same id; `enabled = false` in it removes one.
    void merge(const RuleSet& later);

    [[nodiscard]] const std::vector<Rule>& rules() const { return m_rules; }
    [[nodiscard]] const Rule* find(std::string_view id) const;
    [[nodiscard]] int version() const { return m_version; }
    [[nodiscard]] const Vocabulary& vocabulary() const { return m_vocabulary; }

    using Candidates = std::vector<std::uint16_t>; ///< indices into rules()
    [[nodiscard]] const Candidates& forSlot(std::string_view lowerSlot) const;
    [[nodiscard]] const Candidates& forTrailer(std::string_view lowerKey) const;
    /// Line rules whose pattern begins with this byte (lower case), and those that begin with `*`.
    [[nodiscard]] const Candidates& forLineStart(char lower) const
    {
        return m_lineStart[static_cast<unsigned char>(lower)];
    }
    [[nodiscard]] const Candidates& withSubject() const { return m_subject; }
    [[nodiscard]] const Candidates& withLabel() const { return m_label; }

private:
    void index();

    int m_version = 1;
    std::vector<Rule> m_rules;
    std::vector<std::string> m_disabled;
    Vocabulary m_vocabulary;
    std::unordered_map<std::string, Candidates> m_slots;
    std::unordered_map<std::string, Candidates> m_trailers;
    std::vector<Candidates> m_lineStart = std::vector<Candidates>(256);
    Candidates m_subject;
    Candidates m_label;
};

/// A tool as users know it.
struct Tool
{
    std::string id;
    std::string title;
    std::string vendor;
};
/// Reads resources/rules/tools.toml.
[[nodiscard]] Result<std::vector<Tool>> parseTools(std::string_view toml, std::string_view file = "tools.toml");

} // namespace assay::attribution
