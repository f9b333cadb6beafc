// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/oid.h"

#include <algorithm>

namespace assay::domain {
namespace {

int nibble(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

Oid::Oid(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() != 20 && bytes.size() != 32) return;
    std::copy(bytes.begin(), bytes.end(), m_bytes.begin());
    m_size = static_cast<std::uint8_t>(bytes.size());
}

std::optional<Oid> Oid::fromHex(std::string_view hex)
{
    if (hex.size() != 40 && hex.size() != 64) return std::nullopt;
    std::array<std::uint8_t, 32> bytes{};
    for (std::size_t i = 0; i < hex.size() / 2; ++i) {
        const int high = nibble(hex[2 * i]);
        const int low = nibble(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return Oid(std::span<const std::uint8_t>(bytes.data(), hex.size() / 2));
}

std::string Oid::hex() const
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(m_size * 2U);
    for (const auto byte : bytes()) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

} // namespace assay::domain
