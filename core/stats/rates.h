// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <cstdint>
#include <span>

namespace assay::stats {

enum class RateMethod : std::uint8_t
{
    Exact, ///< never below its level
    MidP,  ///< half of the observed outcome's probability: closer to its level (Lancaster 1961; Berry & Armitage 1995)
};

/// Events per unit of exposure. Reasons: ZeroWeight (no exposure), NotFinite.
[[nodiscard]] Outcome<double> crudeRate(double events, double exposure);
/// Events per unit of exposure with the Poisson interval (Garwood 1936, or mid-P). With zero events the value is a
/// measured zero and the upper limit says what it is worth. Fractional (weighted) events are taken as they are.
/// Reasons: ZeroWeight (no exposure), OutOfRange, NotFinite.
[[nodiscard]] Outcome<Estimate> poissonRate(double events, double exposure, RateMethod method = RateMethod::MidP,
                                            double level = 0.95);

/// Events and exposure of units, summed.
struct Counts
{
    double events = 0;
    double exposure = 0;
};
[[nodiscard]] Counts summed(std::span<const double> events, std::span<const double> exposure);
/// How many times as much the events of units vary as Poisson's law has it, at least 1: the variance of the pooled rate
/// between units, n / (n - 1) Σ (yᵢ - r xᵢ)² with r = Σ y / Σ x, over its Poisson variance Σ y. Events and exposure
/// divided by it are effective counts: exact intervals made of them hold where a few units have most of the events
/// (Korn & Graubard 1998 for shares; scale of quasi-Poisson: McCullagh & Nelder 1989). 1 without events or with one
/// unit. Both columns have the same length.
[[nodiscard]] double overdispersion(std::span<const double> events, std::span<const double> exposure);
[[nodiscard]] Counts effectiveCounts(std::span<const double> events, std::span<const double> exposure);

struct RateRatio
{
    Estimate ratio;    ///< rate 1 / rate 2; without value and high where group 2 had no event
    double pValue = 1; ///< two-sided, of no difference; exact: as R's poisson.test; mid-P: twice the smaller tail
};

/// Ratio of two Poisson rates, conditional on the total (binomial; Przyborowski & Wilenski 1940).
/// Reasons: NoEvents (none in either group), ZeroWeight, OutOfRange, NotFinite.
[[nodiscard]] Outcome<RateRatio> rateRatio(double events1, double exposure1, double events2, double exposure2,
                                           RateMethod method = RateMethod::MidP, double level = 0.95);

} // namespace assay::stats
