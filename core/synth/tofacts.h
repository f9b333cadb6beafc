// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/snapshot.h"
#include "synth/organisation.h"

namespace assay::synth {

/// The facts an import of the organisation's files would give, without files and Git: for statistics over many seeds.
/// What is lost to an observer (keys nobody wrote down, AI use without trace, people off the roster) is lost here too.
/// Origins are exact; releases are left out. Row i of the changes is `Organisation::changes[i]`, row i of the tickets
/// its `tickets[i]`.
[[nodiscard]] facts::Snapshot toSnapshot(const Organisation& organisation);

} // namespace assay::synth
