// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/fixes.h"

#include "base/asciitext.h"

#include <algorithm>
#include <array>

namespace assay::linking {
namespace {

constexpr std::array<std::string_view, 8> kFixWords{"fix",    "fixes",  "fixed", "fixing",
                                                    "bugfix", "hotfix", "fixup", "bug"};
/// After these a "fix" is housekeeping, not the repair of a defect in the product.
constexpr std::array<std::string_view, 37> kHousekeeping{
    "typo",   "typos",         "spelling", "grammar",    "test",       "tests",     "testing",     "lint",
    "linter", "style",         "format",   "formatting", "whitespace", "indent",    "indentation", "doc",
    "docs",   "documentation", "readme",   "comment",    "comments",   "changelog", "warning",     "warnings",
    "ci",     "build",         "merge",    "conflict",   "conflicts",  "rebase",    "clippy",      "eslint",
    "pylint", "clang-tidy",    "rustfmt",  "copyright",  "license"};
constexpr std::array<std::string_view, 9> kBugTypes{"bug",        "defect", "incident", "problem", "fault",
                                                    "regression", "hotfix", "fehler",   "error"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isHex(char c)
{
    return isAsciiDigit(c) || (lowerAscii(c) >= 'a' && lowerAscii(c) <= 'f');
}

/// Hex digits at the start of `text`, if there are 7 to 64 of them, followed by no letter.
std::string objectIdAt(std::string_view text)
{
    std::size_t n = 0;
    while (n < text.size() && isHex(text[n])) ++n;
    if (n < 7 || n > 64 || (n < text.size() && isAsciiAlnum(text[n]))) return {};
    return asciiLowered(text.substr(0, n));
}

/// The next run of letters, digits and inner hyphens from `pos`, in lower case; `pos` moves behind it.
std::string nextWord(std::string_view text, std::size_t& pos)
{
    while (pos < text.size() && !isAsciiAlnum(text[pos])) ++pos;
    const std::size_t start = pos;
    while (pos < text.size() && (isAsciiAlnum(text[pos]) || text[pos] == '-')) ++pos;
    return asciiLowered(text.substr(start, pos - start));
}

/// "fix(scope)!: text" → type, scope and the text. Without the form: an empty type and the whole subject.
struct Conventional
{
    std::string type;
    std::string scope;
    std::string_view text;
};

Conventional conventional(std::string_view subject)
{
    std::size_t i = 0;
    while (i < subject.size() && isAsciiAlpha(subject[i])) ++i;
    Conventional found{{}, {}, subject};
    if (i == 0 || i == subject.size()) return found;
    std::size_t end = i;
    if (subject[end] == '(') {
        const std::size_t close = subject.find(')', end);
        if (close == std::string_view::npos) return found;
        found.scope = asciiLowered(subject.substr(end + 1, close - end - 1));
        end = close + 1;
    }
    if (end < subject.size() && subject[end] == '!') ++end;
    if (end >= subject.size() || subject[end] != ':') {
        found.scope.clear();
        return found;
    }
    found.type = asciiLowered(subject.substr(0, i));
    found.text = trimmedAscii(subject.substr(end + 1));
    return found;
}

/// Whether one of the first words names housekeeping.
bool housekeeping(std::string_view text)
{
    std::size_t pos = 0;
    for (int i = 0; i < 4; ++i) {
        const std::string word = nextWord(text, pos);
        if (word.empty()) return false;
        if (among(kHousekeeping, word)) return true;
    }
    return false;
}

/// A ticket key or tag before the words: "[PAY-12] Fix x", "PAY-12: fix x".
std::string_view withoutKey(std::string_view subject)
{
    if (subject.starts_with('[')) {
        const std::size_t close = subject.find(']');
        if (close != std::string_view::npos) return trimmedAscii(subject.substr(close + 1));
    }
    const std::size_t blank = subject.find(' ');
    const std::string_view first = subject.substr(0, blank);
    if (blank != std::string_view::npos && first.find('-') != std::string_view::npos &&
        first.find_first_of("0123456789") != std::string_view::npos)
        return trimmedAscii(subject.substr(blank + 1));
    return subject;
}

void readSubject(std::string_view whole, RepairSigns& signs)
{
    if (whole.starts_with("Merge ")) return;
    const Conventional parts = conventional(whole);
    if (parts.type == "revert") {
        signs.revert = true;
        signs.why = "conventional commit revert";
        return;
    }
    if (parts.type == "fix" || parts.type == "hotfix" || parts.type == "bugfix") {
        signs.fix = !among(kHousekeeping, parts.scope) && !housekeeping(parts.text);
        if (signs.fix) signs.why = "conventional commit " + parts.type;
        return;
    }
    if (!parts.type.empty() && parts.type.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos &&
        (parts.type == "feat" || parts.type == "docs" || parts.type == "test" || parts.type == "chore" ||
         parts.type == "style" || parts.type == "refactor" || parts.type == "ci" || parts.type == "build"))
        return;
    const std::string_view text = withoutKey(whole);
    for (const std::string_view part : {text, parts.text}) { // "net: fix a leak" as well
        std::size_t pos = 0;
        const std::string word = nextWord(part, pos);
        if (!among(kFixWords, word) || word == "fixup" || (word == "bug" && part.substr(pos, 4) != " fix")) continue;
        signs.fix = !housekeeping(part.substr(pos));
        if (signs.fix) signs.why = "subject begins with " + word;
        return;
    }
}

/// Revert "Revert "x"" and Reapply "x" restore; Revert "x" takes back.
bool readRevertSubject(std::string_view subject, RepairSigns& signs)
{
    constexpr std::string_view kRevert = "Revert \"";
    if (subject.starts_with("Reapply \"") || subject.starts_with("Revert \"Revert \"")) {
        signs.reapply = true;
        signs.why = "reapplies";
        return true;
    }
    if (!subject.starts_with(kRevert)) return false;
    signs.revert = true;
    signs.why = "revert subject";
    const std::size_t close = subject.rfind('"');
    signs.revertedSubject = std::string(
        subject.substr(kRevert.size(), close > kRevert.size() ? close - kRevert.size() : std::string_view::npos));
    return true;
}

void readLine(std::string_view line, RepairSigns& signs)
{
    constexpr std::string_view kReverts = "this reverts commit ";
    const std::size_t reverts = findNoCase(line, kReverts);
    if (reverts != std::string_view::npos) {
        std::string id = objectIdAt(line.substr(reverts + kReverts.size()));
        if (!id.empty()) signs.reverts.push_back(std::move(id));
    }
    constexpr std::string_view kFixes = "fixes:";
    if (line.size() > kFixes.size() && equalsNoCase(line.substr(0, kFixes.size()), kFixes)) {
        std::string_view value = trimmedAscii(line.substr(kFixes.size()));
        if (value.starts_with("commit ")) value = trimmedAscii(value.substr(7));
        std::string id = objectIdAt(value);
        // "Fixes: 1234567" is as likely a ticket's number.
        const bool number = id.find_first_not_of("0123456789") == std::string::npos && id.size() < 12;
        if (!id.empty() && !number) signs.fixes.push_back(std::move(id));
    }
}

} // namespace

RepairSigns readRepairSigns(std::string_view message)
{
    RepairSigns signs;
    const std::string_view subject = trimmedAscii(message.substr(0, message.find('\n')));
    if (!readRevertSubject(subject, signs)) readSubject(subject, signs);
    forEachLine(message, [&](std::string_view line) {
        readLine(line, signs);
        return true;
    });
    if (signs.reapply) return signs;
    if (!signs.reverts.empty() && !signs.revert) {
        signs.revert = true;
        signs.why = "reverts a commit";
    }
    if (!signs.fixes.empty() && !signs.fix) {
        signs.fix = true;
        signs.why = "Fixes trailer";
    }
    return signs;
}

bool isBugTicket(std::string_view type, std::span<const std::string> labels)
{
    const auto names = [](std::string_view text) {
        std::size_t pos = 0;
        for (std::string word = nextWord(text, pos); !word.empty(); word = nextWord(text, pos))
            if (among(kBugTypes, word)) return true;
        return false;
    };
    if (names(type)) return true;
    return std::any_of(labels.begin(), labels.end(), [&](const std::string& label) {
        // "bug", "type: bug", "kind/bug", but not "not-a-bug" or "bug-bash-2024".
        const std::size_t mark = label.find_last_of(":/");
        const std::string_view leaf =
            trimmedAscii(std::string_view(label).substr(mark == std::string::npos ? 0 : mark + 1));
        return among(kBugTypes, asciiLowered(leaf));
    });
}

namespace {

constexpr std::array<std::string_view, 6> kSecurityWords{"security", "vulnerability", "vulnerabilities",
                                                         "vuln",     "cve",           "cwe"};
constexpr std::array<std::string_view, 12> kComplianceWords{"compliance", "regulatory", "regulation", "audit",
                                                            "gdpr",       "dsgvo",      "sox",        "pci",
                                                            "hipaa",      "soc2",       "dora-act",   "privacy"};

/// Words whose number or kind follows a hyphen: "CVE-2026-1", "PCI-DSS". Of others the whole word counts, so that
/// "not-security" and "audit-log" are none.
constexpr std::array<std::string_view, 6> kAcronyms{"cve", "cwe", "gdpr", "sox", "pci", "hipaa"};

template <std::size_t kCount>
bool anyLabelHas(std::span<const std::string> labels, const std::array<std::string_view, kCount>& words)
{
    const auto listed = [&words](std::string_view word) {
        const auto head = word.substr(0, word.find('-'));
        const bool acronym = std::find(kAcronyms.begin(), kAcronyms.end(), head) != kAcronyms.end();
        return std::find(words.begin(), words.end(), acronym ? head : word) != words.end();
    };
    return std::any_of(labels.begin(), labels.end(), [&listed](const std::string& label) {
        std::size_t pos = 0;
        for (std::string word = nextWord(label, pos); !word.empty(); word = nextWord(label, pos))
            if (listed(word)) return true;
        return false;
    });
}

} // namespace

bool hasSecurityLabel(std::span<const std::string> labels)
{
    return anyLabelHas(labels, kSecurityWords);
}

bool hasComplianceLabel(std::span<const std::string> labels)
{
    return anyLabelHas(labels, kComplianceWords);
}

} // namespace assay::linking
