// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/bootstrap.h"
#include "stats/estimate.h"
#include "stats/parts.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace assay::stats {

/// Rows of a comparison of values, like with like. All columns have the same length.
struct StratifiedValues
{
    std::span<const double> value;
    std::span<const std::uint8_t> treated;  ///< 1 in the first group, 0 in the second
    std::span<const std::uint32_t> stratum; ///< any numbers; only rows of one stratum are compared
    std::span<const std::uint32_t> cluster; ///< rows of one cluster are not independent (work of one person)
};

/// Shift between two groups within strata: the value by which the first group must be moved for the stratified rank-sum
/// statistic of van Elteren (1960), with weights 1 / (n + 1), to see no difference; with one stratum the estimate of
/// Hodges & Lehmann (1963). Strata without one of the groups carry nothing and drop out; `n` counts the rows in the
/// others. Found exactly, among the differences of pairs, however many there are. O(n log n), once for all intervals.
class StratifiedShift
{
public:
    explicit StratifiedShift(const StratifiedValues& rows);
    ~StratifiedShift();
    StratifiedShift(StratifiedShift&& other) noexcept;
    StratifiedShift& operator=(StratifiedShift&& other) noexcept;

    /// The shifts within `parts` parts of the data, without sorting them anew. All rows of a stratum belong to one
    /// part; beyond the last they belong to none.
    [[nodiscard]] std::vector<StratifiedShift> divided(std::size_t parts, const PartOf& partOf) const;

    /// None where there is a problem.
    [[nodiscard]] ComparedRows compared() const;

    /// Interval by inversion of the same statistic, its variance from sums within clusters (as Rosner, Glynn & Lee
    /// 2003), within a stratum of N clusters scaled by (N + 1) / (N + 4), which makes it right for independent rows
    /// however thin the strata are, between strata as it is; pairs of a cluster with itself count once; Student's t
    /// with Satterthwaite's degrees of freedom. Reasons: Empty, LengthMismatch, NotFinite, OneGroup (no stratum with
    /// both), OneCluster, OutOfRange.
    [[nodiscard]] Outcome<Estimate> estimate(double level = 0.95);
    /// Its value alone, absent for the same reasons.
    [[nodiscard]] Outcome<double> value();
    /// The same shift; its interval inverts the same statistic at the percentiles of what resampled clusters make of
    /// it: a draw is the sum of the clusters' contributions at the estimate, each counted as often as its cluster was
    /// drawn (score bootstrap: Kline & Santos 2012), so that it costs clusters and not rows. Without a standard error.
    /// `plan.clusters` and `plan.statistics` are set here. Reasons as above, and those of percentileInterval.
    [[nodiscard]] Outcome<Estimate> bootstrap(BootstrapPlan plan, double level = 0.95);

private:
    struct Solution;
    StratifiedShift() = default;
    /// Null where there is a problem.
    Solution* solved();

    std::optional<Reason> m_problem;
    std::unique_ptr<Solution> m_solution; ///< null with a problem
};

/// One of its intervals, where no other is wanted.
[[nodiscard]] Outcome<Estimate> stratifiedShift(const StratifiedValues& rows, double level = 0.95);
[[nodiscard]] Outcome<Estimate> bootstrapStratifiedShift(const StratifiedValues& rows, const BootstrapPlan& plan,
                                                         double level = 0.95);

} // namespace assay::stats
