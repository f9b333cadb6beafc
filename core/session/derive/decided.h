// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linking/identities.h"
#include "session/derive/raw.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace assay::session {

/// What the user decided, in terms of what was imported. Decisions about identities that no source names any more wait
/// until one does.
struct Decided
{
    std::vector<linking::ManualDecision> pairs;          ///< positions in Raw::identities
    std::unordered_set<std::int64_t> bots;               ///< identity rows
    std::unordered_set<std::int64_t> humans;             ///< identity rows
    std::unordered_map<std::int64_t, std::string> tools; ///< identity row → catalogue id
    /// The newest word on what an identity is, by "kind\nvalue"; one that only stands in a message has no row.
    std::unordered_map<std::string, store::DecisionRow> words;
};

[[nodiscard]] Decided decidedOf(const Raw& raw);

} // namespace assay::session
