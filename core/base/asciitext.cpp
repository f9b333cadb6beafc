// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/asciitext.h"

namespace assay {

std::string asciiLowered(std::string_view text)
{
    std::string lowered(text);
    for (char& c : lowered) c = lowerAscii(c);
    return lowered;
}

bool equalsNoCase(std::string_view a, std::string_view b)
{
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lowerAscii(a[i]) != lowerAscii(b[i])) return false;
    return true;
}

std::size_t findNoCase(std::string_view text, std::string_view lowerNeedle, std::size_t from)
{
    if (lowerNeedle.empty()) return from <= text.size() ? from : std::string_view::npos;
    for (std::size_t i = from; i + lowerNeedle.size() <= text.size(); ++i) {
        std::size_t k = 0;
        while (k < lowerNeedle.size() && lowerAscii(text[i + k]) == lowerNeedle[k]) ++k;
        if (k == lowerNeedle.size()) return i;
    }
    return std::string_view::npos;
}

std::string_view trimmedAscii(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool globMatches(std::string_view lowerPattern, std::string_view text)
{
    // The last and the first character alone reject nearly everything, and most patterns are asked of every commit.
    const auto cannotBe = [](char pattern, char c) { return pattern != '*' && pattern != lowerAscii(c); };
    if (!lowerPattern.empty() && !text.empty() &&
        (cannotBe(lowerPattern.back(), text.back()) || cannotBe(lowerPattern.front(), text.front())))
        return false;
    // What follows the last '*' must end the text ("*[bot]@users.noreply.github.com").
    const std::size_t lastStar = lowerPattern.rfind('*');
    if (lastStar != std::string_view::npos) {
        const std::string_view tail = lowerPattern.substr(lastStar + 1);
        if (tail.size() > text.size()) return false;
        for (std::size_t i = 0; i < tail.size(); ++i)
            if (tail[tail.size() - 1 - i] != lowerAscii(text[text.size() - 1 - i])) return false;
    } else if (lowerPattern.size() != text.size()) {
        return false;
    }
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos; // the last '*' seen, and where its run ends so far
    std::size_t mark = 0;
    while (t < text.size()) {
        if (p < lowerPattern.size() && lowerPattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < lowerPattern.size() && lowerPattern[p] == lowerAscii(text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < lowerPattern.size() && lowerPattern[p] == '*') ++p;
    return p == lowerPattern.size();
}

} // namespace assay
