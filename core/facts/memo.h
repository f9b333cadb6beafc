// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace assay::facts {

/// What was worked out from facts that never change, kept for whoever asks next: indexes, orders, sums per person. Each
/// value is made once and shared; of more than `kKept` the one not asked for longest is forgotten. Safe to share
/// between threads. A copy starts empty, because what it is a part of may still change.
class Memo
{
public:
    static constexpr std::size_t kKept = 24;

    Memo() = default;
    Memo(const Memo& /*other*/) {}
    Memo& operator=(const Memo& other)
    {
        if (this == &other) return *this;
        const std::lock_guard lock(m_mutex);
        m_entries.clear();
        return *this;
    }
    ~Memo() = default;

    /// The value under a key, made by `make()` if nobody asked before. One key stands for one type.
    template <class T, class Make>
    [[nodiscard]] std::shared_ptr<const T> get(std::string_view key, const Make& make) const
    {
        const std::shared_ptr<Entry> entry = entryOf(key);
        const std::lock_guard lock(
            entry->mutex); // others who want this value wait for it, those who want others do not
        if (!entry->value) entry->value = std::make_shared<const T>(make());
        return std::static_pointer_cast<const T>(entry->value);
    }

private:
    struct Entry
    {
        std::string key;
        std::mutex mutex;
        std::shared_ptr<const void> value;
    };

    std::shared_ptr<Entry> entryOf(std::string_view key) const
    {
        const std::lock_guard lock(m_mutex);
        for (auto at = m_entries.begin(); at != m_entries.end(); ++at)
            if ((*at)->key == key) {
                m_entries.splice(m_entries.begin(), m_entries, at);
                return m_entries.front();
            }
        auto entry = std::make_shared<Entry>();
        entry->key = key;
        m_entries.push_front(std::move(entry));
        if (m_entries.size() > kKept) m_entries.pop_back();
        return m_entries.front();
    }

    mutable std::mutex m_mutex;
    mutable std::list<std::shared_ptr<Entry>> m_entries; ///< the last asked for first
};

} // namespace assay::facts
