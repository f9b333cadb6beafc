// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace assay::stats {

/// Calls `work()` once per thread to get a worker, then `worker(i)` for every i below `count`, each exactly once and in
/// no particular order. Returns false if `cancelled` became true before all were done.
template <class MakeWorker>
bool forEachParallel(std::size_t count, unsigned threads, const std::atomic<bool>* cancelled,
                     const MakeWorker& makeWorker)
{
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    threads = static_cast<unsigned>(std::min<std::size_t>(threads, std::max<std::size_t>(count, 1)));
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        auto worker = makeWorker();
        for (std::size_t i = next++; i < count; i = next++) {
            if (cancelled && cancelled->load(std::memory_order_relaxed)) return;
            worker(i);
        }
    };
    std::vector<std::thread> helpers;
    helpers.reserve(threads - 1);
    for (unsigned t = 1; t < threads; ++t) helpers.emplace_back(run);
    run();
    for (std::thread& helper : helpers) helper.join();
    return !(cancelled && cancelled->load());
}

} // namespace assay::stats
