// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <SQLiteCpp/Exception.h>
#include <string>
#include <type_traits>

namespace assay::store {

/// What SQLite reports, as one of our errors (locked, damaged, full, …). `path` names the workspace in the sentence.
[[nodiscard]] Error errorOf(const SQLite::Exception& exception, const std::string& path);

/// Runs `work` and turns SQLite's exceptions into errors: none leaves the store.
template <class Work>
[[nodiscard]] auto guarded(const std::string& path, Work&& work)
{
    using Value = std::invoke_result_t<Work>;
    if constexpr (std::is_void_v<Value>) {
        try {
            work();
            return Result<void>{};
        } catch (const SQLite::Exception& e) {
            return Result<void>(Failure(errorOf(e, path)));
        }
    } else {
        try {
            return Result<Value>(work());
        } catch (const SQLite::Exception& e) {
            return Result<Value>(Failure(errorOf(e, path)));
        }
    }
}

} // namespace assay::store
