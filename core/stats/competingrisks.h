// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <cstdint>
#include <span>
#include <vector>

namespace assay::stats {

/// Follow-up that ends in one of several ways: 0 = still open (censored), 1 … causes.
struct CauseObservations
{
    std::span<const double> time;
    std::span<const std::uint8_t> cause = {};
    std::span<const double> weight = {};
    std::span<const std::uint32_t> cluster = {}; ///< empty = every row on its own
};

/// Probability of having ended by each cause by `time`, in the presence of the others (Aalen & Johansen 1978). One
/// minus Kaplan–Meier per cause would overstate it: it treats the other ends as if they could be waited out. Errors by
/// the infinitesimal jackknife, summed over clusters; intervals on the log(-log) scale. One Estimate per cause, in
/// order. Reasons: those of kaplanMeier, NotReached (time beyond the data), OutOfRange.
[[nodiscard]] Outcome<std::vector<Estimate>> cumulativeIncidence(const CauseObservations& data, std::uint8_t causes,
                                                                 double time, double level = 0.95);

/// The same of one cause (1 …), without what the others cost.
[[nodiscard]] Outcome<Estimate> cumulativeIncidenceOf(const CauseObservations& data, std::uint8_t cause, double time,
                                                      double level = 0.95);

/// S(t) of Kaplan & Meier with an error by the infinitesimal jackknife, summed over clusters: right for weighted rows
/// (lines of code) and for rows that belong together (changes of one person).
[[nodiscard]] Outcome<Estimate> clusteredSurvival(const CauseObservations& data, double time, double level = 0.95);

} // namespace assay::stats
