// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commit.h"

#include <string>
#include <string_view>

namespace assay::importers::git {

/// Author, committer and message of a commit object; everything in UTF-8. Malformed lines leave their field empty.
void parseCommitText(std::string_view text, domain::CommitRecord& record);

/// "name <mail> seconds zone", as in commits and tags.
[[nodiscard]] domain::Signature parseSignature(std::string_view line, const std::string& encoding);

} // namespace assay::importers::git
