// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objects.h"

#include <list>
#include <unordered_map>

namespace assay::lineage {

/// Inflated objects, the least recently used dropped first once they exceed a number of bytes. For one thread.
class ObjectCache
{
public:
    struct Item
    {
        ObjectRef bytes;
        ObjectKind kind = ObjectKind::Blob;
    };

    explicit ObjectCache(std::size_t limit) : m_limit(limit) {}

    [[nodiscard]] const Item* find(std::uint64_t key)
    {
        const auto found = m_places.find(key);
        if (found == m_places.end()) return nullptr;
        m_items.splice(m_items.begin(), m_items, found->second);
        return &found->second->item;
    }

    void insert(std::uint64_t key, Item item)
    {
        if (item.bytes->size() > m_limit / 4) return; // one giant would drive everything else out
        m_used += item.bytes->size();
        m_items.push_front({key, std::move(item)});
        if (const auto [place, isNew] = m_places.try_emplace(key, m_items.begin()); !isNew) {
            m_used -= place->second->item.bytes->size();
            m_items.erase(place->second);
            place->second = m_items.begin();
        }
        while (m_used > m_limit) {
            m_used -= m_items.back().item.bytes->size();
            m_places.erase(m_items.back().key);
            m_items.pop_back();
        }
    }

private:
    struct Entry
    {
        std::uint64_t key = 0;
        Item item;
    };
    std::size_t m_limit;
    std::size_t m_used = 0;
    std::list<Entry> m_items;
    std::unordered_map<std::uint64_t, std::list<Entry>::iterator> m_places;
};

} // namespace assay::lineage
