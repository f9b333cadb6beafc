// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace assay::lineage {

/// A stretch of one text around its changes, as the sliding of groups sees it.
struct SlideSide
{
    std::vector<std::string_view> lines;
    std::vector<std::uint8_t> changed; ///< one per line
    bool moreAbove = false;            ///< the text goes on above the first line
    bool moreBelow = false;            ///< … below the last line
};

/// Moves each group of changed lines of `side` to where Git puts it: as far down as it goes, back to line up with a
/// group of the other text, else to the split that the indentation heuristic likes best. Groups that touch are merged.
/// False: the stretch is too short to tell; nothing may be concluded, call again with more lines around.
[[nodiscard]] bool slideGroups(SlideSide& side, SlideSide& other);

} // namespace assay::lineage
