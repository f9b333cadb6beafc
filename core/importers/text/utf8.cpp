// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/utf8.h"

#include <QString>

#include <algorithm>
#include <array>

namespace assay::importers {
namespace {

unsigned char byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

/// Length of the valid character at `i`, 0 if there is none.
std::size_t validLength(std::string_view text, std::size_t i)
{
    const auto lead = byteAt(text, i);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (length == 0 || lead > 0xF4 || i + length > text.size()) return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byteAt(text, i + k) & 0xC0) != 0x80) return 0;
    const auto second = byteAt(text, i + 1);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
        (lead == 0xF4 && second > 0x8F))
        return 0;
    return length;
}

// Windows-1252, 0x80 to 0x9F; the five unassigned ones are U+FFFD. 0xA0 to 0xFF are Latin-1.
constexpr std::array<char16_t, 32> kWindows1252{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

bool isBlankChar(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

} // namespace

std::size_t incompleteTail(std::string_view block)
{
    const std::size_t most = std::min<std::size_t>(3, block.size());
    for (std::size_t back = 1; back <= most; ++back) {
        const auto c = byteAt(block, block.size() - back);
        if ((c & 0xC0) == 0x80) continue;
        const std::size_t needs = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
        return needs > back ? back : 0;
    }
    return 0;
}

void appendUtf8(std::string& out, char32_t c)
{
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

std::string repairUtf8(std::string_view block)
{
    std::string out;
    out.reserve(block.size() + block.size() / 8);
    for (std::size_t i = 0; i < block.size();) {
        if (const auto length = validLength(block, i); length > 0) {
            out.append(block.substr(i, length));
            i += length;
            continue;
        }
        const auto c = byteAt(block, i++);
        appendUtf8(out, c < 0xA0 ? kWindows1252[c - 0x80U] : c);
    }
    return out;
}

std::size_t utf16ToUtf8(std::string_view block, bool bigEndian, bool last, std::string& out)
{
    const auto unit = [&](std::size_t i) {
        const auto a = byteAt(block, i);
        const auto b = byteAt(block, i + 1);
        return static_cast<char32_t>(bigEndian ? (a << 8) | b : (b << 8) | a);
    };
    std::size_t i = 0;
    while (i + 1 < block.size()) {
        const char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00) {
            if (i + 3 >= block.size() && !last) break;
            const char32_t low = i + 3 < block.size() ? unit(i + 2) : 0;
            if (low >= 0xDC00 && low < 0xE000) {
                appendUtf8(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
                i += 4;
                continue;
            }
        }
        appendUtf8(out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
        i += 2;
    }
    return last ? block.size() : i;
}

std::string_view cutUtf8(std::string_view text, std::size_t size)
{
    if (text.size() <= size) return text;
    while (size > 0 && (byteAt(text, size) & 0xC0) == 0x80) --size;
    return text.substr(0, size);
}

std::string foldCase(std::string_view text)
{
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toCaseFolded().toStdString();
    std::string folded(text);
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

std::string_view trimmed(std::string_view text)
{
    static constexpr std::string_view kNoBreak = "\xC2\xA0";
    static constexpr std::string_view kMark = "\xEF\xBB\xBF";
    for (bool again = true; again && !text.empty();) {
        again = true;
        if (isBlankChar(text.front()))
            text.remove_prefix(1);
        else if (isBlankChar(text.back()))
            text.remove_suffix(1);
        else if (text.starts_with(kNoBreak))
            text.remove_prefix(2);
        else if (text.ends_with(kNoBreak))
            text.remove_suffix(2);
        else if (text.starts_with(kMark))
            text.remove_prefix(3);
        else
            again = false;
    }
    return text;
}

} // namespace assay::importers
