// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace assay {

/// Calls `work(worker, item)` for items 0 … count-1 on `threads` threads (the caller's is one of them) and returns when
/// all are done. Items are handed out in order; `worker` is 0 … threads-1. Results must not depend on who does what.
void parallelFor(int threads, std::size_t count, const std::function<void(int worker, std::size_t item)>& work);

/// Items 0 … count-1, handed out so that neighbours go to the same worker where possible: each has a stretch of its
/// own, and takes over the second half of the longest one left when that is done. Workers may come late, or not at all.
class Stretches
{
public:
    void assign(std::size_t workers, std::size_t count);
    /// Nothing when all is handed out. Safe to call from several threads.
    [[nodiscard]] std::optional<std::size_t> take(std::size_t worker);

private:
    struct Stretch
    {
        std::size_t first = 0;
        std::size_t end = 0;
    };
    std::mutex m_mutex;
    std::vector<Stretch> m_stretches; ///< by worker
};

/// Threads to use when asked for `wanted`: 0 means all processors, at most 8.
[[nodiscard]] int threadCount(int wanted);

} // namespace assay
