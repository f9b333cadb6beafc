// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

namespace assay::session {

/// Now, to the millisecond. The one place in the core that reads the clock.
[[nodiscard]] inline Instant now()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace assay::session
