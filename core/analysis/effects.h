// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"
#include "analysis/sample.h"

#include "stats/stratifiedshift.h"
#include "stats/stratifiedtable.h"

#include <array>
#include <optional>
#include <vector>

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

/// Without adjustment: ratio of medians (Time), of rates (Rate, mid-P on effective counts), difference of shares
/// (Share).
[[nodiscard]] Effect rawEffect(const Sample& sample, const EffectRule& rule);
/// How the interval is made: by the usual rule (rates and shares by leaving out each person in turn, times by the
/// clustered variance of the rank statistic), which holds what it promises in organisations whose truth is known, or by
/// resampling people.
enum class Interval : std::uint8_t
{
    Usual,
    Bootstrap
};
/// Rows and distinct known people of the human-only (0) and of the AI-assisted group (1).
struct GroupSizes
{
    std::array<std::int64_t, 2> rows{};
    std::array<std::int64_t, 2> people{};
    [[nodiscard]] std::int64_t all() const { return rows[0] + rows[1]; }
};
[[nodiscard]] std::vector<GroupSizes> sizesOfParts(const Sample& sample, std::size_t parts,
                                                   const stats::PartOf& partOf);

/// Like with like: stratified Hodges–Lehmann on log times, Mantel–Haenszel rate ratio or difference of shares. Errors
/// are clustered by person. Sorted into strata once for all intervals.
class AdjustedEffect
{
public:
    AdjustedEffect(const Sample& sample, unsigned covariates, const EffectRule& rule);
    [[nodiscard]] Effect effect(Interval interval = Interval::Usual);
    /// The value of its effect alone: what bounds are made of, which have no interval.
    [[nodiscard]] std::optional<double> value();
    /// False where the groups are too small to be compared or shown.
    [[nodiscard]] bool possible() const { return m_possible; }
    /// The effects within `parts` parts of the sample, without sorting it anew: what a sample of the part's rows would
    /// give. All rows of a stratum belong to one part; beyond the last they belong to none. Only where it is possible.
    [[nodiscard]] std::vector<AdjustedEffect> divided(std::size_t parts, const stats::PartOf& partOf) const;

private:
    [[nodiscard]] stats::ComparedRows compared() const;
    AdjustedEffect(const Sample& sample, const GroupSizes& sizes, const EffectRule& rule);

    const Sample* m_sample;
    EffectRule m_rule;
    Effect m_blank;
    bool m_possible = false;
    std::optional<stats::StratifiedShift> m_shift;
    std::optional<stats::StratifiedTable> m_table;
};
/// Where one interval is wanted.
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
