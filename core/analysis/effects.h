// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "analysis/sample.h"

namespace assay::analysis {

/// How effects of one measure are made and read.
struct EffectRule
{
    bool ratio = true;
    metrics::BetterIs betterIs = metrics::BetterIs::Lower;
    int minimumGroup = 5;
    DayRange period{};
    Settings settings;
};

/// Without adjustment: ratio of medians (Time), of rates (Rate, mid-P), difference of shares (Share).
[[nodiscard]] Effect rawEffect(const Sample& sample, const EffectRule& rule);
/// How the interval is made: by the usual rule (rates and shares by leaving out each person in turn, times by the
/// clustered variance of the rank statistic), which holds what it promises in organisations whose truth is known, or by
/// resampling people.
enum class Interval : std::uint8_t
{
    Usual,
    Bootstrap
};
/// Like with like: stratified Hodges–Lehmann on log times, Mantel–Haenszel rate ratio or difference of shares. Errors
/// are clustered by person.
[[nodiscard]] Effect adjustedEffect(const Sample& sample, unsigned covariates, const EffectRule& rule,
                                    Interval interval = Interval::Usual);

/// Better, worse or inconclusive, from the interval; NotEnoughData without one.
[[nodiscard]] Verdict verdictOf(const metrics::Estimate& effect, const EffectRule& rule);
/// The effect on the scale on which its interval is about symmetric: log of a ratio, or the difference itself.
[[nodiscard]] double onScale(double effect, bool ratio);
/// Back from that scale.
[[nodiscard]] double offScale(double value, bool ratio);
/// Standard error on that scale, from the interval; absent without one.
[[nodiscard]] std::optional<double> errorOnScale(const metrics::Estimate& effect, bool ratio);

} // namespace assay::analysis
