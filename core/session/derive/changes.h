// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/derive/people.h"
#include "session/derive/raw.h"
#include "session/derive/verdicts.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace assay::session {

class Rules;

/// A change with what later steps need beside its row.
struct FoundChange
{
    store::ChangeRow row;
    std::vector<std::size_t> commits; ///< positions in Raw::commits, oldest first
    const store::PullRequestRow* pull = nullptr;
    std::string branch;
};

struct ChangesFound
{
    std::vector<FoundChange> changes;         ///< by merge; row ids are positions + 1
    std::vector<std::int64_t> changeOfCommit; ///< beside Raw::commits: change row id, 0 none
    std::vector<bool> fix;                    ///< beside Raw::commits
    std::vector<bool> revert;
};

[[nodiscard]] ChangesFound findChanges(const Raw& raw, const PeopleFound& people, const Verdicts& verdicts,
                                       const Rules& rules);

} // namespace assay::session
