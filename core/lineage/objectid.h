// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/oid.h"

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace assay::lineage {

/// A SHA-1 object id as packs and trees store it: 20 bytes, nothing else. All zero is "none".
struct ObjectId
{
    std::array<std::uint8_t, 20> bytes{};

    [[nodiscard]] bool none() const { return *this == ObjectId{}; }
    [[nodiscard]] static ObjectId fromRaw(const void* raw)
    {
        ObjectId id;
        std::memcpy(id.bytes.data(), raw, id.bytes.size());
        return id;
    }
    /// Exactly 40 hex digits.
    [[nodiscard]] static std::optional<ObjectId> fromHex(std::string_view hex);
    [[nodiscard]] static ObjectId fromOid(const domain::Oid& oid);
    [[nodiscard]] domain::Oid oid() const { return domain::Oid(bytes); }

    bool operator==(const ObjectId& other) const
    {
        return std::memcmp(bytes.data(), other.bytes.data(), bytes.size()) == 0;
    }
    std::strong_ordering operator<=>(const ObjectId& other) const
    {
        return std::memcmp(bytes.data(), other.bytes.data(), bytes.size()) <=> 0;
    }
};

/// Object ids are uniformly distributed: their first bytes are a hash.
struct ObjectIdHash
{
    std::size_t operator()(const ObjectId& id) const noexcept
    {
        std::size_t h = 0;
        std::memcpy(&h, id.bytes.data(), sizeof h);
        return h;
    }
};

} // namespace assay::lineage
