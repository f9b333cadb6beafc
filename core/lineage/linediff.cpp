// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/linediff.h"

#include <algorithm>

namespace assay::lineage {
namespace {

constexpr std::size_t kTrimBlock = 1024; ///< Git cuts equal tails in such blocks before blaming
constexpr std::size_t kFirstContext = 16;
constexpr std::int64_t kMaxFrequent = 1024;
constexpr std::size_t kCheapChanges = 250; ///< on each side: up to twice 256 in all, Git searches exhaustively

constexpr std::int32_t kLinesPerFrequent = 3; ///< see Myers: noise is less than a quarter of its neighbourhood
constexpr std::int32_t kNoNeighbours = -1'000'000;

/// Start of the line in which byte `at` lies.
std::size_t lineStart(std::string_view text, std::size_t at)
{
    const auto feed = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return feed == std::string_view::npos ? 0 : feed + 1;
}

/// Bytes of the equal tail that Git leaves in place: what a cut by whole blocks does not take, and the line it hits.
std::size_t keptTail(std::string_view text, std::size_t equal, std::size_t smaller)
{
    const std::size_t cut = std::min(equal, smaller) / kTrimBlock * kTrimBlock;
    const std::string_view tail = text.substr(text.size() - cut);
    const auto feed = tail.find('\n');
    return cut - (feed == std::string_view::npos ? cut : feed + 1);
}

/// The last `count` lines of a text that ends on a line boundary, top to bottom.
void lastLines(std::string_view text, std::size_t count, std::vector<std::string_view>& lines)
{
    lines.clear();
    while (count-- > 0 && !text.empty()) {
        const std::size_t start = lineStart(text, text.size() - 1);
        lines.push_back(text.substr(start));
        text = text.substr(0, start);
    }
    std::reverse(lines.begin(), lines.end());
}

void firstLines(std::string_view text, std::size_t count, std::vector<std::string_view>& lines)
{
    lines.clear();
    while (count-- > 0 && !text.empty()) {
        const auto feed = text.find('\n');
        const std::size_t size = feed == std::string_view::npos ? text.size() : feed + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
}

void fillSlide(SlideSide& side, const std::vector<std::string_view>& above, const std::vector<std::string_view>& middle,
               const std::vector<std::string_view>& below, const std::vector<std::uint8_t>& changed)
{
    side.lines.assign(above.begin(), above.end());
    side.lines.insert(side.lines.end(), middle.begin(), middle.end());
    side.lines.insert(side.lines.end(), below.begin(), below.end());
    side.changed.assign(above.size(), 0);
    side.changed.insert(side.changed.end(), changed.begin(), changed.end());
    side.changed.resize(side.lines.size(), 0);
}

/// Whether a line with a partner might be taken for noise if it, and lines around it, were frequent: that needs more
/// than three lines without partner for each frequent one, on both sides of it together.
bool mayBeNoise(const std::vector<std::uint8_t>& changed, std::vector<std::int32_t>& above)
{
    const auto weight = [&](std::size_t i) { return changed[i] != 0 ? 1 : -kLinesPerFrequent; };
    std::int32_t best = kNoNeighbours;
    above.clear();
    for (std::size_t i = 0; i < changed.size(); ++i) {
        above.push_back(best);
        best = std::max(best, 0) + weight(i);
    }
    best = kNoNeighbours;
    for (std::size_t i = changed.size(); i-- > 0;) {
        if (changed[i] == 0 && above[i] + best > 2 * kLinesPerFrequent) return true;
        best = std::max(best, 0) + weight(i);
    }
    return false;
}

} // namespace

LineDiffer::Frame LineDiffer::trim(std::string_view before, std::string_view after)
{
    Frame frame{before, after, 0, before.size(), after.size(), 0};
    const std::size_t smaller = std::min(before.size(), after.size());
    const std::size_t equalTail = commonSuffix(before, after);
    const std::size_t cutTail = keptTail(before, equalTail, smaller);
    const std::size_t head = lineStart(
        before, commonPrefix(before.substr(0, before.size() - cutTail), after.substr(0, after.size() - cutTail)));
    frame.head = head;

    std::size_t tail = std::min(equalTail, smaller - head);
    const auto startsLine = [head](std::string_view text, std::size_t at) {
        return at == head || text[at - 1] == '\n';
    };
    if (tail > 0 && !(startsLine(before, before.size() - tail) && startsLine(after, after.size() - tail))) {
        const auto feed = before.find('\n', before.size() - tail);
        tail = feed == std::string_view::npos ? 0 : before.size() - feed - 1;
    }
    frame.endBefore = before.size() - tail;
    frame.endAfter = after.size() - tail;
    frame.tailLimit = tail - std::min(tail, cutTail);
    return frame;
}

void LineDiffer::compare(std::string_view before, std::string_view after, std::vector<Hunk>& hunks)
{
    const Frame frame = trim(before, after);
    if (frame.head == frame.endBefore && frame.head == frame.endAfter) return;
    m_linesBefore.clear();
    splitLines(before.substr(frame.head, frame.endBefore - frame.head), m_linesBefore);
    markChanges(frame);
    slide(frame, hunks);
}

void LineDiffer::markChanges(const Frame& frame)
{
    const std::string_view middle = frame.after.substr(frame.head, frame.endAfter - frame.head);
    m_linesAfter.clear();
    if (m_linesBefore.empty() || middle.empty()) {
        splitLines(middle, m_linesAfter);
        m_before.changed.assign(m_linesBefore.size(), 1);
        m_after.changed.assign(m_linesAfter.size(), 1);
        return;
    }
    // About as many lines to the byte as on the first side.
    const std::size_t bytes = frame.endBefore - frame.head;
    numberBefore(static_cast<std::size_t>(static_cast<double>(middle.size()) / static_cast<double>(bytes) *
                                          static_cast<double>(m_linesBefore.size())));
    numberAfter(middle);
    if (markInOrder()) return;
    countOccurrences(frame);
    m_myers.compare(m_before, m_after);
}

void LineDiffer::numberBefore(std::size_t linesAfter)
{
    m_table.reset(m_linesBefore.size() + linesAfter);
    m_before.lines.clear();
    m_firstPlace.clear();
    for (std::size_t i = 0; i < m_linesBefore.size(); ++i) {
        const auto number = m_table.add(m_linesBefore[i], 0);
        if (number == m_firstPlace.size()) m_firstPlace.push_back(static_cast<std::uint32_t>(i));
        m_before.lines.push_back(number);
    }
}

/// Splits and numbers the other side. Where it goes on as the first does, comparing the next line tells as much as
/// hashing it.
void LineDiffer::numberAfter(std::string_view middle)
{
    m_after.lines.clear();
    std::size_t expected = 0;
    while (!middle.empty()) {
        std::uint32_t number = 0;
        std::size_t size = expected < m_linesBefore.size() ? m_linesBefore[expected].size() : 0;
        if (size > 0 && middle.starts_with(m_linesBefore[expected]) &&
            (middle[size - 1] == '\n' || size == middle.size())) {
            number = m_before.lines[expected++];
            m_table.countAgain(number, 1);
        } else {
            const auto feed = middle.find('\n');
            size = feed == std::string_view::npos ? middle.size() : feed + 1;
            number = m_table.add(middle.substr(0, size), 1);
            if (number < m_firstPlace.size() && m_table.count(number, 0) == 1) expected = m_firstPlace[number] + 1;
        }
        m_linesAfter.push_back(middle.substr(0, size));
        m_after.lines.push_back(number);
        middle.remove_prefix(size);
    }
}

/// If the lines that occur on both sides do so in the same order, they are the ones that stay, whatever else the texts
/// hold. False if they are not, or if Git might set some of them aside nevertheless.
bool LineDiffer::markInOrder()
{
    bool many = false;
    m_mayHaveNoise = false;
    const auto mark = [&](DiffSide& side, int other) {
        std::size_t unmatched = 0;
        side.changed.clear();
        for (const auto line : side.lines) {
            side.changed.push_back(m_table.count(line, other) == 0 ? 1 : 0);
            unmatched += side.changed.back();
        }
        many = many || unmatched > kCheapChanges;
        m_mayHaveNoise = m_mayHaveNoise || mayBeNoise(side.changed, m_noise);
        return unmatched;
    };
    if (mark(m_before, 1) == m_before.lines.size()) {
        m_after.changed.assign(m_after.lines.size(), 1);
        return true;
    }
    mark(m_after, 0);
    if (many || m_mayHaveNoise) return false;
    m_partners.clear();
    for (std::size_t i = 0; i < m_before.lines.size(); ++i)
        if (m_before.changed[i] == 0) m_partners.push_back(m_before.lines[i]);
    auto next = m_partners.begin();
    for (std::size_t i = 0; i < m_after.lines.size(); ++i)
        if (m_after.changed[i] == 0 && (next == m_partners.end() || *next++ != m_after.lines[i])) return false;
    return next == m_partners.end();
}

void LineDiffer::countOccurrences(const Frame& frame)
{
    // How often a line occurs counts over the whole texts, not only where they differ: else other lines would be set
    // aside than Git does. Without any noise it only matters whether a line has a partner anywhere.
    std::int64_t outside = 0;
    m_table.prepareCounting(!m_mayHaveNoise);
    for (std::string_view rest : {frame.before.substr(0, frame.head), frame.before.substr(frame.endBefore)}) {
        while (!rest.empty()) {
            const auto feed = rest.find('\n');
            const std::size_t size = feed == std::string_view::npos ? rest.size() : feed + 1;
            m_table.countIfKnown(rest.substr(0, size));
            rest.remove_prefix(size);
            ++outside;
        }
    }
    const auto classify = [&](DiffSide& side, int other) {
        const std::int64_t many =
            std::min(kMaxFrequent, roughSquareRoot(outside + static_cast<std::int64_t>(side.lines.size())));
        side.matches.clear();
        for (const auto line : side.lines) {
            const auto count = m_table.count(line, other);
            side.matches.push_back(count == 0 ? 0 : count >= many ? 2 : 1);
        }
    };
    classify(m_before, 1);
    classify(m_after, 0);
}

void LineDiffer::slide(const Frame& frame, std::vector<Hunk>& hunks)
{
    std::size_t context = kFirstContext;
    while (!slideWithin(frame, context)) context *= 16;
    m_anchor.line = countLines(frame.before.substr(0, m_anchor.offset));
    collect(hunks);
}

bool LineDiffer::slideWithin(const Frame& frame, std::size_t context)
{
    const std::string_view below = frame.before.substr(frame.endBefore, frame.tailLimit);
    lastLines(frame.before.substr(0, frame.head), context, m_above);
    firstLines(below, context, m_below);
    fillSlide(m_slideBefore, m_above, m_linesBefore, m_below, m_before.changed);
    fillSlide(m_slideAfter, m_above, m_linesAfter, m_below, m_after.changed);
    std::size_t bytesAbove = 0;
    std::size_t bytesBelow = 0;
    for (const auto line : m_above) bytesAbove += line.size();
    for (const auto line : m_below) bytesBelow += line.size();
    m_anchor.offset = frame.head - bytesAbove;
    m_slideBefore.moreAbove = m_slideAfter.moreAbove = bytesAbove < frame.head;
    m_slideBefore.moreBelow = m_slideAfter.moreBelow = bytesBelow < below.size();
    return slideGroups(m_slideBefore, m_slideAfter) && slideGroups(m_slideAfter, m_slideBefore);
}

void LineDiffer::collect(std::vector<Hunk>& hunks) const
{
    const std::uint32_t firstLine = m_anchor.line;
    const auto& before = m_slideBefore.changed;
    const auto& after = m_slideAfter.changed;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    while (a < before.size() || b < after.size()) {
        const std::uint32_t startA = a;
        const std::uint32_t startB = b;
        while (a < before.size() && before[a] != 0) ++a;
        while (b < after.size() && after[b] != 0) ++b;
        if (a > startA || b > startB)
            hunks.push_back({firstLine + startA, a - startA, firstLine + startB, b - startB});
        else
            ++a, ++b;
    }
}

} // namespace assay::lineage
