// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/linetable.h"
#include "lineage/myers.h"
#include "lineage/slide.h"

namespace assay::lineage {

/// Lines [oldStart, oldStart + oldCount) were replaced by [newStart, newStart + newCount); 0-based.
struct Hunk
{
    std::uint32_t oldStart = 0;
    std::uint32_t oldCount = 0;
    std::uint32_t newStart = 0;
    std::uint32_t newCount = 0;
    bool operator==(const Hunk&) const = default;
};

/// Compares texts line by line and finds the hunks that `git blame` and `git diff` find. Equal heads and tails are cut
/// off by bytes before any line is looked at. One per thread: it keeps its buffers.
class LineDiffer
{
public:
    /// Appends the hunks, top to bottom.
    void compare(std::string_view before, std::string_view after, std::vector<Hunk>& hunks);

    /// A place at or above the first hunk of the last comparison, the same in both texts: nobody needs to count lines
    /// up to there.
    struct Anchor
    {
        std::uint32_t line = 0;
        std::size_t offset = 0;
    };
    [[nodiscard]] Anchor anchor() const { return m_anchor; }
    /// Lines of both texts from the anchor on, as far as the hunks reach. They point into the texts compared last.
    [[nodiscard]] std::span<const std::string_view> linesBefore() const { return m_slideBefore.lines; }
    [[nodiscard]] std::span<const std::string_view> linesAfter() const { return m_slideAfter.lines; }

private:
    struct Frame
    {
        std::string_view before, after;
        std::size_t head = 0;      ///< equal bytes at the beginning, whole lines
        std::size_t endBefore = 0; ///< where the equal tail begins
        std::size_t endAfter = 0;
        std::size_t tailLimit = 0; ///< bytes of the tail into which groups may slide
    };
    [[nodiscard]] static Frame trim(std::string_view before, std::string_view after);
    void markChanges(const Frame& frame);
    void numberBefore(std::size_t linesAfter);
    void numberAfter(std::string_view middle);
    bool markInOrder();
    void countOccurrences(const Frame& frame);
    void slide(const Frame& frame, std::vector<Hunk>& hunks);
    bool slideWithin(const Frame& frame, std::size_t context);
    void collect(std::vector<Hunk>& hunks) const;

    std::vector<std::uint32_t> m_firstPlace; ///< of each distinct line of the first text
    std::vector<std::uint32_t> m_partners;
    std::vector<std::int32_t> m_noise;
    bool m_mayHaveNoise = false; ///< whether lines of the middle may be set aside
    std::vector<std::string_view> m_linesBefore;
    std::vector<std::string_view> m_linesAfter;
    std::vector<std::string_view> m_above;
    std::vector<std::string_view> m_below;
    LineTable m_table;
    DiffSide m_before;
    DiffSide m_after;
    SlideSide m_slideBefore;
    SlideSide m_slideAfter;
    Myers m_myers;
    Anchor m_anchor;
};

} // namespace assay::lineage
