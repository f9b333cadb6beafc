// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace assay::lineage {

/// Calls `work(worker, item)` for items 0 … count-1 on `threads` threads (the caller's is one of them) and returns when
/// all are done. Items are handed out in order; `worker` is 0 … threads-1. Results must not depend on who does what.
void parallelFor(int threads, std::size_t count, const std::function<void(int worker, std::size_t item)>& work);

/// The same, but neighbouring items are handled by the same worker where possible: each begins with a stretch of its
/// own, and helps at the far end of others' when that is done.
void parallelStretches(int threads, std::size_t count, const std::function<void(int worker, std::size_t item)>& work);

/// Threads to use when asked for `wanted`: 0 means all processors, at most 8.
[[nodiscard]] int threadCount(int wanted);

} // namespace assay::lineage
