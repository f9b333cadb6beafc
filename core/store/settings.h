// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace assay::store {

class Database;

/// Key-value settings of the workspace ("name", "derived-from", "minimum-group", …). Missing ones give `fallback`.
[[nodiscard]] Result<std::string> setting(const Database& database, std::string_view key, std::string fallback = {});
[[nodiscard]] Result<void> setSetting(Database& database, std::string_view key, std::string_view value);

} // namespace assay::store
