// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace assay::lineage {

/// Version of the libgit2 that runs.
[[nodiscard]] std::string libraryVersion();

} // namespace assay::lineage
