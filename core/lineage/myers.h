// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace assay::lineage {

/// One text as numbers of lines, and what is known to have changed in it.
struct DiffSide
{
    std::vector<std::uint32_t> lines;  ///< line numbers of a LineTable
    std::vector<std::uint8_t> matches; ///< occurrences in the other text: 0 none, 1 few, 2 many
    std::vector<std::uint8_t> changed; ///< result: 1 where the line has no partner

    std::vector<std::uint32_t> kept;  ///< `lines` without those set aside
    std::vector<std::uint32_t> place; ///< index in `lines` of each kept line
};

/// Myers' O(ND) comparison in linear space ("An O(ND) Difference Algorithm and Its Variations", 1986), with the
/// shortcuts of Git's xdiff, so that the same lines are found changed: lines without a partner, and frequent lines
/// among them, are set aside first; a search that becomes expensive settles for a good, not the best, path.
class Myers
{
public:
    void compare(DiffSide& before, DiffSide& after);

private:
    struct Box
    {
        std::int64_t fromA, toA, fromB, toB;
    };
    struct Split
    {
        std::int64_t a = 0;
        std::int64_t b = 0;
        bool minimalLow = true;
        bool minimalHigh = true;
    };
    struct Diagonals
    {
        std::int64_t low, high;
    };
    void solve(Box box, bool minimal);
    Split split(const Box& box, bool minimal);
    bool stepForward(const Box& box, Diagonals& f, const Diagonals& b, bool odd, Split& found, bool& longSnake);
    bool stepBackward(const Box& box, Diagonals& b, const Diagonals& f, bool odd, Split& found, bool& longSnake);
    bool promisingForward(const Box& box, const Diagonals& f, std::int64_t cost, Split& found) const;
    bool promisingBackward(const Box& box, const Diagonals& b, std::int64_t cost, Split& found) const;
    Split furthest(const Box& box, const Diagonals& f, const Diagonals& b) const;
    [[nodiscard]] std::int64_t& forward(std::int64_t diagonal)
    {
        return m_forward[static_cast<std::size_t>(diagonal + m_shift)];
    }
    [[nodiscard]] std::int64_t& backward(std::int64_t diagonal)
    {
        return m_backward[static_cast<std::size_t>(diagonal + m_shift)];
    }
    [[nodiscard]] std::int64_t forward(std::int64_t diagonal) const
    {
        return m_forward[static_cast<std::size_t>(diagonal + m_shift)];
    }
    [[nodiscard]] std::int64_t backward(std::int64_t diagonal) const
    {
        return m_backward[static_cast<std::size_t>(diagonal + m_shift)];
    }

    DiffSide* m_before = nullptr;
    DiffSide* m_after = nullptr;
    const std::uint32_t* m_a = nullptr;
    const std::uint32_t* m_b = nullptr;
    std::int64_t m_shift = 0;
    std::int64_t m_maxCost = 0;
    std::vector<std::int64_t> m_forward;
    std::vector<std::int64_t> m_backward;
};

/// Git's quick over-estimate of a square root: a power of two.
[[nodiscard]] std::int64_t roughSquareRoot(std::int64_t n);

} // namespace assay::lineage
