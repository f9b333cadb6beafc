// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/bufferpool.h"

#include <algorithm>

namespace assay::lineage {

/// Inflated objects, the least recently used dropped first once they exceed a number of bytes. For one thread.
/// Files are read path by path, newest first, so that few versions serve the next ones; keeping more would only mean
/// that every new version is written to memory which the processor's own caches no longer hold. Folders are read in the
/// order of history, across all of them, and get all the room there is.
class ObjectCache
{
public:
    struct Item
    {
        ObjectRef bytes;
        ObjectKind kind = ObjectKind::Blob;
    };

    /// What is dropped leaves its memory to `pool`.
    ObjectCache(std::size_t limit, BufferPool& pool) : m_limit(limit), m_pool(pool), m_slots(kFirstSlots, 0) {}

    [[nodiscard]] const Item* find(std::uint64_t key)
    {
        const std::uint32_t entry = m_slots[slotOf(key)];
        if (entry == 0) return nullptr;
        unlink(entry - 1);
        linkFront(entry - 1);
        return &m_entries[entry - 1].item;
    }

    /// `key` must not be there yet.
    void insert(std::uint64_t key, Item item)
    {
        if (item.bytes->size() > m_limit / 4) return; // one giant would drive everything else out
        const std::size_t limit = item.kind == ObjectKind::Blob
                                      ? std::clamp(kVersionsKept * item.bytes->size(), m_limit / 4, m_limit)
                                      : m_limit;
        m_used += item.bytes->size();
        const std::uint32_t entry = newEntry();
        m_entries[entry].key = key;
        m_entries[entry].item = std::move(item);
        linkFront(entry);
        m_slots[slotOf(key)] = entry + 1;
        while (m_used > limit) dropOldest();
        if (2 * (m_entries.size() - m_free.size()) > m_slots.size()) grow();
    }

private:
    static constexpr std::size_t kFirstSlots = 1024;
    static constexpr std::size_t kVersionsKept = 16; ///< of large files, whose chains of deltas cost most to walk twice
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};

    struct Entry
    {
        std::uint64_t key = 0;
        Item item;
        std::uint32_t newer = kNone;
        std::uint32_t older = kNone;
    };

    [[nodiscard]] std::size_t home(std::uint64_t key) const
    {
        return (key * 0x9E3779B97F4A7C15ULL >> 20U) & (m_slots.size() - 1);
    }
    /// Where `key` is, or the free slot where it belongs.
    [[nodiscard]] std::size_t slotOf(std::uint64_t key) const
    {
        std::size_t at = home(key);
        while (m_slots[at] != 0 && m_entries[m_slots[at] - 1].key != key) at = (at + 1) & (m_slots.size() - 1);
        return at;
    }

    std::uint32_t newEntry()
    {
        if (m_free.empty()) {
            m_entries.emplace_back();
            return static_cast<std::uint32_t>(m_entries.size() - 1);
        }
        const std::uint32_t entry = m_free.back();
        m_free.pop_back();
        return entry;
    }

    void linkFront(std::uint32_t entry)
    {
        m_entries[entry].newer = kNone;
        m_entries[entry].older = m_newest;
        (m_newest == kNone ? m_oldest : m_entries[m_newest].newer) = entry;
        m_newest = entry;
    }

    void unlink(std::uint32_t entry)
    {
        const Entry& e = m_entries[entry];
        (e.newer == kNone ? m_newest : m_entries[e.newer].older) = e.older;
        (e.older == kNone ? m_oldest : m_entries[e.older].newer) = e.newer;
    }

    void dropOldest()
    {
        const std::uint32_t entry = m_oldest;
        Entry& e = m_entries[entry];
        m_used -= e.item.bytes->size();
        unlink(entry);
        vacate(slotOf(e.key));
        m_pool.give(std::move(e.item.bytes));
        e.item.bytes.reset();
        m_free.push_back(entry);
    }

    /// Empties a slot and moves up those that had to give way to it.
    void vacate(std::size_t hole)
    {
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t at = (hole + 1) & mask; m_slots[at] != 0; at = (at + 1) & mask) {
            const std::size_t wanted = home(m_entries[m_slots[at] - 1].key);
            if (((at - wanted) & mask) < ((at - hole) & mask)) continue;
            m_slots[hole] = m_slots[at];
            hole = at;
        }
        m_slots[hole] = 0;
    }

    void grow()
    {
        m_slots.assign(m_slots.size() * 2, 0);
        for (std::uint32_t entry = m_newest; entry != kNone; entry = m_entries[entry].older)
            m_slots[slotOf(m_entries[entry].key)] = entry + 1;
    }

    std::size_t m_limit;
    std::size_t m_used = 0;
    BufferPool& m_pool;
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_free;
    std::vector<std::uint32_t> m_slots; ///< entry + 1; 0 is free
    std::uint32_t m_newest = kNone;
    std::uint32_t m_oldest = kNone;
};

} // namespace assay::lineage
