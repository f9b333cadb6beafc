// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/git/repository.h"
#include "importers/recordsink.h"
#include "lineage/objects.h"

namespace assay::importers::git {

/// Hands over tags (with the tagger's clock, else the commit's) and branches: "feature/x" local, "origin/feature/x"
/// remote. References that name no commit, and symbolic ones, are passed over.
[[nodiscard]] Result<void> readReferences(const Repository& repository, lineage::ObjectReader& objects,
                                          RecordSink& sink);

} // namespace assay::importers::git
