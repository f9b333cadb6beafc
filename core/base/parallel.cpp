// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace assay {
namespace {

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

void Stretches::assign(std::size_t workers, std::size_t count)
{
    m_stretches.resize(workers);
    for (std::size_t i = 0; i < workers; ++i) m_stretches[i] = {count * i / workers, count * (i + 1) / workers};
}

std::optional<std::size_t> Stretches::take(std::size_t worker)
{
    const std::lock_guard lock(m_mutex);
    if (m_stretches.size() <= worker) m_stretches.resize(worker + 1);
    Stretch& own = m_stretches[worker];
    if (own.first == own.end) {
        Stretch& longest = *std::max_element(m_stretches.begin(), m_stretches.end(), [](const auto& a, const auto& b) {
            return a.end - a.first < b.end - b.first;
        });
        if (longest.first == longest.end) return std::nullopt;
        own = {longest.first + (longest.end - longest.first) / 2, longest.end};
        longest.end = own.first;
    }
    return own.first++;
}

int threadCount(int wanted)
{
    const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return wanted > 0 ? wanted : std::min(processors, 8);
}

} // namespace assay
