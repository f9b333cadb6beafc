// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/linediff.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace assay::lineage {

/// Number of a line among all lines ever written. Lines written together have consecutive numbers.
using LineId = std::uint32_t;
inline constexpr LineId kNoLine = ~LineId{0};

/// Consecutive lines of a file that were written together.
struct Run
{
    LineId first = 0;
    std::uint32_t count = 0;
    bool operator==(const Run&) const = default;
};
/// Consecutive lines of a file by their place in it, 0-based.
struct Stretch
{
    std::uint32_t start = 0;
    std::uint32_t count = 0;
};
/// A file's lines, top to bottom.
using Runs = std::vector<Run>;
using RunsRef = std::shared_ptr<const Runs>;
/// None for a null reference.
[[nodiscard]] const Runs& runsOf(const RunsRef& runs);

/// Appends, joining with the last run where the numbers go on.
void append(Runs& runs, Run run);
[[nodiscard]] std::uint32_t lineCount(const Runs& runs);

/// What a set of hunks did to a list of runs.
struct RunEdit
{
    Runs result;
    Runs cut;    ///< lines removed, by the number they had
    Runs beside; ///< for hunks that only add: the neighbours above and below
};

/// Copies `old` along the hunks; lines the hunks add get consecutive numbers from `firstNew` on.
[[nodiscard]] RunEdit applyHunks(const Runs& old, std::span<const Hunk> hunks, LineId firstNew);

/// The lines of a merge's content: for each parent in turn, lines not yet known are taken from it where they are
/// unchanged.
class MergedLines
{
public:
    explicit MergedLines(std::uint32_t lines) { add({kNoLine, lines}); }
    void takeFrom(const Runs& parent, std::span<const Hunk> hunks);
    /// Lines found in no parent.
    [[nodiscard]] std::uint32_t unknown() const;
    /// Numbers the unknown lines from `firstNew` on, and reports where they are, in order.
    [[nodiscard]] Runs finish(LineId firstNew, std::vector<Stretch>& born) const;

private:
    void add(Run piece);

    Runs m_pieces; ///< of all lines, in order; those that are unknown begin with kNoLine
};

} // namespace assay::lineage
