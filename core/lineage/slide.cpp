// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/slide.h"

#include <algorithm>

namespace assay::lineage {
namespace {

// The indentation heuristic's constants are Git's (found empirically by Michael Haggerty, diff-slider-tools).
constexpr int kMaxIndent = 200;
constexpr int kMaxBlanks = 20;
constexpr std::int64_t kMaxSliding = 100;
constexpr int kStartOfFile = 1;
constexpr int kEndOfFile = 21;
constexpr int kTotalBlank = -30;
constexpr int kPostBlank = 6;
constexpr int kRelativeIndent = -4;
constexpr int kRelativeIndentBlank = 10;
constexpr int kRelativeOutdent = 24;
constexpr int kRelativeOutdentBlank = 17;
constexpr int kRelativeDedent = 23;
constexpr int kRelativeDedentBlank = 17;
constexpr int kIndentWeight = 60;

/// Columns before the first printing character; -1 for a blank line.
int indentOf(std::string_view line)
{
    int columns = 0;
    for (const char c : line) {
        if (c == ' ')
            ++columns;
        else if (c == '\t')
            columns += 8 - columns % 8;
        else if (c != '\n' && c != '\r' && c != '\v' && c != '\f')
            return columns;
        if (columns >= kMaxIndent) return kMaxIndent;
    }
    return -1;
}

struct Score
{
    int indent = 0;
    int penalty = 0;
    [[nodiscard]] bool atLeastAsGoodAs(const Score& other) const
    {
        const int order = (indent > other.indent) - (indent < other.indent);
        return kIndentWeight * order + (penalty - other.penalty) <= 0;
    }
};

struct Group
{
    std::int64_t start = 0;
    std::int64_t end = 0;
    [[nodiscard]] bool empty() const { return start == end; }
};

/// One text, with a group that walks down it.
class Slider
{
public:
    explicit Slider(SlideSide& side) : m_side(side), m_size(static_cast<std::int64_t>(side.lines.size()))
    {
        extendDown();
    }

    [[nodiscard]] const Group& group() const { return m_group; }
    [[nodiscard]] bool tooShort() const { return m_tooShort; }

    bool next()
    {
        if (m_group.end == m_size) return false;
        m_group.start = m_group.end = m_group.end + 1;
        extendDown();
        return true;
    }

    bool previous()
    {
        if (m_group.start == 0) return false;
        m_group.start = m_group.end = m_group.start - 1;
        extendUp();
        return true;
    }

    bool slideDown()
    {
        if (m_group.end == m_size) return ranOut(m_side.moreBelow);
        if (line(m_group.start) != line(m_group.end)) return false;
        changed(m_group.start++) = 0;
        changed(m_group.end++) = 1;
        extendDown();
        return true;
    }

    bool slideUp()
    {
        if (m_group.start == 0) return ranOut(m_side.moreAbove);
        if (line(m_group.start - 1) != line(m_group.end - 1)) return false;
        changed(--m_group.start) = 1;
        changed(--m_group.end) = 0;
        extendUp();
        return true;
    }

    /// Adds what speaks against splitting the text above `split`.
    void addSplit(std::int64_t split, Score& score)
    {
        const bool atEnd = split >= m_size;
        const int own = atEnd ? -1 : indentOf(line(split));
        const auto [preBlank, preIndent] = look(split - 1, -1);
        const auto [postBlanks, postIndent] = look(split + 1, 1);
        if (preIndent == -1 && preBlank == 0) score.penalty += kStartOfFile;
        if (atEnd) score.penalty += kEndOfFile;
        const int postBlank = own == -1 ? 1 + postBlanks : 0;
        const int blanks = preBlank + postBlank;
        score.penalty += kTotalBlank * blanks + kPostBlank * postBlank;
        const int indent = own != -1 ? own : postIndent;
        score.indent += indent;
        if (indent == -1 || preIndent == -1 || indent == preIndent) return;
        if (indent > preIndent)
            score.penalty += blanks != 0 ? kRelativeIndentBlank : kRelativeIndent;
        else if (postIndent != -1 && postIndent > indent)
            score.penalty += blanks != 0 ? kRelativeOutdentBlank : kRelativeOutdent;
        else
            score.penalty += blanks != 0 ? kRelativeDedentBlank : kRelativeDedent;
    }

private:
    struct Look
    {
        int blanks = 0;
        int indent = -1;
    };

    Look look(std::int64_t from, std::int64_t step)
    {
        Look seen;
        for (std::int64_t i = from; i >= 0 && i < m_size; i += step) {
            seen.indent = indentOf(line(i));
            if (seen.indent != -1) return seen;
            if (++seen.blanks == kMaxBlanks) {
                seen.indent = 0;
                return seen;
            }
        }
        ranOut(step < 0 ? m_side.moreAbove : m_side.moreBelow);
        return seen;
    }

    bool ranOut(bool more)
    {
        m_tooShort = m_tooShort || more;
        return false;
    }
    void extendDown()
    {
        while (m_group.end < m_size && changed(m_group.end) != 0) ++m_group.end;
    }
    void extendUp()
    {
        while (m_group.start > 0 && changed(m_group.start - 1) != 0) --m_group.start;
    }
    [[nodiscard]] std::string_view line(std::int64_t i) const { return m_side.lines[static_cast<std::size_t>(i)]; }
    std::uint8_t& changed(std::int64_t i) { return m_side.changed[static_cast<std::size_t>(i)]; }

    SlideSide& m_side;
    std::int64_t m_size;
    Group m_group;
    bool m_tooShort = false;
};

struct Reach
{
    std::int64_t earliestEnd = 0;
    std::int64_t matchingEnd = -1; ///< lowest position that lines up with a group of the other text
    std::int64_t size = 0;
};

/// Up as far as possible, then down; again whenever it swallowed a neighbour.
Reach slideToTheEnd(Slider& mine, Slider& other)
{
    Reach reach;
    do {
        reach.size = mine.group().end - mine.group().start;
        reach.matchingEnd = -1;
        while (mine.slideUp()) other.previous();
        reach.earliestEnd = mine.group().end;
        if (!other.group().empty()) reach.matchingEnd = mine.group().end;
        while (mine.slideDown()) {
            other.next();
            if (!other.group().empty()) reach.matchingEnd = mine.group().end;
        }
    } while (!mine.tooShort() && reach.size != mine.group().end - mine.group().start);
    return reach;
}

std::int64_t bestEnd(Slider& mine, const Reach& reach)
{
    const std::int64_t lowest = mine.group().end;
    std::int64_t end = std::max({reach.earliestEnd, lowest - reach.size - 1, lowest - kMaxSliding});
    std::int64_t best = -1;
    Score bestScore;
    for (; end <= lowest; ++end) {
        Score score;
        mine.addSplit(end, score);
        mine.addSplit(end - reach.size, score);
        if (best == -1 || score.atLeastAsGoodAs(bestScore)) {
            best = end;
            bestScore = score;
        }
    }
    return best;
}

} // namespace

bool slideGroups(SlideSide& side, SlideSide& other)
{
    Slider mine(side);
    Slider theirs(other);
    do {
        if (mine.group().empty()) continue;
        const Reach reach = slideToTheEnd(mine, theirs);
        if (mine.tooShort()) return false;
        if (mine.group().end == reach.earliestEnd) continue;
        if (reach.matchingEnd != -1) {
            while (theirs.group().empty() && mine.slideUp()) theirs.previous();
        } else {
            const std::int64_t end = bestEnd(mine, reach);
            if (mine.tooShort()) return false;
            while (mine.group().end > end && mine.slideUp()) theirs.previous();
        }
    } while (mine.next() && theirs.next());
    return true;
}

} // namespace assay::lineage
