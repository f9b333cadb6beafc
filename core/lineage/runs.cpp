// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/runs.h"

#include <algorithm>

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
            take(Run{run.first + m_used, count});
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
    RunCursor cursor(parent);
    std::uint32_t at = 0;    // in the parent
    std::uint32_t place = 0; // in the merge
    const auto take = [&](Run run) {
        for (std::uint32_t i = 0; i < run.count && place < m_lines.size(); ++i, ++place)
            if (m_lines[place] == kNoLine) m_lines[place] = run.first + i;
    };
    for (const auto& hunk : hunks) {
        cursor.pass(hunk.oldStart - at, take);
        cursor.pass(hunk.oldCount, [](Run) {});
        at = hunk.oldStart + hunk.oldCount;
        place = hunk.newStart + hunk.newCount;
    }
    cursor.pass(~std::uint32_t{0}, take);
}

std::uint32_t MergedLines::unknown() const
{
    return static_cast<std::uint32_t>(std::count(m_lines.begin(), m_lines.end(), kNoLine));
}

Runs MergedLines::finish(LineId firstNew, std::vector<std::uint32_t>& born)
{
    Runs runs;
    for (std::uint32_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i] == kNoLine) {
            m_lines[i] = firstNew++;
            born.push_back(i);
        }
        append(runs, {m_lines[i], 1});
    }
    return runs;
}

} // namespace assay::lineage
