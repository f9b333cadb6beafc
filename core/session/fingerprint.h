// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"

#include <string>

namespace assay::session {

/// Size and time of the last change of a file, to tell without reading it that it is the same. Empty when it was
/// changed within the last seconds: a change right after a reading could then go unseen.
[[nodiscard]] std::string fileStamp(const std::string& path);

/// SHA-256 of a file's bytes, hex; read in blocks, so memory stays flat.
[[nodiscard]] Result<std::string> fileFingerprint(const std::string& path, const CancelToken& cancel);

/// SHA-256 of a text, hex.
[[nodiscard]] std::string textFingerprint(const std::string& text);

} // namespace assay::session
