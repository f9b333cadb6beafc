// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/kaplanmeier.h"

namespace assay::stats {

/// How well a score foretells who has the event first (Harrell et al. 1982): of all pairs in which one had the event
/// while the other was still under observation, the share in which the former had the higher score; equal scores count
/// half, pairs with the event at the same time not at all. ½ is chance. The error is the infinitesimal jackknife
/// (Therneau & Watson 2017), summed over clusters if given; with `stratum`, only pairs within one count. O(n²).
/// Reasons: those of kaplanMeier, LengthMismatch, NotFinite, NoEvents (no such pair).
[[nodiscard]] Outcome<Estimate> concordance(const Observations& data, std::span<const double> score,
                                            std::span<const std::uint32_t> stratum = {},
                                            std::span<const std::uint32_t> cluster = {}, double level = 0.95);

} // namespace assay::stats
