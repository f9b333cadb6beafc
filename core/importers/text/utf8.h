// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace assay::importers {

/// Bytes at the end of `block` that begin a UTF-8 character without finishing it (0 to 3).
[[nodiscard]] std::size_t incompleteTail(std::string_view block);
/// Keeps valid UTF-8 and reads every other byte as Windows-1252.
[[nodiscard]] std::string repairUtf8(std::string_view block);
/// Appends UTF-8 to `out`; unpaired surrogates become U+FFFD. Returns the bytes used; a half character at the end is
/// left for the next block unless `last`.
[[nodiscard]] std::size_t utf16ToUtf8(std::string_view block, bool bigEndian, bool last, std::string& out);
/// Appends one code point.
void appendUtf8(std::string& out, char32_t c);
/// Cuts to at most `size` bytes without cutting a character.
[[nodiscard]] std::string_view cutUtf8(std::string_view text, std::size_t size);
/// Lower case without regard to language, for headers, statuses and month names.
[[nodiscard]] std::string foldCase(std::string_view text);
/// Without blanks, no-break blanks and byte-order marks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace assay::importers
