// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::store {

class Database;

enum class DecisionAction
{
    Join,  ///< the identity and the other one are one person
    Split, ///< they are not; without another one: the identity stands alone
    Bot,   ///< a program, not a person
    Human, ///< a person, whatever it looks like
    Tool,  ///< an AI tool; `word` says which
    Team,  ///< the person works in the team `word`, from `first` to `last`; an empty word: in none
};

/// What the user decided about an identity. It names identities by kind and value, so that it outlives the sources.
struct DecisionRow
{
    std::int64_t id = 0;
    Instant at{};
    std::int64_t batch = 0; ///< decisions made, and undone, together
    DecisionAction action = DecisionAction::Join;
    std::string kind; ///< "email", "login", "name", "id"
    std::string value;
    std::string otherKind;
    std::string otherValue;
    std::string word;
    std::optional<Day> first;
    std::optional<Day> last; ///< included
};

[[nodiscard]] const char* decisionActionId(DecisionAction action);

/// Those that hold, in the order in which they were made.
[[nodiscard]] Result<std::vector<DecisionRow>> decisions(const Database& database);
/// Writes them as one batch; `id` and `batch` are given here.
[[nodiscard]] Result<void> putDecisions(Database& database, std::vector<DecisionRow> rows);
/// Marks the newest batch as undone and returns it; empty when nothing is left to undo.
[[nodiscard]] Result<std::vector<DecisionRow>> undoNewestDecisions(Database& database);

} // namespace assay::store
