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

    [[nodiscard]] bool contains(LineId line) const { return (m_words[line / kBits] >> (line % kBits) & 1U) != 0; }

    /// Calls `visit(run)` for each longest stretch of `run` that is in the set, ascending.
    template <class Visit>
    void forEachStretch(Run run, Visit visit) const
    {
        Run stretch{run.first, 0};
        const auto add = [&](LineId first, std::uint32_t count) {
            if (stretch.first + stretch.count != first) {
                if (stretch.count > 0) visit(stretch);
                stretch = {first, 0};
            }
            stretch.count += count;
        };
        forEachWord(run, [&](std::size_t word, std::uint64_t mask) {
            auto bits = m_words[word] & mask;
            for (std::size_t at = 0; bits != 0;) {
                const auto gap = static_cast<std::size_t>(std::countr_zero(bits));
                bits >>= gap;
                const auto ones = static_cast<std::size_t>(std::countr_one(bits));
                add(static_cast<LineId>(word * kBits + at + gap), static_cast<std::uint32_t>(ones));
                at += gap + ones;
                bits = ones < kBits ? bits >> ones : 0;
            }
        });
        if (stretch.count > 0) visit(stretch);
    }

private:
    friend class LineRanks;
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

/// How many lines of a set come before one: the numbers that its lines would have without the others.
class LineRanks
{
public:
    explicit LineRanks(LineSet lines) : m_lines(std::move(lines))
    {
        m_before.reserve(m_lines.m_words.size());
        for (const auto word : m_lines.m_words) {
            m_before.push_back(m_size);
            m_size += static_cast<LineId>(std::popcount(word));
        }
    }
    [[nodiscard]] LineId size() const { return m_size; }
    [[nodiscard]] LineId rank(LineId line) const
    {
        const std::size_t word = line / LineSet::kBits;
        const std::uint64_t below = (std::uint64_t{1} << (line % LineSet::kBits)) - 1;
        return m_before[word] + static_cast<LineId>(std::popcount(m_lines.m_words[word] & below));
    }

private:
    LineSet m_lines;
    std::vector<LineId> m_before; ///< by word
    LineId m_size = 0;
};

} // namespace assay::lineage
