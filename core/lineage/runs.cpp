// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/runs.h"

#include <algorithm>
#include <utility>

namespace assay::lineage {
namespace {

/// Reads a list of runs line by line, in pieces as long as possible.
class RunCursor
{
public:
    explicit RunCursor(const Runs& runs) : m_runs(runs) {}

    /// Passes the next `lines` lines on to `take`; fewer if the list ends.
    template <class Take>
    void pass(std::uint32_t lines, Take take)
    {
        while (lines > 0 && m_at < m_runs.size()) {
            const Run& run = m_runs[m_at];
            const std::uint32_t count = std::min(lines, run.count - m_used);
            take(Run{run.first == kNoLine ? kNoLine : run.first + m_used, count});
            advance(count);
            lines -= count;
        }
    }

    [[nodiscard]] LineId peek() const { return m_at < m_runs.size() ? m_runs[m_at].first + m_used : kNoLine; }

private:
    void advance(std::uint32_t count)
    {
        m_used += count;
        if (m_used < m_runs[m_at].count) return;
        m_used = 0;
        ++m_at;
    }

    const Runs& m_runs;
    std::size_t m_at = 0;
    std::uint32_t m_used = 0;
};

} // namespace

const Runs& runsOf(const RunsRef& runs)
{
    static const Runs kNone;
    return runs ? *runs : kNone;
}

void append(Runs& runs, Run run)
{
    if (run.count == 0) return;
    if (!runs.empty() && runs.back().first + runs.back().count == run.first)
        runs.back().count += run.count;
    else
        runs.push_back(run);
}

std::uint32_t lineCount(const Runs& runs)
{
    std::uint32_t lines = 0;
    for (const auto& run : runs) lines += run.count;
    return lines;
}

RunEdit applyHunks(const Runs& old, std::span<const Hunk> hunks, LineId firstNew)
{
    RunEdit edit;
    edit.result.reserve(old.size() + hunks.size() * 2);
    RunCursor cursor(old);
    LineId above = kNoLine;
    const auto copy = [&](Run run) {
        append(edit.result, run);
        above = run.first + run.count - 1;
    };
    std::uint32_t at = 0;
    for (const auto& hunk : hunks) {
        above = kNoLine;
        cursor.pass(hunk.oldStart - at, copy);
        if (hunk.oldCount == 0) {
            if (above != kNoLine) edit.beside.push_back({above, 1});
            if (cursor.peek() != kNoLine) edit.beside.push_back({cursor.peek(), 1});
        }
        cursor.pass(hunk.oldCount, [&](Run run) { append(edit.cut, run); });
        append(edit.result, {firstNew, hunk.newCount});
        firstNew += hunk.newCount;
        at = hunk.oldStart + hunk.oldCount;
    }
    cursor.pass(~std::uint32_t{0}, copy);
    return edit;
}

void MergedLines::takeFrom(const Runs& parent, std::span<const Hunk> hunks)
{
    const Runs before = std::exchange(m_pieces, {});
    RunCursor known(before);
    std::uint32_t place = 0; // in the merge
    const auto take = [&](Run offered) {
        known.pass(offered.count, [&](Run piece) {
            add(piece.first == kNoLine ? Run{offered.first, piece.count} : piece);
            offered.first += piece.count;
        });
        place += offered.count;
    };
    const auto leave = [&](std::uint32_t lines) { known.pass(lines, [&](Run piece) { add(piece); }); };
    RunCursor cursor(parent);
    std::uint32_t at = 0; // in the parent
    for (const auto& hunk : hunks) {
        cursor.pass(hunk.oldStart - at, take);
        cursor.pass(hunk.oldCount, [](Run) {});
        at = hunk.oldStart + hunk.oldCount;
        const std::uint32_t next = std::max(place, hunk.newStart + hunk.newCount);
        leave(next - place);
        place = next;
    }
    cursor.pass(~std::uint32_t{0}, take);
    leave(~std::uint32_t{0});
}

void MergedLines::add(Run piece)
{
    if (piece.first != kNoLine && (m_pieces.empty() || m_pieces.back().first != kNoLine))
        append(m_pieces, piece);
    else if (piece.first == kNoLine && !m_pieces.empty() && m_pieces.back().first == kNoLine)
        m_pieces.back().count += piece.count;
    else if (piece.count > 0)
        m_pieces.push_back(piece);
}

std::uint32_t MergedLines::unknown() const
{
    std::uint32_t lines = 0;
    for (const auto& piece : m_pieces) lines += piece.first == kNoLine ? piece.count : 0;
    return lines;
}

Runs MergedLines::finish(LineId firstNew, std::vector<Stretch>& born) const
{
    Runs runs;
    std::uint32_t place = 0;
    for (const auto& piece : m_pieces) {
        const bool unknown = piece.first == kNoLine;
        append(runs, {unknown ? firstNew : piece.first, piece.count});
        if (unknown) {
            born.push_back({place, piece.count});
            firstNew += piece.count;
        }
        place += piece.count;
    }
    return runs;
}

} // namespace assay::lineage
