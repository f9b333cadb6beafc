// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"
#include "synth/random.h"

#include <vector>

namespace assay::synth {

/// Fills repositories, teams and people: who is where when, who got a seat when, who took to it.
void staff(Organisation& organisation);

/// Who can be given work: members of a team on a day. Managers, bots and people from before the first day are not.
class Roster
{
public:
    explicit Roster(const Organisation& organisation);
    /// Somebody of the team on that day other than `but`; kNone when there is nobody.
    [[nodiscard]] int anyone(Random& random, int team, Day day, int but = kNone) const;

private:
    const Organisation& m_organisation;
    std::vector<std::vector<int>> m_ever; ///< by team
};

} // namespace assay::synth
