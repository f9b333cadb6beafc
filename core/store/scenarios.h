// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace assay::store {

class Database;

/// A what-if scenario as kept in the workspace.
struct ScenarioRow
{
    std::string name;
    std::string text; ///< TOML
    Day savedOn{};
    std::string fingerprint; ///< of the data it was made from
};

/// In their order: the first leads.
[[nodiscard]] Result<std::vector<ScenarioRow>> scenarios(const Database& database);
/// Replaces the one of that name in its place, or adds it at the end.
[[nodiscard]] Result<void> putScenario(Database& database, const ScenarioRow& row);
/// Puts it before all others. Errors: Usage when there is none of that name.
[[nodiscard]] Result<void> leadWithScenario(Database& database, const std::string& name);
/// Errors: Usage when there is none of that name.
[[nodiscard]] Result<void> removeScenario(Database& database, const std::string& name);

} // namespace assay::store
