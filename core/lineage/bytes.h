// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objectid.h"

#include <array>
#include <string>
#include <string_view>

namespace assay::lineage {

/// Appends numbers with 7 bits a byte, lowest first.
class ByteWriter
{
public:
    void number(std::uint64_t value)
    {
        std::array<char, 10> coded{};
        std::size_t size = 0;
        for (; value >= 0x80; value >>= 7U) coded[size++] = static_cast<char>(value | 0x80U);
        coded[size++] = static_cast<char>(value);
        m_bytes.append(coded.data(), size);
    }
    /// Small positive and negative numbers alike stay short.
    void difference(std::int64_t value)
    {
        number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void raw(std::string_view bytes) { m_bytes += bytes; }
    void text(std::string_view bytes)
    {
        number(bytes.size());
        raw(bytes);
    }
    void id(const ObjectId& id) { m_bytes.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()); }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
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
