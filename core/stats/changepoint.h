// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <span>
#include <vector>

namespace assay::stats {

/// Where the level of a series changes. `lastOfSegment` holds the number of values up to each change, so the first
/// change of {28} lies between the 28th and the 29th value.
struct Segmentation
{
    std::vector<std::size_t> lastOfSegment;
    double cost = 0; ///< sum of squared deviations from the segments' means, plus the penalty per change
};

/// Best segmentation for a penalty per change, found exactly with PELT's pruning (Killick, Fearnhead & Eckley 2012).
/// Usual penalties: 2 variance log n. Reasons: Empty, TooFew (under twice the shortest segment), NotFinite, OutOfRange.
[[nodiscard]] Outcome<Segmentation> changePoints(std::span<const double> values, double penalty,
                                                 std::size_t shortest = 2);

/// Best segmentations with 0, 1, … changes (Bai & Perron 2003, dynamic programme), each segment at least `shortest`
/// long, and the number of changes that the Bayesian information criterion prefers.
struct Breakpoints
{
    std::vector<double> rss; ///< by number of changes
    std::vector<double> bic;
    std::vector<std::vector<std::size_t>> breaks;
    std::size_t best = 0;
};
[[nodiscard]] Outcome<Breakpoints> breakpoints(std::span<const double> values, std::size_t shortest,
                                               std::size_t most = 5);

struct SupF
{
    double statistic =
        0; ///< largest F of a single change (Andrews 1993); its 5 % critical value with trim 0.15 is 8.85
    std::size_t lastBefore = 0;
};
/// A single change of level at an unknown place, away from the ends by the share `trim`.
[[nodiscard]] Outcome<SupF> supF(std::span<const double> values, double trim = 0.15);

/// OLS-based CUSUM test of a constant level (Ploberger & Krämer 1992); p-value from the Brownian bridge.
[[nodiscard]] Outcome<TestResult> olsCusum(std::span<const double> values);

} // namespace assay::stats
