// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/comparers.h"

#include <algorithm>

namespace assay::lineage {

Comparers::Comparers(std::span<const std::unique_ptr<ObjectReader>> readers, const CancelToken& cancel)
    : m_cancel(cancel), m_workers(readers.size())
{
    for (std::size_t i = 0; i < readers.size(); ++i) m_workers[i].reader = readers[i].get();
    for (std::size_t i = 1; i < readers.size(); ++i) m_threads.emplace_back([this, i] { run(i); });
}

Comparers::~Comparers()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_queued.notify_all();
    for (auto& thread : m_threads) thread.join();
}

void Comparers::queue(std::shared_ptr<PairTable> table)
{
    table->shareOut(std::max<std::size_t>(1, m_threads.size()));
    if (m_threads.empty()) return; // finish() does it all
    {
        const std::lock_guard lock(m_mutex);
        m_tables.push_back(std::move(table));
    }
    m_queued.notify_all();
}

void Comparers::finish(PairTable& table)
{
    table.compareSome(m_workers.front(), m_threads.size(), [this] { return stopped(); });
    table.waitForAll();
}

void Comparers::run(std::size_t number)
{
    while (true) {
        std::shared_ptr<PairTable> table;
        {
            std::unique_lock lock(m_mutex);
            m_queued.wait(lock, [this] { return m_stop || !m_tables.empty(); });
            if (m_stop) return;
            table = m_tables.front();
        }
        table->compareSome(m_workers[number], number - 1, [this] { return stopped(); });
        const std::lock_guard lock(m_mutex);
        if (!m_tables.empty() && m_tables.front() == table) m_tables.pop_front();
    }
}

} // namespace assay::lineage
