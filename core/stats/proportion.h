// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

namespace assay::stats {

/// Share `successes / trials` with the score interval of Wilson (1927). Successes may be fractional (weighted counts).
/// Reasons: Empty (no trials), OutOfRange (successes outside 0…trials, level outside 0…1).
[[nodiscard]] Outcome<Estimate> wilson(double successes, double trials, double level = 0.95);
/// The same with the exact interval of Clopper & Pearson (1934): never below its level, wider than Wilson's.
[[nodiscard]] Outcome<Estimate> clopperPearson(double successes, double trials, double level = 0.95);

/// Difference of two shares, first minus second, with the hybrid score interval: method 10 of Newcombe
/// (1998, Statistics in Medicine 17:873). Reasons: OneGroup (one side has no trials), Empty, OutOfRange.
[[nodiscard]] Outcome<Estimate> newcombeDifference(double successes1, double trials1, double successes2, double trials2,
                                                   double level = 0.95);

} // namespace assay::stats
