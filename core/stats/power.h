// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

namespace assay::stats {

/// Standard error that an estimate must have for a two-sided test at `alpha` to find `effect` with probability `power`
/// (normal approximation; effect on the scale of the error, log for ratios). Reasons: OutOfRange, Constant (effect 0).
[[nodiscard]] Outcome<double> neededStandardError(double effect, double alpha = 0.05, double power = 0.8);

/// Probability of finding `effect` given that error.
[[nodiscard]] Outcome<double> powerOf(double effect, double standardError, double alpha = 0.05);

/// Per group, to tell two shares apart (Fleiss, Levin & Paik 2003, section 4.3, without continuity correction).
[[nodiscard]] Outcome<double> sampleSizeForShares(double share1, double share2, double alpha = 0.05,
                                                  double power = 0.8);
/// Events in both groups together, to find a hazard or rate ratio with a share of the exposure in group 1 (Schoenfeld
/// 1981).
[[nodiscard]] Outcome<double> eventsForRatio(double ratio, double exposureShare = 0.5, double alpha = 0.05,
                                             double power = 0.8);

struct TimeToDecision
{
    double weeks = 0; ///< from now, at today's flow; 0 if the data would do already
    double neededError = 0;
};
/// How long until an inconclusive comparison is decided. An error shrinks with the root of the information, and
/// information grows evenly with time: weeks = observed × ((error / needed)² - 1). `worthwhile` is the smallest effect
/// that matters. With `looks` > 1 another 4 % of information pay for interim looks at O'Brien & Fleming's boundary, the
/// most it takes at 80 to 90 % power for up to 20 looks (Jennison & Turnbull 2000, table 2.4). Reasons: OutOfRange,
/// Constant (worthwhile effect 0: nothing could ever decide).
[[nodiscard]] Outcome<TimeToDecision> timeToDecision(double standardError, double weeksObserved, double worthwhile,
                                                     double alpha = 0.05, double power = 0.8, int looks = 1);

/// Two-sided critical z at a look, so that looking every week does not cry wolf: what O'Brien & Fleming's spending
/// function (Lan & DeMets 1983) allows between the information shares of the previous look (0 at the first) and this
/// one. By the union bound all looks together keep alpha; the exact boundary is a little lower.
[[nodiscard]] Outcome<double> sequentialBoundary(double previousShare, double informationShare, double alpha = 0.05);

} // namespace assay::stats
