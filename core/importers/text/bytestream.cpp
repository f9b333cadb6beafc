// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/bytestream.h"

#include "importers/text/rawsource.h"
#include "importers/text/utf8.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace assay::importers {
namespace {

enum class Encoding
{
    Utf8,
    Utf16Le,
    Utf16Be
};

/// Converts blocks to UTF-8; what does not fit into the caller's buffer waits in m_ready.
class TextSource final : public ByteStream
{
public:
    TextSource(std::unique_ptr<ByteStream> raw, Encoding encoding) : m_raw(std::move(raw)), m_encoding(encoding) {}

    Result<std::size_t> read(char* buffer, std::size_t size) override
    {
        if (m_pos == m_ready.size()) {
            if (m_encoding == Encoding::Utf8 && size >= 4096) return readUtf8(buffer, size);
            if (auto step = fill(std::max<std::size_t>(size, 4096)); !step) return Failure(step.error());
        }
        const auto count = std::min(size, m_ready.size() - m_pos);
        std::memcpy(buffer, m_ready.data() + m_pos, count);
        m_pos += count;
        return count;
    }
    std::int64_t consumed() const override { return m_raw->consumed(); }
    std::int64_t total() const override { return m_raw->total(); }
    bool repaired() const override { return m_repaired; }

private:
    /// Straight into the caller's buffer; a character cut at the end of the block is kept for the next one.
    Result<std::size_t> readUtf8(char* buffer, std::size_t size)
    {
        std::size_t have = m_carry.size();
        std::memcpy(buffer, m_carry.data(), have);
        m_carry.clear();
        const auto got = m_raw->read(buffer + have, size - have);
        if (!got) return got;
        have += *got;
        std::size_t whole = *got == 0 ? have : have - incompleteTail({buffer, have});
        m_carry.assign(buffer + whole, have - whole);
        if (whole == 0 && *got != 0) return readUtf8(buffer, size);
        if (simdjson::validate_utf8(buffer, whole)) return whole;
        m_repaired = true;
        m_ready = repairUtf8({buffer, whole});
        m_pos = std::min(size, m_ready.size());
        std::memcpy(buffer, m_ready.data(), m_pos);
        return m_pos;
    }

    Result<void> fill(std::size_t size)
    {
        m_pos = 0;
        m_ready.resize(size);
        if (m_encoding == Encoding::Utf8) {
            const auto got = readUtf8Block(size);
            if (!got) return Failure(got.error());
            return {};
        }
        std::string block = std::exchange(m_carry, {});
        const auto have = block.size();
        block.resize(have + size);
        const auto got = m_raw->read(block.data() + have, size);
        if (!got) return Failure(got.error());
        block.resize(have + *got);
        m_ready.clear();
        const auto used = utf16ToUtf8(block, m_encoding == Encoding::Utf16Be, *got == 0, m_ready);
        m_carry = block.substr(used);
        if (m_ready.empty() && *got != 0) return fill(size);
        return {};
    }

    Result<std::size_t> readUtf8Block(std::size_t size)
    {
        std::string block(size, '\0');
        m_ready.clear();
        auto got = readUtf8(block.data(), size);
        if (!got) return got;
        block.resize(*got);
        m_ready = block + m_ready.substr(std::min(m_pos, m_ready.size()));
        m_pos = 0;
        return got;
    }

    std::unique_ptr<ByteStream> m_raw;
    Encoding m_encoding;
    std::string m_carry;
    std::string m_ready;
    std::size_t m_pos = 0;
    bool m_repaired = false;
};

Result<std::string> peek(ByteStream& source, std::size_t count)
{
    std::string head(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        const auto got = source.read(head.data() + have, count - have);
        if (!got) return Failure(got.error());
        if (*got == 0) break;
        have += *got;
    }
    head.resize(have);
    return head;
}

struct KnownBinary
{
    std::string_view magic;
    const char* what;
};
using namespace std::string_view_literals;
constexpr std::array<KnownBinary, 6> kKnownBinaries{{
    {"PK\x03\x04"sv, "a ZIP archive or a spreadsheet; unpack it, or save the sheet as CSV, and import that"},
    {"%PDF"sv, "a PDF; export the data as CSV or JSON and import that"},
    {"SQLite format 3\0"sv, "a database; open a workspace instead of importing it"},
    {"\xD0\xCF\x11\xE0"sv, "an old Office document; save it as CSV and import that"},
    {"\x89PNG"sv, "a picture; export the data as CSV or JSON and import that"},
    {"BZh"sv, "packed with bzip2; unpack it first"},
}};

/// Text has no NUL and few control characters. Looking at the head is enough to tell, and keeps recognition cheap.
bool looksBinary(std::string_view head)
{
    std::size_t odd = 0;
    std::size_t nul = 0;
    for (const char c : head) {
        const auto u = static_cast<unsigned char>(c);
        if (u == 0) ++nul;
        if (u < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f') ++odd;
    }
    return nul * 64 > head.size() || odd * 16 > head.size();
}

/// UTF-16 without a mark: ASCII text has a zero in every second byte, always at the same side.
std::optional<Encoding> unmarkedUtf16(std::string_view head)
{
    if (head.size() < 8 || head.size() % 2 != 0) return std::nullopt;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] == '\0') ++zeros[i % 2];
    const auto half = head.size() / 2;
    if (zeros[1] * 10 > half * 7 && zeros[0] == 0) return Encoding::Utf16Le;
    if (zeros[0] * 10 > half * 7 && zeros[1] == 0) return Encoding::Utf16Be;
    return std::nullopt;
}

Result<std::unique_ptr<ByteStream>> layered(std::unique_ptr<ByteStream> raw, const std::string& name)
{
    for (int depth = 0; depth < 3; ++depth) {
        auto head = peek(*raw, 4);
        if (!head) return Failure(head.error());
        const bool gzip = head->starts_with("\x1f\x8b");
        const bool zstd = head->starts_with("\x28\xb5\x2f\xfd");
        raw = unreadSource(std::move(*head), std::move(raw));
        if (gzip)
            raw = gzipSource(std::move(raw), name);
        else if (zstd)
            raw = zstdSource(std::move(raw), name);
        else
            break;
    }
    return textSource(std::move(raw), name);
}

} // namespace

Result<std::unique_ptr<ByteStream>> textSource(std::unique_ptr<ByteStream> raw, std::string name)
{
    auto peeked = peek(*raw, 4096);
    if (!peeked) return Failure(peeked.error());
    std::string& head = *peeked;
    if (head.empty()) return failure(ErrorCode::InputMalformed, name + " is empty; export or download it again.");
    for (const auto& known : kKnownBinaries)
        if (head.starts_with(known.magic))
            return failure(ErrorCode::InputUnsupported, name + " is " + known.what + ".");
    Encoding encoding = Encoding::Utf8;
    std::size_t skip = 0;
    if (head.starts_with("\xEF\xBB\xBF"))
        skip = 3;
    else if (head.starts_with("\xFF\xFE"))
        encoding = Encoding::Utf16Le, skip = 2;
    else if (head.starts_with("\xFE\xFF"))
        encoding = Encoding::Utf16Be, skip = 2;
    else if (const auto guess = unmarkedUtf16(head))
        encoding = *guess;
    else if (looksBinary(head))
        return failure(ErrorCode::InputUnsupported,
                       name + " is a binary file, not text; export the data as CSV or JSON and import that.");
    const bool onlyMark = head.size() == skip;
    raw = unreadSource(head.substr(skip), std::move(raw));
    if (onlyMark) return failure(ErrorCode::InputMalformed, name + " is empty; export or download it again.");
    return std::make_unique<TextSource>(std::move(raw), encoding);
}

Result<std::unique_ptr<ByteStream>> openText(const std::string& path)
{
    auto file = fileSource(path);
    if (!file) return file;
    return layered(std::move(*file), path);
}

Result<std::unique_ptr<ByteStream>> openTextFromMemory(std::string bytes, const std::string& name)
{
    return layered(memorySource(std::move(bytes)), name);
}

Result<std::string> readUpTo(ByteStream& stream, std::size_t limit)
{
    return peek(stream, limit);
}

} // namespace assay::importers
