// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/linetable.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace assay::lineage {
namespace {

constexpr std::size_t kBlock = 256;

std::uint64_t load(const char* from)
{
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    return word;
}

/// Both halves of a 128-bit product: 16 bytes of a line per multiplication.
std::uint64_t fold(std::uint64_t a, std::uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t hashLine(std::string_view line)
{
    constexpr std::uint64_t kA = 0x9E3779B97F4A7C15ULL;
    constexpr std::uint64_t kB = 0xD6E8FEB86659FD93ULL;
    std::uint64_t h = line.size() * kB;
    const char* at = line.data();
    std::size_t left = line.size();
    for (; left > 16; left -= 16, at += 16) h = fold(load(at) ^ kA ^ h, load(at + 8) ^ kB);
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    if (left >= 8) {
        low = load(at);
        high = load(at + left - 8);
    } else {
        std::memcpy(&low, at, left);
    }
    return fold(low ^ kA ^ h, high ^ kB ^ h);
}

} // namespace

void splitLines(std::string_view text, std::vector<std::string_view>& lines)
{
    while (!text.empty()) {
        const void* feed = std::memchr(text.data(), '\n', text.size());
        const std::size_t size =
            feed == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(feed) - text.data()) + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
}

std::uint32_t countLines(std::string_view text)
{
    // Eight bytes at a time: a byte's top bit stays clear exactly where it equals the line feed. Each lane counts up to
    // 255.
    constexpr std::uint64_t kFeeds = 0x0A0A0A0A0A0A0A0AULL;
    constexpr std::uint64_t kLow = 0x7F7F7F7F7F7F7F7FULL;
    constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
    std::uint32_t lines = 0;
    std::size_t at = 0;
    while (at + 8 <= text.size()) {
        std::uint64_t lanes = 0;
        for (int i = 0; i < 255 && at + 8 <= text.size(); ++i, at += 8) {
            const std::uint64_t differ = load(text.data() + at) ^ kFeeds;
            lanes += (~(((differ & kLow) + kLow) | differ) >> 7U) & kOnes;
        }
        lines += static_cast<std::uint32_t>(
            ((lanes & 0x00FF00FF00FF00FFULL) + ((lanes >> 8U) & 0x00FF00FF00FF00FFULL)) * 0x0001000100010001ULL >> 48U);
    }
    for (; at < text.size(); ++at) lines += text[at] == '\n' ? 1 : 0;
    return lines + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

std::size_t commonPrefix(std::string_view a, std::string_view b)
{
    const std::size_t size = std::min(a.size(), b.size());
    std::size_t at = 0;
    while (at + kBlock <= size && std::memcmp(a.data() + at, b.data() + at, kBlock) == 0) at += kBlock;
    if constexpr (std::endian::native == std::endian::little)
        for (; at + 8 <= size; at += 8)
            if (const auto differ = load(a.data() + at) ^ load(b.data() + at); differ != 0)
                return at + static_cast<std::size_t>(std::countr_zero(differ)) / 8;
    while (at < size && a[at] == b[at]) ++at;
    return at;
}

std::size_t commonSuffix(std::string_view a, std::string_view b)
{
    const std::size_t size = std::min(a.size(), b.size());
    const char* endA = a.data() + a.size();
    const char* endB = b.data() + b.size();
    std::size_t at = 0;
    while (at + kBlock <= size && std::memcmp(endA - at - kBlock, endB - at - kBlock, kBlock) == 0) at += kBlock;
    if constexpr (std::endian::native == std::endian::little)
        for (; at + 8 <= size; at += 8)
            if (const auto differ = load(endA - at - 8) ^ load(endB - at - 8); differ != 0)
                return at + static_cast<std::size_t>(std::countl_zero(differ)) / 8;
    while (at < size && endA[-1 - static_cast<std::ptrdiff_t>(at)] == endB[-1 - static_cast<std::ptrdiff_t>(at)]) ++at;
    return at;
}

/// A cheap first look at a line: its length and its end. Beginnings are alike too often.
std::size_t LineTable::filterBit(std::string_view line)
{
    std::uint64_t end = 0;
    if (line.size() >= 8)
        end = load(line.data() + line.size() - 8);
    else
        std::memcpy(&end, line.data(), line.size());
    return static_cast<std::size_t>((end ^ line.size()) * 0x9E3779B97F4A7C15ULL >> 52U);
}

void LineTable::reset(std::size_t lines)
{
    m_lines.clear();
    const std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, lines * 2));
    m_slots.assign(slots, 0);
    m_mask = slots - 1;
}

std::size_t LineTable::slot(std::string_view line, std::uint64_t hash) const
{
    std::size_t at = hash & m_mask;
    while (m_slots[at] != 0) {
        const Line& known = m_lines[m_slots[at] - 1];
        if (known.hash == hash && known.text == line) break;
        at = (at + 1) & m_mask;
    }
    return at;
}

void LineTable::grow()
{
    m_slots.assign(m_slots.size() * 2, 0);
    m_mask = m_slots.size() - 1;
    for (std::uint32_t number = 0; number < m_lines.size(); ++number) {
        std::size_t at = m_lines[number].hash & m_mask;
        while (m_slots[at] != 0) at = (at + 1) & m_mask;
        m_slots[at] = number + 1;
    }
}

std::uint32_t LineTable::add(std::string_view line, int side)
{
    const auto hash = hashLine(line);
    const std::size_t at = slot(line, hash);
    std::uint32_t number = m_slots[at] - 1;
    if (m_slots[at] == 0) {
        number = static_cast<std::uint32_t>(m_lines.size());
        m_lines.push_back({line, hash, {}});
        m_slots[at] = number + 1;
        if (m_lines.size() * 4 > m_slots.size() * 3) grow();
    }
    ++m_lines[number].count[static_cast<std::size_t>(side)];
    return number;
}

void LineTable::prepareCounting(bool unpaired)
{
    m_filter.fill(0);
    for (const auto& line : m_lines) {
        if (unpaired && line.count[0] > 0 && line.count[1] > 0) continue;
        const std::size_t bit = filterBit(line.text);
        m_filter[bit / 64] |= std::uint64_t{1} << bit % 64;
    }
}

void LineTable::countIfKnown(std::string_view line)
{
    const std::size_t bit = filterBit(line);
    if ((m_filter[bit / 64] >> bit % 64 & 1U) == 0) return;
    const std::size_t at = slot(line, hashLine(line));
    if (m_slots[at] == 0) return;
    auto& known = m_lines[m_slots[at] - 1];
    ++known.count[0];
    ++known.count[1];
}

} // namespace assay::lineage
