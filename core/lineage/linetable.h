// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace assay::lineage {

/// Lines of a text, each with its line feed; the last may lack it.
void splitLines(std::string_view text, std::vector<std::string_view>& lines);
/// Number of lines: line feeds, plus one if the text does not end in one.
[[nodiscard]] std::uint32_t countLines(std::string_view text);
/// Bytes that are equal at the beginning, at the end.
[[nodiscard]] std::size_t commonPrefix(std::string_view a, std::string_view b);
[[nodiscard]] std::size_t commonSuffix(std::string_view a, std::string_view b);

/// Gives equal lines of two texts equal numbers, and counts how often each occurs on both sides.
class LineTable
{
public:
    /// Forgets everything and makes room for about `lines` lines.
    void reset(std::size_t lines);
    /// Number of the line; counts it for `side` (0 or 1).
    [[nodiscard]] std::uint32_t add(std::string_view line, int side);
    /// Counts another occurrence of a line whose number is known.
    void countAgain(std::uint32_t number, int side) { ++m_lines[number].count[static_cast<std::size_t>(side)]; }
    /// Before the first countIfKnown(). With `unpaired`, only lines of one side need to be counted.
    void prepareCounting(bool unpaired);
    /// Counts a line on both sides if it is known.
    void countIfKnown(std::string_view line);
    [[nodiscard]] std::uint32_t count(std::uint32_t number, int side) const
    {
        return m_lines[number].count[static_cast<std::size_t>(side)];
    }
    [[nodiscard]] std::size_t distinct() const { return m_lines.size(); }

private:
    struct Line
    {
        std::string_view text;
        std::uint64_t hash = 0;
        std::array<std::uint32_t, 2> count{};
    };
    [[nodiscard]] static std::size_t filterBit(std::string_view line);
    void grow();
    [[nodiscard]] std::size_t slot(std::string_view line, std::uint64_t hash) const;

    std::vector<Line> m_lines;
    std::vector<std::uint32_t> m_slots; ///< number + 1; 0 is free
    std::size_t m_mask = 0;
    std::array<std::uint64_t, 64> m_filter{}; ///< 4096 bits: most other lines are recognised without hashing them
};

} // namespace assay::lineage
