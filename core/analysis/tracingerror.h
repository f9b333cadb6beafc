// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/effects.h"

#include <array>
#include <span>

namespace assay::analysis {

/// How tracing did on commits of one size, counted on fixes whose developers name the origin: `right` of the `named`
/// origins were origins (precision), and `right` of the `actual` ones were named (recall).
struct TracingStratum
{
    const char* title = "";
    std::int64_t upTo = 0; ///< lines added and deleted
    int named = 0;
    int right = 0;
    int actual = 0;
};
struct MeasuredShare
{
    double value = 0;
    double low = 0; ///< Wilson, 95 %
    double high = 0;
};
[[nodiscard]] MeasuredShare precisionOf(const TracingStratum& stratum);
[[nodiscard]] MeasuredShare recallOf(const TracingStratum& stratum);
/// Assay's own ranking on 8,397 fixes with `Fixes:` trailers (hidden from it) of five repositories that its fit has
/// not seen.
[[nodiscard]] std::span<const TracingStratum> tracingStrata();

/// Events and exposure of both groups by stratum of size: [stratum][human, AI].
struct TracedCounts
{
    struct Cell
    {
        double events = 0;
        double exposure = 0;
    };
    std::vector<std::array<Cell, 2>> strata;
};

/// The ratio of true rates, AI to human. Of the events of a stratum the share 1 − precision are mistaken; a mistaken
/// trace strikes a change by chance, so each group gets them by its exposure. What remains is divided by recall and
/// summed over strata (as in Lash, Fox & Fink 2009, ch. 6, for misplaced outcomes). No value where the mistakes would
/// outnumber a group's events, or there is nothing to compare.
[[nodiscard]] std::optional<double> correctedRatio(const TracedCounts& counts, std::span<const double> precision,
                                                   std::span<const double> recall);

/// The headline with tracing error taken out. The interval carries the headline's uncertainty, that of precision and
/// recall, and how much repositories differ in them (2,000 seeded draws). The adjusted effect is moved by the factor by
/// which the crude one moves.
[[nodiscard]] Effect correctedForTracing(const Sample& sample, const Effect& headline, const EffectRule& rule);

} // namespace assay::analysis
