// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objects.h"

#include <array>
#include <bit>
#include <vector>

namespace assay::lineage {

/// Memory of dropped objects, kept for the next ones: a repository's blobs are of like sizes, and asking the system for
/// such pieces again and again costs more than filling them. For one thread.
class BufferPool
{
public:
    explicit BufferPool(std::size_t limit) : m_limit(limit) {}

    /// At least `size` bytes, not initialised.
    [[nodiscard]] std::unique_ptr<char[]> take(std::size_t size)
    {
        const std::size_t capacity = capacityFor(size);
        auto& free = m_free[classOf(capacity)];
        if (capacity > kLargest || free.empty()) return std::make_unique_for_overwrite<char[]>(capacity);
        auto buffer = std::move(free.back());
        free.pop_back();
        m_kept -= capacity;
        return buffer;
    }

    /// Memory that `take(size)` gave.
    void give(std::unique_ptr<char[]> buffer, std::size_t size)
    {
        const std::size_t capacity = capacityFor(size);
        if (capacity > kLargest) return;
        m_kept += capacity;
        m_free[classOf(capacity)].push_back(std::move(buffer));
        while (m_kept > m_limit) freeOne();
    }

    /// Recycles an object that nobody else holds.
    void give(ObjectRef&& object)
    {
        if (object.use_count() != 1) return;
        const std::size_t size = object->size();
        give(std::const_pointer_cast<ObjectBytes>(object)->release(), size);
    }

private:
    static constexpr std::size_t kSmallest = 64;
    static constexpr std::size_t kLargest = std::size_t{1} << 22U;
    static constexpr std::size_t kSteps = 1; ///< sizes per power of two: few, so that what was dropped fits again

    [[nodiscard]] static std::size_t capacityFor(std::size_t size)
    {
        const std::size_t least = size < kSmallest ? kSmallest : size;
        const std::size_t step = std::bit_floor(least) / kSteps;
        return (least + step - 1) / step * step;
    }
    [[nodiscard]] static std::size_t classOf(std::size_t capacity)
    {
        const std::size_t power = std::bit_floor(capacity);
        const auto exponent = static_cast<std::size_t>(std::bit_width(power)) - 1;
        return capacity > kLargest ? 0 : exponent * kSteps + (capacity - power) / (power / kSteps);
    }

    /// Frees a piece of one size after the other: sizes that are asked for no more die out.
    void freeOne()
    {
        do m_next = (m_next + 1) % m_free.size();
        while (m_free[m_next].empty());
        m_free[m_next].pop_back();
        const std::size_t power = std::size_t{1} << m_next / kSteps;
        m_kept -= power + m_next % kSteps * (power / kSteps);
    }

    std::size_t m_limit;
    std::size_t m_kept = 0;
    std::size_t m_next = 0;
    std::array<std::vector<std::unique_ptr<char[]>>, 23 * kSteps> m_free;
};

} // namespace assay::lineage
