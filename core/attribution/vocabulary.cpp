// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/vocabulary.h"

#include "base/asciitext.h"

#include <algorithm>
#include <vector>

namespace assay::attribution {
namespace {

/// A trailer names a tool at its beginning; what is longer is a sentence that mentions one.
constexpr std::size_t kLongestValue = 120;
constexpr std::size_t kNamingWords = 3;

/// Lower-case words of letters, and whether digits follow somewhere: "Cursor-Claude-4-Sonnet" → cursor claude sonnet,
/// with a digit.
struct ValueWords
{
    std::vector<std::string> words;
    bool digits = false;
    bool markAfterFirst = false; ///< ':' '(' '/' ',' right after the first word
};

ValueWords wordsOf(std::string_view value)
{
    ValueWords found;
    std::string word;
    const auto flush = [&](char next) {
        if (word.empty()) return;
        if (found.words.empty()) found.markAfterFirst = next == ':' || next == '/' || next == ',' || next == '(';
        found.words.push_back(std::move(word));
        word.clear();
    };
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (isAsciiDigit(c)) found.digits = true;
        if (isAsciiAlpha(c))
            word.push_back(lowerAscii(c));
        else
            flush(c == ' ' && i + 1 < value.size() && value[i + 1] == '(' ? '(' : c);
    }
    flush('\0');
    return found;
}

std::optional<std::string> lookUp(const std::unordered_map<std::string, std::string>& map, const std::string& word)
{
    const auto found = map.find(word);
    return found == map.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

std::optional<std::string> Vocabulary::toolIn(std::string_view value) const
{
    const std::size_t open = value.find('<');
    if (open != std::string_view::npos || value.find('@') != std::string_view::npos) {
        std::string_view address = open == std::string_view::npos ? trimmedAscii(value) : value.substr(open + 1);
        address = address.substr(0, address.find('>'));
        if (!addresses.contains(asciiLowered(address))) return std::nullopt;
    }
    const ValueWords parts = wordsOf(value.substr(0, open));
    if (parts.words.empty() || value.size() > kLongestValue) return std::nullopt;
    if (const auto person = lookUp(personLike, parts.words.front())) {
        bool company = parts.digits || parts.markAfterFirst || parts.words.size() == 1;
        for (const std::string& word : parts.words) company = company || modelWords.contains(word);
        if (company) return person;
    }
    for (std::size_t i = 0; i < std::min(parts.words.size(), kNamingWords); ++i)
        if (auto tool = lookUp(tools, parts.words[i])) return tool;
    return std::nullopt;
}

} // namespace assay::attribution
