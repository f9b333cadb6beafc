// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace assay::lineage {

void parallelFor(int threads, std::size_t count, const std::function<void(int, std::size_t)>& work)
{
    std::atomic_size_t next{0};
    const auto run = [&](int worker) {
        for (std::size_t item = next.fetch_add(1); item < count; item = next.fetch_add(1)) work(worker, item);
    };
    std::vector<std::thread> others;
    for (int worker = 1; worker < threads && static_cast<std::size_t>(worker) < count; ++worker)
        others.emplace_back(run, worker);
    run(0);
    for (auto& other : others) other.join();
}

int threadCount(int wanted)
{
    const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return wanted > 0 ? wanted : std::min(processors, 8);
}

} // namespace assay::lineage
