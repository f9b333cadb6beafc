// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace assay {

/// Shared "please stop". Long work polls `requested()` at least every 100 ms and returns `ErrorCode::Cancelled`.
/// Copies share one flag; a default-made token can be requested by whoever holds a copy.
class CancelToken
{
public:
    CancelToken() : m_flag(std::make_shared<std::atomic_bool>(false)) {}
    void request() const { m_flag->store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool requested() const { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic_bool> m_flag;
};

/// How far a phase is. `total` 0 means unknown.
struct Progress
{
    std::string phase; ///< "Reading commits", shown as it is
    std::int64_t done = 0;
    std::int64_t total = 0;
};

/// Called from the worker's thread, at most some tens of times a second. May be empty.
using ProgressFn = std::function<void(const Progress&)>;

} // namespace assay
