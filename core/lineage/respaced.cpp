// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/respaced.h"

#include "lineage/linekinds.h"

#include <algorithm>

namespace assay::lineage {
namespace {

constexpr std::uint32_t kMaxLines = 2000;
constexpr std::size_t kLookAhead = 16; ///< how many added lines are tried for a removed one

/// Hands out the lines of a text by number, top to bottom.
class LineWalk
{
public:
    LineWalk(std::string_view text, LineDiffer::Anchor from) : m_text(text), m_at(from.offset), m_line(from.line) {}

    void take(std::uint32_t first, std::uint32_t count, std::vector<std::string_view>& lines)
    {
        lines.clear();
        for (; m_line < first; ++m_line) next();
        for (std::uint32_t i = 0; i < count; ++i, ++m_line) lines.push_back(next());
    }

private:
    std::string_view next()
    {
        const auto feed = m_text.find('\n', m_at);
        const std::size_t end = feed == std::string_view::npos ? m_text.size() : feed + 1;
        const auto line = m_text.substr(m_at, end - m_at);
        m_at = end;
        return line;
    }

    std::string_view m_text;
    std::size_t m_at;
    std::uint32_t m_line;
};

bool isBlank(std::string_view line)
{
    return equalButForSpace(line, {});
}

void matchInOrder(const std::vector<std::string_view>& removed, const std::vector<std::string_view>& added,
                  Respaced first, std::vector<Respaced>& respaced)
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

void findRespaced(std::string_view before, std::string_view after, std::span<const Hunk> hunks,
                  LineDiffer::Anchor anchor, std::vector<Respaced>& respaced)
{
    LineWalk oldLines(before, anchor);
    LineWalk newLines(after, anchor);
    std::vector<std::string_view> removed;
    std::vector<std::string_view> added;
    Respaced first;
    for (const auto& hunk : hunks) {
        if (hunk.oldCount > 0 && hunk.newCount > 0 && hunk.oldCount <= kMaxLines && hunk.newCount <= kMaxLines) {
            oldLines.take(hunk.oldStart, hunk.oldCount, removed);
            newLines.take(hunk.newStart, hunk.newCount, added);
            matchInOrder(removed, added, first, respaced);
        }
        first.removed += hunk.oldCount;
        first.added += hunk.newCount;
    }
}

} // namespace assay::lineage
