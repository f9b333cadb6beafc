// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/work.h"

#include <string_view>

namespace assay::importers {

/// By the system's own key: Jira `new`, `indeterminate`, `done`; never mistaken for a name.
[[nodiscard]] domain::StatusCategory categoryFromKey(std::string_view key);
/// By a status or category name in the languages exports come in; Unknown when the name is not in the table.
[[nodiscard]] domain::StatusCategory categoryFromName(std::string_view name);
/// True for resolutions that mean that the work was not done: Won't Do, Duplicate, Cannot Reproduce, …
[[nodiscard]] bool isCancelledResolution(std::string_view resolution);

} // namespace assay::importers
