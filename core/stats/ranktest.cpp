// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/ranktest.h"

#include "stats/distributions.h"
#include "stats/quantile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace assay::stats {

namespace {

using Values = std::span<const double>;

std::optional<Reason> problemOfGroups(Values first, Values second)
{
    if (first.empty() && second.empty()) return Reason::Empty;
    if (first.empty() || second.empty()) return Reason::OneGroup;
    if (!allFinite(first) || !allFinite(second)) return Reason::NotFinite;
    return std::nullopt;
}

std::vector<double> sortedCopy(Values values)
{
    std::vector<double> copy(values.begin(), values.end());
    std::sort(copy.begin(), copy.end());
    return copy;
}

/// For each x in `sorted`: how many of `others` (sorted) are smaller minus how many are larger.
std::vector<double> dominance(Values sorted, Values others)
{
    std::vector<double> result(sorted.size());
    std::size_t below = 0;
    std::size_t notAbove = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        while (below < others.size() && others[below] < sorted[i]) ++below;
        while (notAbove < others.size() && others[notAbove] <= sorted[i]) ++notAbove;
        result[i] = static_cast<double>(below) - static_cast<double>(others.size() - notAbove);
    }
    return result;
}

/// Sum of t³ - t over groups of tied values in both samples together.
double tieTerm(Values first, Values second)
{
    double sum = 0;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < first.size() || j < second.size()) {
        const double value = j == second.size() || (i < first.size() && first[i] <= second[j]) ? first[i] : second[j];
        double t = 0;
        for (; i < first.size() && first[i] == value; ++i) ++t;
        for (; j < second.size() && second[j] == value; ++j) ++t;
        sum += t * t * t - t;
    }
    return sum;
}

double rankSumVariance(Values first, Values second)
{
    const auto m = static_cast<double>(first.size());
    const auto n = static_cast<double>(second.size());
    return m * n / 12 * (m + n + 1 - tieTerm(first, second) / ((m + n) * (m + n - 1)));
}

/// Maps doubles to integers in the same order, so that a search over values can end at the exact one.
std::int64_t orderedBits(double value)
{
    const auto bits = std::bit_cast<std::int64_t>(value);
    return bits >= 0 ? bits : static_cast<std::int64_t>(0x8000'0000'0000'0000ULL - static_cast<std::uint64_t>(bits));
}

double fromOrderedBits(std::int64_t bits)
{
    return std::bit_cast<double>(
        bits >= 0 ? bits : static_cast<std::int64_t>(0x8000'0000'0000'0000ULL - static_cast<std::uint64_t>(bits)));
}

/// Number of pairs with first - second <= limit.
std::uint64_t pairsAtMost(Values first, Values second, double limit)
{
    std::uint64_t count = 0;
    std::size_t start = 0; // first index of `second` that is small enough a subtrahend to reach the limit
    for (double a : first) {
        while (start < second.size() && a - second[start] > limit) ++start;
        count += second.size() - start;
    }
    return count;
}

/// The rank-th smallest difference, rank from 1.
double differenceOfRank(Values first, Values second, std::uint64_t rank)
{
    std::int64_t low = orderedBits(first.front() - second.back());
    std::int64_t high = orderedBits(first.back() - second.front());
    while (low < high) {
        const std::int64_t middle =
            low + static_cast<std::int64_t>((static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low)) / 2);
        if (pairsAtMost(first, second, fromOrderedBits(middle)) >= rank)
            high = middle;
        else
            low = middle + 1;
    }
    return fromOrderedBits(low);
}

} // namespace

Outcome<RankSum> rankSumTest(Values first, Values second, bool continuity)
{
    if (const auto problem = problemOfGroups(first, second)) return because(*problem);
    const std::vector<double> a = sortedCopy(first);
    const std::vector<double> b = sortedCopy(second);
    const double pairs = static_cast<double>(a.size()) * static_cast<double>(b.size());
    double sum = 0;
    for (double d : dominance(a, b)) sum += d;
    RankSum result;
    result.u = (sum + pairs) / 2;
    result.cliffDelta = sum / pairs;
    const double variance = rankSumVariance(a, b);
    if (!(variance > 0)) return because(Reason::Constant);
    const double distance = result.u - pairs / 2;
    const double shift = continuity ? std::copysign(std::min(0.5, std::abs(distance)), distance) : 0;
    result.z = (distance - shift) / std::sqrt(variance);
    result.pValue = normalTwoSided(result.z);
    return result;
}

Outcome<Estimate> cliffDelta(Values first, Values second, double level)
{
    if (const auto problem = problemOfGroups(first, second)) return because(*problem);
    const std::vector<double> a = sortedCopy(first);
    const std::vector<double> b = sortedCopy(second);
    const auto m = static_cast<double>(a.size());
    const auto n = static_cast<double>(b.size());
    const std::vector<double> rows = dominance(a, b);
    const std::vector<double> columns = dominance(b, a);
    double sum = 0, absolute = 0, rowSquares = 0, columnSquares = 0;
    for (double d : rows) sum += d;
    const double delta = sum / (m * n);
    for (double d : rows) rowSquares += (d / n - delta) * (d / n - delta);
    for (double d : columns) columnSquares += (-d / m - delta) * (-d / m - delta);
    Estimate result{
        .value = delta, .level = level, .n = a.size() + b.size(), .method = "Cliff's delta, Feng–Cliff interval"};
    if (m < 2 || n < 2) return result;
    std::size_t below = 0, notAbove = 0;
    for (double x : a) { // pairs that are not tied: each has a squared dominance of one
        while (below < b.size() && b[below] < x) ++below;
        while (notAbove < b.size() && b[notAbove] <= x) ++notAbove;
        absolute += static_cast<double>(below + b.size() - notAbove);
    }
    const double pairSquares = absolute - m * n * delta * delta;
    const double variance =
        std::max((n * n * rowSquares + m * m * columnSquares - pairSquares) / (m * n * (m - 1) * (n - 1)),
                 (1 - delta * delta) / (m * n - 1));
    const double z = normalMultiplier(level);
    const double root = z * std::sqrt(variance * ((1 - delta * delta) * (1 - delta * delta) + z * z * variance));
    const double scale = 1 - delta * delta + z * z * variance;
    if (!(scale > 0)) return result;
    result.standardError = std::sqrt(variance);
    result.low = (delta - delta * delta * delta - root) / scale;
    result.high = (delta - delta * delta * delta + root) / scale;
    return result;
}

Outcome<Estimate> hodgesLehmann(Values first, Values second, double level)
{
    if (const auto problem = problemOfGroups(first, second)) return because(*problem);
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const std::vector<double> a = sortedCopy(first);
    const std::vector<double> b = sortedCopy(second);
    const std::uint64_t pairs = static_cast<std::uint64_t>(a.size()) * b.size();
    const double lower = differenceOfRank(a, b, (pairs + 1) / 2);
    const double upper = pairs % 2 == 1 ? lower : differenceOfRank(a, b, pairs / 2 + 1);
    Estimate result{.value = lower + (upper - lower) / 2,
                    .level = level,
                    .n = a.size() + b.size(),
                    .method = "Hodges–Lehmann shift, rank interval"};
    const double spread = normalMultiplier(level) * std::sqrt(rankSumVariance(a, b));
    const double rank = std::round(static_cast<double>(pairs) / 2 - spread);
    if (rank >= 1 && rank <= static_cast<double>(pairs) / 2) {
        const auto k = static_cast<std::uint64_t>(rank);
        result.low = differenceOfRank(a, b, k);
        result.high = differenceOfRank(a, b, pairs - k + 1);
    }
    return result;
}

} // namespace assay::stats
