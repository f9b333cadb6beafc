// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/kaplanmeier.h"

#include <span>

namespace assay::stats {

/// S(time) by Kaplan–Meier with case weights, where observations of one cluster share their fate (lines of one author,
/// say). Variance by the infinitesimal jackknife summed within clusters (Efron 1981; as R's survfit with `cluster`),
/// times G / (G - 1); interval on the log-log scale with Student's t on G - 1 degrees of freedom. Entry times are not
/// used. Times are first rounded down to multiples of `resolution`, events before censorings, so that millions of rows
/// need no sorting. Interval and error are absent with one cluster, or where S is 0 or 1. Reasons as for kaplanMeier;
/// NotReached when nobody is watched for that long.
[[nodiscard]] Outcome<Estimate> clusteredSurvival(const Observations& data, std::span<const int> cluster, double time,
                                                  double resolution, double level = 0.95);
/// Its value alone.
[[nodiscard]] Outcome<double> roundedSurvival(const Observations& data, double time, double resolution);

} // namespace assay::stats
