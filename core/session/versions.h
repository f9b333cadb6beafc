// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace assay::session {

/// The libraries the core was built on, with the versions that run.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> libraryVersions();

} // namespace assay::session
