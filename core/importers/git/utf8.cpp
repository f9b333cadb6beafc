// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/utf8.h"

#include <cerrno>
#include <iconv.h>

namespace assay::importers::git {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Length of the well-formed sequence at the front; 0 if there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0; // overlong
    if (first == 0xED && byte(1) > 0x9F) return 0; // surrogate
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;
    return length;
}

std::string fromLatin1(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else {
            out += static_cast<char>(0xC0U | (byte >> 6U));
            out += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return out;
}

std::string convert(std::string_view text, iconv_t converter)
{
    std::string out;
    std::string from(text);
    char* in = from.data();
    std::size_t left = from.size();
    char buffer[4096];
    while (left > 0) {
        char* to = buffer;
        std::size_t room = sizeof buffer;
        const std::size_t done = iconv(converter, &in, &left, &to, &room);
        out.append(buffer, static_cast<std::size_t>(to - buffer));
        if (done != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
        out += kReplacement;
        ++in;
        --left;
    }
    return out;
}

} // namespace

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string toUtf8(std::string_view text, const std::string& encoding)
{
    if (!encoding.empty()) {
        const iconv_t converter = iconv_open("UTF-8", encoding.c_str());
        if (converter != iconv_t(-1)) {
            std::string out = convert(text, converter);
            iconv_close(converter);
            return out;
        }
    }
    return isUtf8(text) ? std::string(text) : fromLatin1(text);
}

} // namespace assay::importers::git
