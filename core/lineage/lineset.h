// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/runs.h"

#include <algorithm>
#include <bit>

namespace assay::lineage {

/// Some of all lines ever written: one bit for each, whole words at a time.
class LineSet
{
public:
    explicit LineSet(LineId lines) : m_words((std::size_t{lines} + kBits - 1) / kBits, 0) {}

    void add(Run run)
    {
        forEachWord(run, [this](std::size_t word, std::uint64_t mask) { m_words[word] |= mask; });
    }

    /// Calls `visit(line)` for those of `run` that are in the set, ascending.
    template <class Visit>
    void forEach(Run run, Visit visit) const
    {
        forEachWord(run, [&](std::size_t word, std::uint64_t mask) {
            for (std::uint64_t bits = m_words[word] & mask; bits != 0; bits &= bits - 1)
                visit(static_cast<LineId>(word * kBits + static_cast<std::size_t>(std::countr_zero(bits))));
        });
    }

private:
    static constexpr std::size_t kBits = 64;

    /// The words in which `run` lies, each with the bits that are its.
    template <class Visit>
    static void forEachWord(Run run, Visit visit)
    {
        std::size_t line = run.first;
        const std::size_t end = line + run.count;
        while (line < end) {
            const std::size_t bit = line % kBits;
            const std::size_t count = std::min(end - line, kBits - bit);
            visit(line / kBits, (~std::uint64_t{0} >> (kBits - count)) << bit);
            line += count;
        }
    }

    std::vector<std::uint64_t> m_words;
};

} // namespace assay::lineage
