// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/shifttable.h"

#include <optional>

namespace assay::stats {

/// Finds where the excess of a table passes a level: at the difference of one of its pairs, which is found exactly; the
/// middle where the excess rests at the level, as for the median of an even number. What is found does not depend on
/// where the search begins. A few passes over the rows, however many pairs there are.
class ShiftSearch
{
public:
    /// `reach`: no difference is as large.
    ShiftSearch(const ShiftTable& table, double reach);

    [[nodiscard]] double zero();
    /// Where the excess is `level`, away from where it is zero. `level` lies between its extremes.
    [[nodiscard]] double crossing(double level, double zero);

private:
    struct Pair
    {
        double difference;
        double weight;
    };
    /// The pairs whose difference is above `low` and at most `high`, and the excess just above both.
    struct Window
    {
        double low = 0;
        double high = 0;
        double excessAtLow = 0;
        double excessAtHigh = 0;
        std::vector<Pair> inside;
    };
    [[nodiscard]] bool read(double low, double high, std::size_t most);
    [[nodiscard]] double select(double level);
    [[nodiscard]] double search(double level, double guess);
    void makeRough();

    const ShiftTable& m_table;
    const double m_reach;
    const double m_pairs;
    const double m_greatest;
    const double m_nothing; ///< what rounding may leave of a difference between sums
    bool m_all = false;     ///< the window holds every pair
    double m_rough = 0;     ///< about where the excess is zero, and how steep it is there
    double m_slope = 0;
    Window m_window;
};

} // namespace assay::stats
