// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/messagewords.h"

#include "lineage/declaredorigins.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace assay::lineage {
namespace {

constexpr std::size_t kLeastHex = 7;
constexpr std::size_t kMostHex = 64;

constexpr std::array<std::string_view, 27> kCommonWords{
    "the", "an",   "of", "to",  "in", "for", "and", "fix", "fixes", "add", "is",   "on",   "with", "from",
    "use", "when", "if", "not", "be", "it",  "by",  "as",  "at",    "or",  "this", "that", "into"};
constexpr std::array<std::string_view, 37> kTidyingWords{
    "cleanup",  "clean",      "cleanups", "style",    "indent",   "indentation", "whitespace",  "spelling",
    "typo",     "typos",      "rename",   "renamed",  "reformat", "format",      "coccinelle",  "copyright",
    "license",  "spdx",       "convert",  "constify", "const",    "refactor",    "refactoring", "move",
    "moved",    "reorganize", "simplify", "remove",   "unused",   "drop",        "sparse",      "warning",
    "warnings", "include",    "headers",  "header",   "static"};

/// Hands each run of letters, digits and underscores to `take`, in lower case.
template <class Take>
void forEachToken(std::string_view text, Take take)
{
    std::string token;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const auto c = i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(' ');
        if (std::isalnum(c) != 0 || c == '_') {
            token += static_cast<char>(std::tolower(c));
            continue;
        }
        if (!token.empty()) take(std::string_view(token));
        token.clear();
    }
}

/// FNV-1a.
std::uint64_t hashOf(std::string_view word)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

template <class List>
bool contains(const List& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

Words wordsOf(std::string_view text)
{
    Words words;
    forEachToken(text, [&](std::string_view word) {
        if (word.size() > 1 && !contains(kCommonWords, word)) words.push_back(hashOf(word));
    });
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

std::string withoutTrailers(std::string_view message)
{
    std::string kept;
    while (!message.empty()) {
        const auto end = std::min(message.find('\n'), message.size());
        const auto line = message.substr(0, end);
        if (declaredOrigins(line).empty()) kept.append(line) += '\n';
        message.remove_prefix(std::min(end + 1, message.size()));
    }
    return kept;
}

std::string areaOf(std::string_view subject)
{
    std::string area(subject.substr(0, std::min(subject.find(':'), subject.size())));
    if (area.size() == subject.size()) return {};
    std::transform(area.begin(), area.end(), area.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return area;
}

bool speaksOfFix(std::string_view subject)
{
    if (subject.find("fix") != std::string_view::npos || subject.find("Fix") != std::string_view::npos) return true;
    bool found = false;
    forEachToken(subject, [&](std::string_view word) { found = found || word == "bug" || word == "fixed"; });
    return found;
}

bool speaksOfTidying(std::string_view subject)
{
    bool found = false;
    forEachToken(subject, [&](std::string_view word) { found = found || contains(kTidyingWords, word); });
    return found;
}

std::vector<std::string> idsIn(std::string_view text)
{
    std::vector<std::string> ids;
    forEachToken(text, [&](std::string_view word) {
        if (word.size() >= kLeastHex && word.size() <= kMostHex &&
            word.find_first_not_of("0123456789abcdef") == std::string_view::npos)
            ids.emplace_back(word);
    });
    return ids;
}

} // namespace assay::lineage
