// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attribution/ladder.h"
#include "session/derive/raw.h"

namespace assay::session {

class Rules;

/// What the ladder says about every commit, beside `Raw::commits`.
struct Verdicts
{
    std::vector<domain::ProvenanceVerdict> commits;
    std::vector<store::EvidenceRow> evidence;
    std::vector<store::QuestionRow> questions; ///< identities about which only the user can say
};

/// Rungs 1 to 5 for every commit, and what the user decided about its author. `personOf` leads from a commit's position
/// to its author's row id (0: unknown).
[[nodiscard]] Result<Verdicts> judge(const Raw& raw, const std::vector<std::int64_t>& personOf,
                                     const std::unordered_map<std::int64_t, std::int64_t>& personOfIdentity,
                                     const store::Database& database, const Rules& rules);

} // namespace assay::session
