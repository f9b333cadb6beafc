// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/shiftsearch.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {
namespace {

/// Up to so many, pairs are all looked at; of more, those in a window around the place.
constexpr double kFewPairs = 50'000;
/// A first guess is made from about so many rows.
constexpr std::size_t kRoughRows = 20'000;
/// A stratum with so many rows in each group is thinned row by row; of smaller ones, some are left out.
constexpr std::size_t kLargeStratum = 256;

/// Bisection, as often as the guess is worth.
double roughZeroOf(const ShiftTable& t, double reach)
{
    double low = -reach;
    double high = reach;
    while (high - low > 1e-6 * reach) {
        const double middle = low + (high - low) / 2;
        (excess(t, middle) > 0 ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

/// About one row in `every`, with weights that make up for the others.
ShiftTable thinned(const ShiftTable& t, std::size_t every)
{
    ShiftTable thin;
    thin.clusters = t.clusters;
    const auto pick = [](const std::vector<ShiftRow>& rows, std::size_t first, std::size_t end, std::size_t step,
                         std::vector<ShiftRow>& into) {
        for (std::size_t i = first + (step - 1) / 2; i < end; i += step) into.push_back(rows[i]);
    };
    std::size_t small = 0;
    for (const ShiftStratum& whole : t.strata) {
        ShiftStratum s = whole;
        const bool large = std::min(whole.endTreated - whole.firstTreated, whole.endControl - whole.firstControl) >=
                           std::max(kLargeStratum, 8 * every);
        if (!large && small++ % every != 0) continue;
        const auto times = static_cast<double>(every);
        s.weight *= large ? times * times : times;
        s.firstTreated = thin.treated.size();
        s.firstControl = thin.control.size();
        pick(t.treated, whole.firstTreated, whole.endTreated, large ? every : 1, thin.treated);
        pick(t.control, whole.firstControl, whole.endControl, large ? every : 1, thin.control);
        s.endTreated = thin.treated.size();
        s.endControl = thin.control.size();
        thin.strata.push_back(s);
    }
    return thin;
}

} // namespace

ShiftSearch::ShiftSearch(const ShiftTable& table, double reach)
    : m_table(table), m_reach(reach), m_pairs(pairsOf(table)), m_greatest(greatest(table)),
      m_nothing(1e-12 * std::max(1.0, m_greatest))
{
    if (m_pairs <= kFewPairs)
        m_all = read(-2 * reach, 2 * reach, static_cast<std::size_t>(kFewPairs));
    else
        makeRough();
}

void ShiftSearch::makeRough()
{
    const std::size_t every = rowsOf(m_table) / kRoughRows + 1;
    const ShiftTable few = every > 1 ? thinned(m_table, every) : ShiftTable();
    const ShiftTable& from = every > 1 ? few : m_table;
    m_rough = roughZeroOf(from, m_reach);
    const double near = m_reach / 256;
    m_slope = (excess(from, m_rough - near) - excess(from, m_rough + near)) / (2 * near);
}

/// False where more than `most` pairs are inside.
bool ShiftSearch::read(double low, double high, std::size_t most)
{
    Window& w = m_window;
    w.low = low;
    w.high = high;
    w.inside.clear();
    double above = 0;
    double within = 0;
    for (const ShiftStratum& s : m_table.strata) {
        std::size_t first = s.firstControl; // of those not above the window
        std::size_t end = s.firstControl;   // of those inside
        std::size_t pairsAbove = 0;
        std::size_t pairsWithin = 0;
        for (std::size_t i = s.firstTreated; i < s.endTreated; ++i) {
            const double x = m_table.treated[i].value;
            while (first < s.endControl && x - m_table.control[first].value > high) ++first;
            end = std::max(end, first);
            while (end < s.endControl && x - m_table.control[end].value > low) ++end;
            pairsAbove += first - s.firstControl;
            pairsWithin += end - first;
            if (w.inside.size() + (end - first) > most) return false;
            for (std::size_t j = first; j < end; ++j) w.inside.push_back({x - m_table.control[j].value, s.weight});
        }
        above += s.weight * static_cast<double>(pairsAbove);
        within += s.weight * static_cast<double>(pairsWithin);
    }
    w.excessAtHigh = above - m_greatest;
    w.excessAtLow = above + within - m_greatest;
    return true;
}

/// The difference in the window at which the excess, which falls by the weight of each pair it passes, gets to the
/// level: halves the candidates by rank, so that it costs a few passes over them and no sorting.
double ShiftSearch::select(double level)
{
    auto& pairs = m_window.inside;
    const auto at = [&pairs](std::size_t k) { return pairs.begin() + static_cast<std::ptrdiff_t>(k); };
    const auto smaller = [](const Pair& a, const Pair& b) { return a.difference < b.difference; };
    std::size_t low = 0;
    std::size_t high = pairs.size();
    double left = m_window.excessAtLow; // with `low` pairs passed
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        std::nth_element(at(low), at(middle), at(high), smaller);
        double passed = left;
        for (std::size_t k = low; k < middle; ++k) passed -= pairs[k].weight;
        if (passed <= level + m_nothing) {
            high = middle;
        } else {
            low = middle;
            left = passed;
        }
    }
    const double found = pairs[low].difference;
    const bool rests = left - pairs[low].weight >= level - m_nothing && low + 1 < pairs.size();
    return rests ? (found + std::min_element(at(low + 1), pairs.end(), smaller)->difference) / 2 : found;
}

double ShiftSearch::search(double level, double guess)
{
    const auto enough = std::clamp<std::size_t>(rowsOf(m_table) / 8, 1000, 65536);
    const double widest = m_reach / 64;
    double width = m_slope > 0 ? std::min(widest, static_cast<double>(enough) * m_greatest / (m_slope * m_pairs))
                               : widest; // the window's half
    double low = -m_reach;
    double high = m_reach;
    double x = guess;
    for (int round = 0; high - low > 1e-10 * m_reach; ++round) {
        if (round % 4 == 3 || !(x > low && x < high)) x = low + (high - low) / 2;
        const double half = high - low < 2 * width ? (high - low) / 2 : width;
        if (high - low < 2 * width) x = low + half;
        if (!read(x - half * (1 + 1e-9), x + half * (1 + 1e-9), 8 * enough)) {
            // More pairs than expected: only the middle's side is told.
            (excess(m_table, x) > level ? low : high) = x;
            width /= 4;
            continue;
        }
        const Window& w = m_window;
        if (w.excessAtLow > level + m_nothing && w.excessAtHigh < level - m_nothing) return select(level);
        if (w.excessAtLow > level + m_nothing)
            low = std::max(low, x);
        else
            high = std::min(high, x);
        const double slope = (w.excessAtLow - w.excessAtHigh) / (2 * half);
        if (slope > 0) x += ((w.excessAtLow + w.excessAtHigh) / 2 - level) / slope;
    }
    return low + (high - low) / 2;
}

double ShiftSearch::zero()
{
    return m_all ? select(0) : search(0, m_rough);
}

double ShiftSearch::crossing(double level, double zero)
{
    if (m_all) return select(level);
    return search(level, m_slope > 0 ? zero - level / m_slope : zero);
}

} // namespace assay::stats
