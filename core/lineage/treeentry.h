// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objectid.h"

#include <cstdint>
#include <string_view>

namespace assay::lineage {

/// One line of a tree object; `name` points into its bytes.
struct TreeEntry
{
    std::string_view name;
    std::uint32_t mode = 0; ///< as diffs show it, see history.h
    ObjectId id;
};

/// Takes the first entry off the bytes of a tree object; false at their end, or where they are no tree.
[[nodiscard]] bool nextTreeEntry(std::string_view& bytes, TreeEntry& entry);

} // namespace assay::lineage
