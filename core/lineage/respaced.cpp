// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/respaced.h"

#include "lineage/linekinds.h"

#include <algorithm>

namespace assay::lineage {
namespace {

constexpr std::uint32_t kMaxLines = 2000;
constexpr std::size_t kLookAhead = 16; ///< how many added lines are tried for a removed one

using Lines = std::span<const std::string_view>;

bool isBlank(std::string_view line)
{
    return equalButForSpace(line, {});
}

void matchInOrder(Lines removed, Lines added, Respaced first, std::vector<Respaced>& respaced)
{
    std::size_t next = 0;
    for (std::size_t i = 0; i < removed.size() && next < added.size(); ++i) {
        if (isBlank(removed[i])) continue;
        const std::size_t end = std::min(added.size(), next + kLookAhead);
        for (std::size_t j = next; j < end; ++j) {
            if (!equalButForSpace(removed[i], added[j])) continue;
            respaced.push_back(
                {first.removed + static_cast<std::uint32_t>(i), first.added + static_cast<std::uint32_t>(j)});
            next = j + 1;
            break;
        }
    }
}

} // namespace

void findRespaced(const LineDiffer& differ, std::span<const Hunk> hunks, std::vector<Respaced>& respaced)
{
    const std::uint32_t begin = differ.anchor().line;
    Respaced first;
    for (const auto& hunk : hunks) {
        if (hunk.oldCount > 0 && hunk.newCount > 0 && hunk.oldCount <= kMaxLines && hunk.newCount <= kMaxLines)
            matchInOrder(differ.linesBefore().subspan(hunk.oldStart - begin, hunk.oldCount),
                         differ.linesAfter().subspan(hunk.newStart - begin, hunk.newCount), first, respaced);
        first.removed += hunk.oldCount;
        first.added += hunk.newCount;
    }
}

} // namespace assay::lineage
