// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commit.h"
#include "importers/git/repository.h"
#include "lineage/objects.h"

#include <vector>

namespace assay::importers::git {

/// What names commits in a repository.
struct References
{
    std::vector<domain::TagRecord> tags;
    std::vector<domain::BranchRecord> branches;
};

/// Tags (with the tagger's clock, else the commit's) and branches: "feature/x" local, "origin/feature/x" remote.
/// References that name no commit, and symbolic ones, are passed over. Nobody else may use the repository's handle
/// meanwhile.
[[nodiscard]] References readReferences(const Repository& repository, lineage::ObjectReader& objects);

} // namespace assay::importers::git
