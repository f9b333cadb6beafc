// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay::lineage {

/// Commits that a message itself names as the cause of what it fixes, as (abbreviated) hex in lower case:
/// `Fixes: <id>` trailers, "introduced by/in <id>", "regression from <id>", and "This reverts commit <id>".
[[nodiscard]] std::vector<std::string> declaredOrigins(std::string_view message);

/// The subject that `Revert "<subject>"` quotes, as it stands; empty if the message is no such revert.
[[nodiscard]] std::string revertedSubject(std::string_view message);

} // namespace assay::lineage
