// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"

namespace assay::synth {

/// What the tools' telemetry saw: use around the assisted commits, and everyday use that leads to no commit. It is thin
/// where somebody worked without AI, so that most human-only work can be recognised, and not all of it.
void recordUsage(Organisation& organisation);

} // namespace assay::synth
