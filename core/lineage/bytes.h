// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objectid.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace assay::lineage {

/// Appends numbers with 7 bits a byte, lowest first.
class ByteWriter
{
public:
    void number(std::uint64_t value)
    {
        char* to = room(kLongestNumber);
        std::size_t size = 0;
        for (; value >= 0x80; value >>= 7U) to[size++] = static_cast<char>(value | 0x80U);
        to[size++] = static_cast<char>(value);
        m_size += size;
    }
    /// Small positive and negative numbers alike stay short.
    void difference(std::int64_t value)
    {
        number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void raw(std::string_view bytes)
    {
        if (bytes.empty()) return;
        std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
        m_size += bytes.size();
    }
    void text(std::string_view bytes)
    {
        number(bytes.size());
        raw(bytes);
    }
    void id(const ObjectId& id) { raw({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}); }
    [[nodiscard]] std::string_view bytes() const { return {m_bytes.get(), m_size}; }

private:
    static constexpr std::size_t kLongestNumber = 10;
    static constexpr std::size_t kFirstRoom = 4096;

    /// Where at least `size` more bytes may be written.
    char* room(std::size_t size)
    {
        if (m_room - m_size < size) grow(size);
        return m_bytes.get() + m_size;
    }
    void grow(std::size_t size)
    {
        m_room = std::max({kFirstRoom, 2 * m_room, m_size + size});
        auto larger = std::make_unique_for_overwrite<char[]>(m_room);
        if (m_size > 0) std::memcpy(larger.get(), m_bytes.get(), m_size);
        m_bytes = std::move(larger);
    }

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_room = 0;
};

/// Reads what ByteWriter wrote. After the first thing that does not fit, `failed()` holds and everything reads as zero.
class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) {}

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if ((byte & 0x80U) == 0) return value;
        }
        m_failed = true;
        return 0;
    }
    std::uint32_t small()
    {
        const auto value = number();
        if (value > 0xFFFFFFFFU) m_failed = true;
        return m_failed ? 0 : static_cast<std::uint32_t>(value);
    }
    std::int64_t difference()
    {
        const auto value = number();
        return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }
    /// How many items follow, of which each takes at least one byte.
    std::size_t count()
    {
        const auto value = number();
        if (value > m_rest.size()) m_failed = true;
        return m_failed ? 0 : static_cast<std::size_t>(value);
    }
    std::string_view raw(std::size_t size)
    {
        if (size > m_rest.size()) m_failed = true;
        if (m_failed) return {};
        const auto bytes = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return bytes;
    }
    std::string_view text() { return raw(count()); }
    ObjectId id()
    {
        const auto bytes = raw(20);
        return bytes.empty() ? ObjectId{} : ObjectId::fromRaw(bytes.data());
    }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

} // namespace assay::lineage
