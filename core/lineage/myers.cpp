// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/myers.h"

#include <algorithm>
#include <limits>

namespace assay::lineage {
namespace {

// Git's constants; other values give other, equally valid, hunks.
constexpr std::int64_t kMinimumCostLimit = 256;
constexpr std::int64_t kHeuristicFromCost = 256;
constexpr std::int64_t kLongSnake = 20;
constexpr std::int64_t kPromising = 4;
constexpr std::int64_t kScanWindow = 100;
constexpr std::int64_t kSetAsideFactor = 4;
constexpr std::int64_t kUnreached = std::numeric_limits<std::int64_t>::max();

struct Neighbours
{
    std::int64_t without = 0; ///< lines without partner
    std::int64_t frequent = 1;
};

Neighbours scan(const std::vector<std::uint8_t>& matches, std::int64_t from, std::int64_t step, std::int64_t low,
                std::int64_t high)
{
    Neighbours found;
    for (std::int64_t i = from + step; i >= low && i <= high; i += step) {
        const auto match = matches[static_cast<std::size_t>(i)];
        if (match == 0)
            ++found.without;
        else if (match == 2)
            ++found.frequent;
        else
            break;
    }
    return found;
}

/// A frequent line is set aside only amid lines that have no partner at all.
bool isNoise(const std::vector<std::uint8_t>& matches, std::int64_t line)
{
    const std::int64_t low = std::max<std::int64_t>(0, line - kScanWindow);
    const std::int64_t high = std::min<std::int64_t>(static_cast<std::int64_t>(matches.size()) - 1, line + kScanWindow);
    const auto above = scan(matches, line, -1, low, high);
    if (above.without == 0) return false;
    const auto below = scan(matches, line, 1, low, high);
    if (below.without == 0) return false;
    const auto without = above.without + below.without;
    const auto frequent = above.frequent + below.frequent;
    return frequent * kSetAsideFactor < frequent + without;
}

void setAside(DiffSide& side)
{
    side.kept.clear();
    side.place.clear();
    side.changed.assign(side.lines.size(), 0);
    for (std::size_t i = 0; i < side.lines.size(); ++i) {
        const auto match = side.matches[i];
        if (match == 1 || (match == 2 && !isNoise(side.matches, static_cast<std::int64_t>(i)))) {
            side.kept.push_back(side.lines[i]);
            side.place.push_back(static_cast<std::uint32_t>(i));
        } else
            side.changed[i] = 1;
    }
}

} // namespace

std::int64_t roughSquareRoot(std::int64_t n)
{
    std::int64_t root = 1;
    for (; n > 0; n >>= 2) root <<= 1;
    return root;
}

void Myers::compare(DiffSide& before, DiffSide& after)
{
    setAside(before);
    setAside(after);
    m_before = &before;
    m_after = &after;
    m_a = before.kept.data();
    m_b = after.kept.data();
    const auto sizeA = static_cast<std::int64_t>(before.kept.size());
    const auto sizeB = static_cast<std::int64_t>(after.kept.size());
    const std::int64_t diagonals = sizeA + sizeB + 3;
    m_shift = sizeB + 1;
    m_maxCost = std::max(kMinimumCostLimit, roughSquareRoot(diagonals));
    if (m_forward.size() < static_cast<std::size_t>(diagonals + 1)) {
        m_forward.resize(static_cast<std::size_t>(diagonals + 1));
        m_backward.resize(static_cast<std::size_t>(diagonals + 1));
    }
    solve({0, sizeA, 0, sizeB}, false);
}

void Myers::solve(Box box, bool minimal)
{
    while (box.fromA < box.toA && box.fromB < box.toB && m_a[box.fromA] == m_b[box.fromB]) ++box.fromA, ++box.fromB;
    while (box.fromA < box.toA && box.fromB < box.toB && m_a[box.toA - 1] == m_b[box.toB - 1]) --box.toA, --box.toB;
    if (box.fromA == box.toA) {
        for (auto b = box.fromB; b < box.toB; ++b) m_after->changed[m_after->place[static_cast<std::size_t>(b)]] = 1;
        return;
    }
    if (box.fromB == box.toB) {
        for (auto a = box.fromA; a < box.toA; ++a) m_before->changed[m_before->place[static_cast<std::size_t>(a)]] = 1;
        return;
    }
    const Split at = split(box, minimal);
    solve({box.fromA, at.a, box.fromB, at.b}, at.minimalLow);
    solve({at.a, box.toA, at.b, box.toB}, at.minimalHigh);
}

Myers::Split Myers::split(const Box& box, bool minimal)
{
    const std::int64_t forwardMiddle = box.fromA - box.fromB;
    const std::int64_t backwardMiddle = box.toA - box.toB;
    const bool odd = ((forwardMiddle - backwardMiddle) & 1) != 0;
    Diagonals f{forwardMiddle, forwardMiddle};
    Diagonals b{backwardMiddle, backwardMiddle};
    forward(forwardMiddle) = box.fromA;
    backward(backwardMiddle) = box.toA;
    Split found;
    for (std::int64_t cost = 1;; ++cost) {
        bool longSnake = false;
        if (stepForward(box, f, b, odd, found, longSnake)) return found;
        if (stepBackward(box, b, f, odd, found, longSnake)) return found;
        if (minimal) continue;
        if (longSnake && cost > kHeuristicFromCost) {
            if (promisingForward(box, f, cost, found)) return found;
            if (promisingBackward(box, b, cost, found)) return found;
        }
        if (cost >= m_maxCost) return furthest(box, f, b);
    }
}

bool Myers::stepForward(const Box& box, Diagonals& f, const Diagonals& b, bool odd, Split& found, bool& longSnake)
{
    // The band grows by one diagonal on each side until it meets the box, then shrinks.
    if (f.low > box.fromA - box.toB)
        forward(--f.low - 1) = -1;
    else
        ++f.low;
    if (f.high < box.toA - box.fromB)
        forward(++f.high + 1) = -1;
    else
        --f.high;
    for (std::int64_t d = f.high; d >= f.low; d -= 2) {
        std::int64_t a = forward(d - 1) >= forward(d + 1) ? forward(d - 1) + 1 : forward(d + 1);
        const std::int64_t start = a;
        for (std::int64_t y = a - d; a < box.toA && y < box.toB && m_a[a] == m_b[y]; ++y) ++a;
        if (a - start > kLongSnake) longSnake = true;
        forward(d) = a;
        if (odd && b.low <= d && d <= b.high && backward(d) <= a) {
            found = {a, a - d, true, true};
            return true;
        }
    }
    return false;
}

bool Myers::stepBackward(const Box& box, Diagonals& b, const Diagonals& f, bool odd, Split& found, bool& longSnake)
{
    if (b.low > box.fromA - box.toB)
        backward(--b.low - 1) = kUnreached;
    else
        ++b.low;
    if (b.high < box.toA - box.fromB)
        backward(++b.high + 1) = kUnreached;
    else
        --b.high;
    for (std::int64_t d = b.high; d >= b.low; d -= 2) {
        std::int64_t a = backward(d - 1) < backward(d + 1) ? backward(d - 1) : backward(d + 1) - 1;
        const std::int64_t start = a;
        for (std::int64_t y = a - d; a > box.fromA && y > box.fromB && m_a[a - 1] == m_b[y - 1]; --y) --a;
        if (start - a > kLongSnake) longSnake = true;
        backward(d) = a;
        if (!odd && f.low <= d && d <= f.high && a <= forward(d)) {
            found = {a, a - d, true, true};
            return true;
        }
    }
    return false;
}

bool Myers::promisingForward(const Box& box, const Diagonals& f, std::int64_t cost, Split& found) const
{
    const std::int64_t middle = box.fromA - box.fromB;
    std::int64_t best = 0;
    for (std::int64_t d = f.high; d >= f.low; d -= 2) {
        const std::int64_t a = forward(d);
        const std::int64_t b = a - d;
        const std::int64_t value = (a - box.fromA) + (b - box.fromB) - (d > middle ? d - middle : middle - d);
        if (value <= kPromising * cost || value <= best || a < box.fromA + kLongSnake || a >= box.toA ||
            b < box.fromB + kLongSnake || b >= box.toB)
            continue;
        std::int64_t k = 1;
        while (k <= kLongSnake && m_a[a - k] == m_b[b - k]) ++k;
        if (k <= kLongSnake) continue;
        best = value;
        found = {a, b, true, false};
    }
    return best > 0;
}

bool Myers::promisingBackward(const Box& box, const Diagonals& b, std::int64_t cost, Split& found) const
{
    const std::int64_t middle = box.toA - box.toB;
    std::int64_t best = 0;
    for (std::int64_t d = b.high; d >= b.low; d -= 2) {
        const std::int64_t a = backward(d);
        const std::int64_t y = a - d;
        const std::int64_t value = (box.toA - a) + (box.toB - y) - (d > middle ? d - middle : middle - d);
        if (value <= kPromising * cost || value <= best || a <= box.fromA || a > box.toA - kLongSnake ||
            y <= box.fromB || y > box.toB - kLongSnake)
            continue;
        std::int64_t k = 0;
        while (k < kLongSnake && m_a[a + k] == m_b[y + k]) ++k;
        if (k < kLongSnake) continue;
        best = value;
        found = {a, y, false, true};
    }
    return best > 0;
}

Myers::Split Myers::furthest(const Box& box, const Diagonals& f, const Diagonals& b) const
{
    std::int64_t forwardSum = -1;
    std::int64_t forwardA = -1;
    for (std::int64_t d = f.high; d >= f.low; d -= 2) {
        std::int64_t a = std::min(forward(d), box.toA);
        if (a - d > box.toB) a = box.toB + d;
        if (forwardSum < a + (a - d)) {
            forwardSum = a + (a - d);
            forwardA = a;
        }
    }
    std::int64_t backwardSum = kUnreached;
    std::int64_t backwardA = kUnreached;
    for (std::int64_t d = b.high; d >= b.low; d -= 2) {
        std::int64_t a = std::max(box.fromA, backward(d));
        if (a - d < box.fromB) a = box.fromB + d;
        if (a + (a - d) < backwardSum) {
            backwardSum = a + (a - d);
            backwardA = a;
        }
    }
    if (box.toA + box.toB - backwardSum < forwardSum - (box.fromA + box.fromB))
        return {forwardA, forwardSum - forwardA, true, false};
    return {backwardA, backwardSum - backwardA, false, true};
}

} // namespace assay::lineage
