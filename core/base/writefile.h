// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace assay {

/// Puts `bytes` where `path` says: all of them or, when that fails, none, and what was there before stays.
/// WorkspaceUnwritable names the path and the reason.
[[nodiscard]] Result<void> writeFile(const std::string& path, std::string_view bytes);

} // namespace assay
