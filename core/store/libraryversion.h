// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace assay::store {

/// Version of the SQLite that runs.
[[nodiscard]] std::string libraryVersion();

} // namespace assay::store
