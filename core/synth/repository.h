// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "domain/oid.h"
#include "synth/organisation.h"

#include <string>
#include <vector>

namespace assay::synth {

/// Which Git objects the made-up work became.
struct GitIds
{
    std::vector<domain::Oid>
        commits; ///< by row of Organisation::commits; for squashed ones an id that is in no repository
    std::vector<domain::Oid> landed; ///< by row of Organisation::changes: merge or squash commit; empty when not merged
};

struct WrittenRepository
{
    std::string name;
    std::string folder;
    domain::Oid head;        ///< tip of main
    int commits = 0;         ///< reachable from any branch
    int mainlineCommits = 0; ///< reachable from main
    int tags = 0;
    int branches = 0;
    std::int64_t objects = 0;
};

/// Writes one repository, bare and packed: branch main, a branch per open pull request, an annotated tag per month.
/// Its ids follow from the organisation alone.
[[nodiscard]] Result<WrittenRepository> writeRepository(const Organisation& organisation, int repository,
                                                        const std::string& folder, GitIds& ids,
                                                        const CancelToken& cancel, const ProgressFn& progress);

} // namespace assay::synth
