// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"

namespace assay::cli {

/// A token that the first interrupt from the keyboard or polite end (SIGINT, SIGTERM) requests, so that work ends as a
/// cancel does: nothing half-written, exit code 5. A second one ends the program at once.
[[nodiscard]] CancelToken stoppedByInterrupt();

} // namespace assay::cli
