// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objectid.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

namespace assay::lineage {

/// The commits of an earlier reading, each with its number there: made anew for every later reading, of which most
/// commits are never asked for.
class KnownCommits
{
public:
    KnownCommits() = default;
    explicit KnownCommits(std::vector<ObjectId> ids)
        : m_ids(std::move(ids)), m_slots(std::bit_ceil(2 * m_ids.size() + 1), kFree)
    {
        for (std::uint32_t number = 0; number < m_ids.size(); ++number) m_slots[slotOf(m_ids[number])] = number;
    }

    [[nodiscard]] std::optional<std::uint32_t> find(const ObjectId& id) const
    {
        if (m_ids.empty()) return std::nullopt;
        const auto number = m_slots[slotOf(id)];
        return number != kFree ? std::optional(number) : std::nullopt;
    }

private:
    static constexpr std::uint32_t kFree = ~std::uint32_t{0};

    /// Where `id` is, or where it would be.
    [[nodiscard]] std::size_t slotOf(const ObjectId& id) const
    {
        const std::size_t last = m_slots.size() - 1;
        std::size_t slot = ObjectIdHash{}(id)&last;
        while (m_slots[slot] != kFree && m_ids[m_slots[slot]] != id) slot = (slot + 1) & last;
        return slot;
    }

    std::vector<ObjectId> m_ids;
    std::vector<std::uint32_t> m_slots; ///< open addressing, at most half full
};

} // namespace assay::lineage
