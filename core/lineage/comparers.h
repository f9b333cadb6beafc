// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "lineage/pairs.h"

#include <condition_variable>
#include <deque>
#include <thread>

namespace assay::lineage {

/// Threads that compare what is queued, table by table, while the caller does other things. The caller is one of them
/// when it has to wait: so no thread is idle as long as something is queued, and there are no more threads than asked
/// for.
class Comparers
{
public:
    /// One reader for each; the first one is the caller's.
    Comparers(std::span<const std::unique_ptr<ObjectReader>> readers, const CancelToken& cancel);
    ~Comparers();
    Comparers(const Comparers&) = delete;
    Comparers& operator=(const Comparers&) = delete;

    void queue(std::shared_ptr<PairTable> table);
    /// Helps with `table` until it is done. Tables are to be finished in the order in which they were queued.
    void finish(PairTable& table);

private:
    void run(std::size_t number);
    [[nodiscard]] bool stopped() const { return m_stop || m_cancel.requested(); }

    const CancelToken& m_cancel;
    std::vector<PairWorker> m_workers;
    std::mutex m_mutex;
    std::condition_variable m_queued;
    std::deque<std::shared_ptr<PairTable>> m_tables; ///< not all of whose pairs are taken
    std::atomic_bool m_stop = false;
    std::vector<std::thread> m_threads;
};

} // namespace assay::lineage
