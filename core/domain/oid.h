// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace assay::domain {

/// A Git object id: 20 bytes (SHA-1) or 32 (SHA-256). An empty one means "none".
class Oid
{
public:
    Oid() = default;
    /// Raw bytes; anything but 20 or 32 of them gives an empty id.
    explicit Oid(std::span<const std::uint8_t> bytes);
    /// 40 or 64 hex digits, nothing else.
    [[nodiscard]] static std::optional<Oid> fromHex(std::string_view hex);

    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {m_bytes.data(), m_size}; }
    [[nodiscard]] std::string hex() const;
    [[nodiscard]] std::string shortHex(std::size_t digits = 7) const { return hex().substr(0, digits); }

    auto operator<=>(const Oid&) const = default;

private:
    std::array<std::uint8_t, 32> m_bytes{};
    std::uint8_t m_size = 0;
};

} // namespace assay::domain

template <>
struct std::hash<assay::domain::Oid>
{
    std::size_t operator()(const assay::domain::Oid& oid) const noexcept
    {
        std::size_t h = 0;
        if (!oid.empty()) std::memcpy(&h, oid.bytes().data(), sizeof h);
        return h;
    }
};
