// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/derive/raw.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace assay::session {

/// Identities that a tool's usage and seats name, by tool.
using ListedIdentities = std::map<std::string, std::set<std::int64_t>>;

/// For every person, the tools in whose terms nobody could name them: the tool lists GitHub logins, say, and of the
/// person only an address is known; or it lists addresses of one domain and theirs is of another. That such a person is
/// missing from the tool's lists proves nothing. Tools that list nobody at all are left out.
[[nodiscard]] std::unordered_map<std::int64_t, std::vector<std::string>>
unnamedTools(const Raw& raw, const std::unordered_map<std::int64_t, std::int64_t>& personOfIdentity,
             const ListedIdentities& listed);

} // namespace assay::session
