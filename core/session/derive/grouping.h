// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linking/changes.h"
#include "session/derive/raw.h"

#include <vector>

namespace assay::session {

/// A change as linking found it, with positions in Raw instead of those of one repository.
struct GroupedChange
{
    linking::ChangeDraft draft;                       ///< its indices are those of one repository: use the fields below
    const store::RepositoryRow* repository = nullptr; ///< none: a pull request of a repository that was not imported
    const store::PullRequestRow* pull = nullptr;
    std::vector<std::size_t> commits; ///< positions in Raw::commits
    std::size_t head = kNone;
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

/// All repositories' changes, by merge. Pull requests go to the repository they name, or to the one that holds their
/// commits.
[[nodiscard]] std::vector<GroupedChange> groupAll(const Raw& raw);

} // namespace assay::session
