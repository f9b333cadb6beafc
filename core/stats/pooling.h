// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <span>
#include <vector>

namespace assay::stats {

/// Results of several groups put together. Work on the scale where errors are symmetric (log for ratios).
struct Pooled
{
    Estimate fixed;             ///< inverse-variance: one effect for all
    Estimate random;            ///< effects vary around a mean (DerSimonian & Laird 1986)
    TestResult heterogeneity;   ///< Cochran's Q
    double betweenVariance = 0; ///< tau², DerSimonian–Laird, never negative
    double inconsistency = 0;   ///< I² (Higgins & Thompson 2002), 0…1
};

/// Reasons: Empty, LengthMismatch, NotFinite, ZeroWeight (an error that is not positive).
[[nodiscard]] Outcome<Pooled> inverseVariancePooling(std::span<const double> values,
                                                     std::span<const double> standardErrors, double level = 0.95);

struct Shrunk
{
    std::vector<Estimate> groups; ///< in the order given, drawn towards `centre`
    std::vector<double> weight;   ///< how much of its own figure each group keeps, 0…1
    double centre = 0;
    double betweenVariance = 0; ///< restricted maximum likelihood
};

/// Empirical Bayes, normal-normal (Efron & Morris 1975): small groups borrow from all others, so that the best and
/// worst segment are not simply the smallest. The errors include the uncertainty of the centre and of the between-group
/// variance, to first order (Kass & Steffey 1989). Needs three groups (else TooFew). Other reasons as above.
[[nodiscard]] Outcome<Shrunk> shrink(std::span<const double> values, std::span<const double> standardErrors,
                                     double level = 0.95);

} // namespace assay::stats
