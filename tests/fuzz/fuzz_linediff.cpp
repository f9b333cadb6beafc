// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/linediff.h"
#include "lineage/linekinds.h"
#include "lineage/respaced.h"

#include <cstdlib>

using namespace assay::lineage;

namespace {

/// The old text with the hunks applied must be the new text.
void check(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after,
           const std::vector<Hunk>& hunks)
{
    std::size_t a = 0;
    std::size_t b = 0;
    for (const auto& hunk : hunks) {
        if (hunk.oldStart < a || hunk.newStart < b || hunk.oldStart - a != hunk.newStart - b) std::abort();
        for (; a < hunk.oldStart; ++a, ++b)
            if (a >= before.size() || b >= after.size() || before[a] != after[b]) std::abort();
        a += hunk.oldCount;
        b += hunk.newCount;
    }
    if (a > before.size() || b > after.size() || before.size() - a != after.size() - b) std::abort();
    for (; a < before.size(); ++a, ++b)
        if (before[a] != after[b]) std::abort();
}

} // namespace

/// Two texts, parted by a NUL: hunks must lead from one to the other, and reading line kinds in jumps must equal
/// reading them all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto part = std::min(input.find('\0'), input.size());
    const std::string_view before = input.substr(0, part);
    const std::string_view after = input.substr(std::min(part + 1, input.size()));
    if (before == after) return 0;
    std::vector<Hunk> hunks;
    LineDiffer differ;
    differ.compare(before, after, hunks);
    std::vector<std::string_view> oldLines;
    std::vector<std::string_view> newLines;
    splitLines(before, oldLines);
    splitLines(after, newLines);
    if (countLines(before) != oldLines.size()) std::abort();
    check(oldLines, newLines, hunks);
    std::vector<Respaced> respaced;
    findRespaced(differ, hunks, respaced);
    for (const auto* file : {"a.c", "a.py", "a.js", "a.lua"}) {
        LineKinds kinds(after, commentSyntaxOf(file));
        while (!kinds.atEnd()) (void)kinds.nextIsCode();
    }
    return 0;
}
