// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace assay::synth {

/// Writes a whole file; the error names it and what to do.
[[nodiscard]] Result<void> writeTextFile(const std::string& path, std::string_view content);
/// Makes a folder and those above it.
[[nodiscard]] Result<void> makeFolder(const std::string& path);
/// A JSON string with its quotes. Bytes above ASCII are passed on: they are UTF-8 already.
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace assay::synth
