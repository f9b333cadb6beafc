// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/commitgraph.h"
#include "lineage/names.h"

#include <cstdint>
#include <vector>

namespace assay::lineage {

/// "This path got this content in this commit." Lives of files are chains of events.
using EventId = std::uint32_t;
inline constexpr EventId kNoEvent = ~EventId{0};

/// File modes as Git canonicalises them in diffs.
inline constexpr std::uint32_t kModeTree = 0040000;
inline constexpr std::uint32_t kModeFile = 0100644;
inline constexpr std::uint32_t kModeExecutable = 0100755;
inline constexpr std::uint32_t kModeLink = 0120000;
inline constexpr std::uint32_t kModeSubmodule = 0160000;
inline constexpr std::uint32_t kModeTypeMask = 0170000;
[[nodiscard]] inline bool isRegular(std::uint32_t mode)
{
    return (mode & kModeTypeMask) == 0100000;
}

struct FileEvent
{
    ObjectId blob;
    std::uint32_t commit = 0; ///< its number (see CommitNumbers)
    PathId path = 0;
    std::uint32_t mode = kModeFile;
    EventId from =
        kNoEvent; ///< whose lines it builds on, in a commit with one parent; for an added file: what it was split from
};

/// One changed path of a commit with at most one parent. No `before`: added. No `after`: deleted.
struct PathChange
{
    EventId before = kNoEvent;
    EventId after = kNoEvent;
};

/// Content of a merge that equals no parent's: lines are looked for in the parents' contents, in order.
struct MergeContent
{
    EventId event = kNoEvent;
    std::vector<EventId> from; ///< one per parent; kNoEvent where the parent has nothing to offer
};

/// What one commit did to the tree.
struct TreeChanges
{
    std::vector<PathChange> changes;  ///< in Git's path order; empty for merges
    std::vector<MergeContent> merged; ///< only for merges
    std::vector<PathId> missingTrees; ///< folders that could not be read; taken as unchanged
    std::vector<std::vector<EventId>>
        deleted; ///< per parent of a merge whose files may have moved: what it had and the merge has not
};

} // namespace assay::lineage
