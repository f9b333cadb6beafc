// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace assay::lineage {
namespace {

class Stretch
{
public:
    void assign(std::size_t first, std::size_t end)
    {
        m_first = first;
        m_end = end;
    }
    std::optional<std::size_t> take(bool own)
    {
        const std::lock_guard lock(m_mutex);
        if (m_first == m_end) return std::nullopt;
        return own ? m_first++ : --m_end;
    }

private:
    std::mutex m_mutex;
    std::size_t m_first = 0;
    std::size_t m_end = 0;
};

void runOnThreads(int threads, const std::function<void(int worker)>& run)
{
    std::vector<std::thread> others;
    for (int worker = 1; worker < threads; ++worker) others.emplace_back(run, worker);
    run(0);
    for (auto& other : others) other.join();
}

} // namespace

void parallelFor(int threads, std::size_t count, const std::function<void(int, std::size_t)>& work)
{
    std::atomic_size_t next{0};
    const auto run = [&](int worker) {
        for (std::size_t item = next.fetch_add(1); item < count; item = next.fetch_add(1)) work(worker, item);
    };
    runOnThreads(static_cast<int>(std::min(static_cast<std::size_t>(threads), count)), run);
}

void parallelStretches(int threads, std::size_t count, const std::function<void(int, std::size_t)>& work)
{
    const auto workers = std::min(static_cast<std::size_t>(threads), count);
    std::vector<Stretch> stretches(workers);
    for (std::size_t i = 0; i < workers; ++i) stretches[i].assign(count * i / workers, count * (i + 1) / workers);
    runOnThreads(static_cast<int>(workers), [&](int worker) {
        for (std::size_t i = 0; i < workers; ++i) {
            auto& stretch = stretches[(static_cast<std::size_t>(worker) + i) % workers];
            while (const auto item = stretch.take(i == 0)) work(worker, *item);
        }
    });
}

int threadCount(int wanted)
{
    const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return wanted > 0 ? wanted : std::min(processors, 8);
}

} // namespace assay::lineage
