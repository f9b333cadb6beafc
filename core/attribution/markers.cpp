// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/markers.h"

#include "base/asciitext.h"

#include <algorithm>

namespace assay::attribution {
namespace {

using domain::Evidence;
using domain::EvidenceRole;

constexpr std::size_t kLongestTrailerKey = 32;
constexpr std::size_t kEvidenceText = 200;

struct NameAndEmail
{
    std::string_view name;
    std::string_view email;
};

/// `Name <mail>`, `Name`, or a bare address.
NameAndEmail identityIn(std::string_view value)
{
    const std::size_t open = value.rfind('<');
    if (open == std::string_view::npos) {
        if (value.find('@') != std::string_view::npos && value.find(' ') == std::string_view::npos) return {{}, value};
        return {value, {}};
    }
    const std::string_view rest = value.substr(open + 1);
    return {trimmedAscii(value.substr(0, open)), trimmedAscii(rest.substr(0, rest.find('>')))};
}

bool anyMatches(const std::vector<std::string>& patterns, std::string_view text)
{
    return std::any_of(patterns.begin(), patterns.end(), [text](const std::string& p) { return globMatches(p, text); });
}

bool matchesIdentity(const Rule& rule, const NameAndEmail& who)
{
    if (!rule.emails.empty() && !anyMatches(rule.emails, who.email)) return false;
    if (!rule.names.empty() && !anyMatches(rule.names, who.name)) return false;
    return !anyMatches(rule.notEmails, who.email) && !anyMatches(rule.notNames, who.name);
}

std::string shortened(std::string_view text)
{
    if (text.size() <= kEvidenceText) return std::string(text);
    std::size_t end = kEvidenceText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end; // not inside a UTF-8 sequence
    return std::string(text.substr(0, end));
}

/// A line without the emoji, blanks and list marks that decorate footers.
std::string_view undecorated(std::string_view line)
{
    std::size_t i = 0;
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t' || (static_cast<unsigned char>(line[i]) & 0x80U) != 0))
        ++i;
    return trimmedAscii(line.substr(i));
}

/// Length of a trailer key at the start of `line`, or 0.
std::size_t trailerKey(std::string_view line)
{
    if (line.empty() || !isAsciiAlpha(line.front())) return 0;
    for (std::size_t i = 1; i < line.size() && i <= kLongestTrailerKey; ++i) {
        if (line[i] == ':') return i;
        if (!isAsciiAlnum(line[i]) && line[i] != '-') return 0;
    }
    return 0;
}

EvidenceRole roleOfSlot(std::string_view slot)
{
    if (slot == "author" || slot == "login") return EvidenceRole::Author;
    if (slot == "co-authored-by") return EvidenceRole::CoAuthor;
    return EvidenceRole::Assisted;
}

/// Collects what the rules find, one evidence per rule, the strongest place first seen.
class Collector
{
public:
    Collector(const RuleSet& rules, Instant at, Markers& into) : m_rules(rules), m_at(at), m_markers(into) {}

    /// Returns whether the identity is a tool's.
    bool identity(std::string_view slot, const NameAndEmail& who, std::string_view channel)
    {
        bool found = false;
        for (const std::uint16_t id : m_rules.forSlot(slot)) {
            const Rule& rule = m_rules.rules()[id];
            if (!matchesIdentity(rule, who)) continue;
            if (rule.ask)
                ask(rule, who, slot, channel);
            else if (rule.automation)
                m_automation = m_automation || slot == "author" || slot == "login";
            else {
                add(rule, rule.tool, rule.role.value_or(roleOfSlot(slot)), channel, text(who));
                found = true;
            }
            if (rule.autonomous && (slot == "author" || slot == "login")) m_markers.autonomous = true;
        }
        return found;
    }

    void message(std::string_view text)
    {
        // Only `git merge --squash` indents the messages it collects; elsewhere an indented trailer is a quotation.
        const bool indented = text.find("Squashed commit of the following:") != std::string_view::npos;
        bool first = true;
        forEachLine(text, [&](std::string_view whole) {
            if (first) subject(whole);
            first = false;
            line(indented ? trimmedAscii(whole) : whole);
            return true;
        });
    }

    void label(std::string_view text)
    {
        for (const std::uint16_t id : m_rules.withLabel()) {
            const Rule& rule = m_rules.rules()[id];
            if (anyMatches(rule.labels, text))
                add(rule, rule.tool, rule.role.value_or(EvidenceRole::Assisted), "label", text);
        }
    }

    void finish()
    {
        m_markers.automation = m_automation && m_markers.evidence.empty();
        // A workflow account that commits what an AI tool wrote: nobody typed it.
        m_markers.autonomous = m_markers.autonomous || (m_automation && !m_markers.evidence.empty());
    }

private:
    static std::string text(const NameAndEmail& who)
    {
        return shortened(std::string(who.name) + " <" + std::string(who.email) + ">");
    }

    void subject(std::string_view text)
    {
        for (const std::uint16_t id : m_rules.withSubject()) {
            const Rule& rule = m_rules.rules()[id];
            if (anyMatches(rule.subjects, text))
                add(rule, rule.tool, rule.role.value_or(EvidenceRole::Assisted), "subject", text);
        }
    }

    void line(std::string_view whole)
    {
        if (const std::size_t length = trailerKey(whole)) trailer(whole, length);
        const std::string_view bare = undecorated(whole);
        if (bare.empty()) return;
        for (const char start : {lowerAscii(bare.front()), '*'})
            for (const std::uint16_t id : m_rules.forLineStart(start)) {
                const Rule& rule = m_rules.rules()[id];
                if (anyMatches(rule.lines, bare))
                    add(rule, rule.tool, rule.role.value_or(EvidenceRole::Assisted), "footer", bare);
            }
    }

    void trailer(std::string_view whole, std::size_t length)
    {
        char key[kLongestTrailerKey + 1];
        std::transform(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length), key, lowerAscii);
        const std::string_view name(key, length);
        const std::string_view value = trimmedAscii(whole.substr(length + 1));
        const bool named = !m_rules.forSlot(name).empty() && identity(name, identityIn(value), "trailer");
        for (const std::uint16_t id : m_rules.forTrailer(name)) {
            const Rule& rule = m_rules.rules()[id];
            if (!rule.values.empty() && !anyMatches(rule.values, value)) continue;
            const auto tool =
                rule.namesTool ? m_rules.vocabulary().toolIn(value) : std::optional<std::string>(rule.tool);
            // "Some model <address of a tool>": the address has named the tool.
            if (!tool || (rule.namesTool && named)) continue;
            add(rule, rule.tool.empty() ? *tool : rule.tool, rule.role.value_or(EvidenceRole::Assisted), "trailer",
                whole);
        }
    }

    void ask(const Rule& rule, const NameAndEmail& who, std::string_view slot, std::string_view channel)
    {
        if (!m_markers.askRule.empty()) return;
        m_markers.askRule = rule.id;
        m_markers.askIdentity = text(who);
        m_markers.askName = who.name;
        m_markers.askEmail = who.email;
        m_markers.askChannel = channel;
        m_markers.askRole = rule.role.value_or(roleOfSlot(slot));
    }

    void add(const Rule& rule, const std::string& tool, EvidenceRole role, std::string_view channel,
             std::string_view found)
    {
        const auto same = std::find_if(m_markers.evidence.begin(), m_markers.evidence.end(),
                                       [&](const Evidence& e) { return e.rule == rule.id && e.tool == tool; });
        if (same != m_markers.evidence.end()) return;
        Evidence evidence;
        evidence.rule = rule.id;
        evidence.tool = tool;
        evidence.role = role;
        evidence.channel = channel;
        evidence.strength = rule.certaintyOn(m_at);
        evidence.text = shortened(found);
        m_markers.evidence.push_back(std::move(evidence));
    }

    const RuleSet& m_rules;
    Instant m_at;
    Markers& m_markers;
    bool m_automation = false;
};

/// "Merge <hex> into <hex>" as the whole subject.
bool isTestMerge(std::string_view message)
{
    constexpr std::string_view kStart = "Merge ";
    if (!message.starts_with(kStart)) return false;
    const std::string_view subject = trimmedAscii(message.substr(0, message.find('\n')).substr(kStart.size()));
    const std::size_t into = subject.find(" into ");
    if (into == std::string_view::npos) return false;
    const auto isHex = [](std::string_view text) {
        return text.size() >= 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    };
    return isHex(subject.substr(0, into)) && isHex(subject.substr(into + 6));
}

} // namespace

Markers markersOf(const CommitView& commit, const RuleSet& rules)
{
    Markers markers;
    if (isTestMerge(commit.message)) {
        markers.synthetic = true;
        return markers;
    }
    Collector collector(rules, commit.authoredAt, markers);
    collector.identity("author", {commit.authorName, commit.authorEmail}, "author");
    collector.identity("committer", {commit.committerName, commit.committerEmail}, "committer");
    collector.message(commit.message);
    collector.finish();
    return markers;
}

Markers markersOf(const PullRequestView& pullRequest, const RuleSet& rules)
{
    Markers markers;
    Collector collector(rules, pullRequest.createdAt, markers);
    collector.identity("login", {pullRequest.authorLogin, {}}, "author");
    collector.message(pullRequest.body);
    for (const std::string& label : pullRequest.labels) collector.label(label);
    collector.finish();
    return markers;
}

std::vector<Evidence> evidenceOf(const CommitView& commit, const RuleSet& rules)
{
    return markersOf(commit, rules).evidence;
}

const char* commitClassId(CommitClass type)
{
    switch (type) {
    case CommitClass::NoMarker:
        return "no-marker";
    case CommitClass::AiAssisted:
        return "ai-assisted";
    case CommitClass::AiAutonomous:
        return "ai-autonomous";
    case CommitClass::Automation:
        return "automation";
    case CommitClass::Ask:
        return "ask";
    }
    return "no-marker";
}

CommitClass classOf(const Markers& markers)
{
    if (!markers.evidence.empty()) return markers.autonomous ? CommitClass::AiAutonomous : CommitClass::AiAssisted;
    if (!markers.askRule.empty()) return CommitClass::Ask;
    return markers.automation ? CommitClass::Automation : CommitClass::NoMarker;
}

bool isMachine(std::string_view name, std::string_view emailOrLogin, const RuleSet& rules)
{
    const auto matches = [&](std::string_view slot, const NameAndEmail& who) {
        for (const std::uint16_t id : rules.forSlot(slot)) {
            const Rule& rule = rules.rules()[id];
            // A name alone ("Jane (aider)") marks a commit, it does not turn its author into a program.
            const bool own = rule.automation || !rule.emails.empty() || slot == "login";
            if (own && !rule.ask && matchesIdentity(rule, who)) return true;
        }
        return false;
    };
    if (emailOrLogin.find('@') == std::string_view::npos) return matches("login", {emailOrLogin, {}});
    return matches("author", {name, emailOrLogin});
}

} // namespace assay::attribution
