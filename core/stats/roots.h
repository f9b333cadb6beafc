// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace assay::stats {

/// Zero of a function that rises from at most zero at `low` to at least zero at `high`, by bisection to the last bit
/// that matters (relative 1e-15). Bisection, as the callers' functions are monotone but may be flat.
template <class F>
[[nodiscard]] double rootOf(const F& f, double low, double high)
{
    for (int i = 0; i < 200; ++i) {
        const double middle = low + (high - low) / 2;
        if (middle == low || middle == high || high - low <= 1e-15 * std::abs(middle)) break;
        (f(middle) < 0 ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

} // namespace assay::stats
