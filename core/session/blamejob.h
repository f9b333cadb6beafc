// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/instant.h"
#include "base/result.h"
#include "domain/commit.h"
#include "domain/provenance.h"

#include <string>
#include <vector>

namespace assay::session {

/// Consecutive lines of a file that one commit wrote.
struct BlamedLines
{
    std::int64_t first = 0; ///< 1-based
    std::int64_t last = 0;
    domain::Oid commit;
    bool imported = false; ///< the workspace holds the commit; if not, what follows is unknown
    Instant authoredAt{};
    std::string subject;
    domain::Provenance provenance =
        domain::Provenance::Unknown; ///< of these lines where a line note tells, else of the commit
    bool byNote = false;             ///< a line note tells
};

/// Who wrote each line of a file. `repository`: its name in the workspace, or where it lies. Without a revision, and
/// for the revision that was read last, the answer comes from the workspace alone; other revisions need the repository
/// and a walk through its history.
[[nodiscard]] Result<std::vector<BlamedLines>> blame(const std::string& workspace, const std::string& repository,
                                                     const std::string& path, const std::string& revision,
                                                     const CancelToken& cancel, const ProgressFn& progress);

} // namespace assay::session
