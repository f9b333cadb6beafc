// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linking/identities.h"

namespace assay::linking {

/// Pairs of people who may be one, from what their identities share. `forbidden` are pairs of identities that the user
/// has kept apart. Scores of several reasons combine as 1 − Π(1 − score), at most 0.98.
[[nodiscard]] std::vector<Suggestion> suggestJoins(std::span<const Identity> identities,
                                                   std::span<const RosterPerson> roster,
                                                   const std::vector<Person>& people,
                                                   const std::vector<std::size_t>& personOf,
                                                   std::span<const ManualDecision> decisions);

} // namespace assay::linking
