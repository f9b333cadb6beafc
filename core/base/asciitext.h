// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// Small text work on UTF-8 where only ASCII letters have a case: rule files, trailers, ticket keys, addresses.
namespace assay {

[[nodiscard]] constexpr char lowerAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr bool isAsciiUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr bool isAsciiAlpha(char c)
{
    return lowerAscii(c) >= 'a' && lowerAscii(c) <= 'z';
}
[[nodiscard]] constexpr bool isAsciiDigit(char c)
{
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool isAsciiAlnum(char c)
{
    return isAsciiAlpha(c) || isAsciiDigit(c);
}

[[nodiscard]] std::string asciiLowered(std::string_view text);
[[nodiscard]] bool equalsNoCase(std::string_view a, std::string_view b);
/// Byte offset of `needle` (given in lower case) in `text`, ignoring ASCII case; npos where there is none.
[[nodiscard]] std::size_t findNoCase(std::string_view text, std::string_view lowerNeedle, std::size_t from = 0);
/// Without blanks, tabs, CR and LF at both ends.
[[nodiscard]] std::string_view trimmedAscii(std::string_view text);

/// Whether `text` as a whole matches `pattern`, ignoring ASCII case. `*` stands for any run of bytes, everything else
/// for itself, brackets included ("claude[bot]@*"). Linear in practice and without backtracking beyond the last `*`, so
/// a pattern from a user's file cannot make an import hang as a regular expression could. `lowerPattern` must be in
/// lower case.
[[nodiscard]] bool globMatches(std::string_view lowerPattern, std::string_view text);

/// Calls `visit(line)` for every line, without its line end. `visit` returns false to stop.
template <class Visit>
void forEachLine(std::string_view text, Visit visit)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (!visit(line) || end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

} // namespace assay
