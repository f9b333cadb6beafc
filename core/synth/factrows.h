// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/snapshot.h"
#include "synth/organisation.h"

namespace assay::synth {

// The tables of the snapshot, in the order in which they build on each other.
void addChangeRows(const Organisation& organisation, facts::Snapshot& snapshot);
void addTicketRows(const Organisation& organisation, facts::Snapshot& snapshot);
void addCommitRows(const Organisation& organisation, facts::Snapshot& snapshot);
/// Deaths of lines, defects and their origins.
void addDefectRows(const Organisation& organisation, facts::Snapshot& snapshot);

/// Whether an observer can tell which ticket a change belongs to.
[[nodiscard]] inline bool linkIsVisible(const Change& change)
{
    return change.ticket != kNone && change.keyPlaces != 0;
}

} // namespace assay::synth
