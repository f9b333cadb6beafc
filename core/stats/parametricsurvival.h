// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/design.h"
#include "stats/kaplanmeier.h"

namespace assay::stats {

enum class Lifetime : std::uint8_t
{
    Weibull,
    Exponential
};

struct LifetimeFit
{
    std::vector<Coefficient> coefficients; ///< accelerated failure time: exp of it multiplies time
    double scale = 1;                      ///< Weibull shape is 1 / scale; 1 for the exponential
    std::optional<double> logScaleError{};
    double logLikelihood = 0;
    std::size_t n = 0;
    std::size_t events = 0;
};

/// log T = xβ + scale · W with W of the smallest extreme value distribution (Kalbfleisch & Prentice 2002, ch. 3), as
/// R's survreg, by Newton's method. Times must be positive; entry times are not used. Reasons: those of Design and
/// kaplanMeier, OutOfRange (a time of zero), NoEvents, Singular, Diverged.
[[nodiscard]] Outcome<LifetimeFit> lifetimeModel(const Observations& data, const Design& x, Lifetime kind,
                                                 double level = 0.95);

} // namespace assay::stats
