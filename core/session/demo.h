// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/importjob.h"

#include <cstdint>
#include <string>

namespace assay::session {

struct DemoRequest
{
    std::string workspace; ///< must not exist
    std::string files;     ///< keep the import files here; empty: a temporary folder that is removed
    std::uint64_t seed = 1;
    int developers = 200;
    int months = 18;
};

/// Makes the organisation, writes the files a real one would have, and imports exactly these: the demo workspace has no
/// other origin, so that importing the files gives the same one.
[[nodiscard]] Result<ImportSummary> makeDemo(const DemoRequest& request, const CancelToken& cancel,
                                             const ProgressFn& progress);

} // namespace assay::session
