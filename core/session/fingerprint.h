// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"

#include <string>

namespace assay::session {

/// SHA-256 of a file's bytes, hex; read in blocks, so memory stays flat.
[[nodiscard]] Result<std::string> fileFingerprint(const std::string& path, const CancelToken& cancel);

/// SHA-256 of a text, hex.
[[nodiscard]] std::string textFingerprint(const std::string& text);

} // namespace assay::session
