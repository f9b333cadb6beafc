// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commit.h"
#include "lineage/objects.h"

#include <string_view>
#include <vector>

namespace assay::importers::git {

/// The lines of a `.mailmap` (gitmailmap(5)): "Proper Name <proper@e-mail> Commit Name <commit@e-mail>", where both
/// names and the second address may be absent. Lines of another shape and comments are passed over, as Git does.
[[nodiscard]] std::vector<domain::AuthorAlias> parseMailmap(std::string_view text);

/// The `.mailmap` at the top of a commit's tree; empty where there is none.
[[nodiscard]] std::vector<domain::AuthorAlias> readMailmap(const lineage::ObjectId& commit,
                                                           lineage::ObjectReader& objects);

} // namespace assay::importers::git
