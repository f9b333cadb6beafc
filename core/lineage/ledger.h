// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/pairs.h"
#include "lineage/runs.h"

#include <algorithm>

namespace assay::lineage {

/// Number of a commit within one reading: those of earlier readings first, then the graph's in order.
using CommitNumber = std::uint32_t;

/// Every line ever written: who wrote it, and one byte of what is known about it.
class LineLedger
{
public:
    /// The first writer of a line that was re-indented since.
    struct Older
    {
        LineId line = 0;
        CommitNumber writer = 0;
    };

    [[nodiscard]] LineId size() const { return static_cast<LineId>(m_flags.size()); }

    /// Adds `flags.size()` lines of one commit, all with the marks `also`, and returns the number of the first.
    LineId write(CommitNumber commit, std::span<const std::uint8_t> flags, std::uint8_t also = 0)
    {
        const LineId first = size();
        if (flags.empty()) return first;
        if (m_births.empty() || m_births.back().commit != commit) m_births.push_back({first, commit});
        m_flags.insert(m_flags.end(), flags.begin(), flags.end());
        if (also != 0)
            for (auto flag = m_flags.begin() + first; flag != m_flags.end(); ++flag) *flag |= also;
        return first;
    }

    [[nodiscard]] std::span<const std::uint8_t> allFlags() const { return m_flags; }
    [[nodiscard]] std::uint8_t& flags(LineId line) { return m_flags[line]; }
    [[nodiscard]] std::uint8_t flags(LineId line) const { return m_flags[line]; }
    [[nodiscard]] CommitNumber writer(LineId line) const { return (birthAfter(line) - 1)->commit; }

    /// Notes that `line` is `older` with other white space. In ascending order of `line`.
    void respace(LineId line, LineId older)
    {
        m_flags[line] |= kLineRespaced;
        m_older.push_back({line, firstWriter(older)});
    }
    /// Who wrote a line before its white space was changed; its writer otherwise.
    [[nodiscard]] CommitNumber firstWriter(LineId line) const
    {
        if ((m_flags[line] & kLineRespaced) == 0) return writer(line);
        const auto found =
            std::lower_bound(m_older.begin(), m_older.end(), line, [](const Older& o, LineId l) { return o.line < l; });
        return found != m_older.end() && found->line == line ? found->writer : writer(line);
    }
    /// Those of all such lines, ascending.
    [[nodiscard]] std::span<const Older> originals() const { return m_older; }
    /// Takes over lines of an earlier reading, in ascending order.
    void restoreOriginal(LineId line, CommitNumber first) { m_older.push_back({line, first}); }

    /// Splits lines with consecutive numbers by the commit that wrote them: `visit(commit, run)`.
    template <class Visit>
    void forEachWriter(Run run, Visit visit) const
    {
        auto next = birthAfter(run.first);
        while (run.count > 0) {
            const LineId end = next == m_births.end() ? size() : next->first;
            const std::uint32_t count = std::min(run.count, end - run.first);
            visit((next - 1)->commit, Run{run.first, count});
            run = {run.first + count, run.count - count};
            if (next != m_births.end()) ++next;
        }
    }

private:
    struct Birth
    {
        LineId first = 0;
        CommitNumber commit = 0;
    };
    [[nodiscard]] std::vector<Birth>::const_iterator birthAfter(LineId line) const
    {
        return std::upper_bound(m_births.begin(), m_births.end(), line,
                                [](LineId l, const Birth& b) { return l < b.first; });
    }

    std::vector<std::uint8_t> m_flags;
    std::vector<Birth> m_births;
    std::vector<Older> m_older;
};

} // namespace assay::lineage
