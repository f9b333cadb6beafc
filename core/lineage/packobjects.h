// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objects.h"

namespace assay::lineage {

/// The objects of a repository, read from its packs and those it borrows from directly: mapped files, libdeflate, no
/// hash check, a cache per thread. What is not in a plain pack (loose objects, thin or damaged packs) comes from
/// libgit2 behind the same interface.
[[nodiscard]] Result<std::unique_ptr<ObjectSource>> openObjects(const std::string& objectsFolder);

} // namespace assay::lineage
