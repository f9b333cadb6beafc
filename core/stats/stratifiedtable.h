// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/bootstrap.h"
#include "stats/estimate.h"
#include "stats/parts.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace assay::stats {

/// Events over exposure (or successes over trials) of two groups in strata, kept per cluster, so that errors can
/// respect that rows of one cluster (work of one person) share its fate. Made once, then summed in any resample.
class StratifiedTable
{
public:
    /// All columns have the same length; `treated` is 1 in the first group, 0 in the second.
    StratifiedTable(std::span<const double> events, std::span<const double> exposure,
                    std::span<const std::uint8_t> treated, std::span<const std::uint32_t> stratum,
                    std::span<const std::uint32_t> cluster);

    /// The same rows in `parts` tables, without sorting them anew: all rows of a stratum belong to the part that
    /// `partOf` one of them names; beyond the last they belong to none.
    [[nodiscard]] std::vector<StratifiedTable> divided(std::size_t parts, const PartOf& partOf) const;

    /// Mantel–Haenszel rate ratio, first group over second (Mantel & Haenszel 1959; for rates Rothman & Boice 1979).
    /// Error of its log by leaving out each cluster in turn (CV3: Bell & McCaffrey 2002; MacKinnon, Nielsen & Webb
    /// 2023), which holds where events are few. With a cluster its partners in the stratum go too: of N clusters the
    /// squares within a stratum come out N / (N - 1) times too large (Efron & Stein 1981), which is taken off, so that
    /// the error holds where strata are thin. Student's t on 3 (Σd²)² / Σd⁴ degrees of freedom
    /// (Satterthwaite 1946), at most clusters - 1, so that few people on whom much depends count as few. No interval
    /// where one cluster carries all. Reasons: Empty, OneGroup (no stratum with both), NoEvents (none in one of the
    /// groups), OneCluster.
    [[nodiscard]] Outcome<Estimate> rateRatio(double level = 0.95) const;
    /// Mantel–Haenszel difference of shares (Greenland & Robins 1985), error likewise. Reasons as above but NoEvents.
    [[nodiscard]] Outcome<Estimate> riskDifference(double level = 0.95) const;
    /// Their values alone, absent for the same reasons.
    [[nodiscard]] Outcome<double> rateRatioValue() const { return value(true); }
    [[nodiscard]] Outcome<double> riskDifferenceValue() const { return value(false); }
    /// The same values with the percentile interval of a bootstrap over clusters. `plan.clusters` and `plan.statistics`
    /// are set here. Reasons as above, and those of percentileInterval.
    [[nodiscard]] Outcome<Estimate> bootstrapRateRatio(BootstrapPlan plan, double level = 0.95) const;
    [[nodiscard]] Outcome<Estimate> bootstrapRiskDifference(BootstrapPlan plan, double level = 0.95) const;

    [[nodiscard]] ComparedRows compared() const;
    [[nodiscard]] std::size_t clusters() const { return m_begin.size() - 1; }

private:
    struct Sums
    {
        double events1 = 0, exposure1 = 0, events0 = 0, exposure0 = 0;
        [[nodiscard]] bool both() const { return exposure1 > 0 && exposure0 > 0; }
        [[nodiscard]] Sums without(const Sums& s) const
        {
            return {events1 - s.events1, exposure1 - s.exposure1, events0 - s.events0, exposure0 - s.exposure0};
        }
    };
    /// The sums over strata that both estimators are made of.
    struct Products
    {
        double above = 0, below = 0, weight = 0;
        void add(const Sums& t, double times);
        void add(const Products& change);
        /// What a small change makes of the log ratio or the difference.
        [[nodiscard]] double slope(const Products& change, bool ratio) const;
        [[nodiscard]] double logRatio() const;
        [[nodiscard]] double difference() const;
    };
    struct Cell
    {
        std::uint32_t stratum = 0;
        std::array<std::uint32_t, 2> rows{}; ///< of the second group and of the first
        Sums sums;
    };
    /// What resamples are summed up from, several at a time: of each stratum the events and exposure of either group by
    /// cluster, ascending, none of them zero. Strata that add nothing are left out.
    struct Terms
    {
        static constexpr std::size_t kSums = 4; ///< events1, exposure1, events0, exposure0
        std::vector<std::size_t> begin{0};      ///< per stratum and sum, and one more
        std::vector<std::uint32_t> cluster;
        std::vector<double> value;
    };
    static constexpr std::size_t kTogether = 8;
    [[nodiscard]] Terms terms(bool ratio) const;
    /// `times`: how often each cluster was drawn, in each of the resamples made together. A ratio has no use for the
    /// weights.
    [[nodiscard]] static std::array<Products, kTogether> productsOf(const Terms& terms, std::span<const double> times,
                                                                    bool ratio);
    void sumUp();
    [[nodiscard]] Outcome<double> value(bool ratio) const;
    [[nodiscard]] static Products products(std::span<const Sums> strata);
    [[nodiscard]] Outcome<Estimate> jackknife(double level, bool ratio) const;
    [[nodiscard]] std::optional<Reason> problem(bool needEvents) const;
    [[nodiscard]] Outcome<Estimate> bootstrap(BootstrapPlan plan, double level, bool ratio) const;

    StratifiedTable() = default;

    std::vector<std::size_t> m_begin{0}; ///< per cluster, into m_cells
    std::vector<Cell> m_cells;
    std::vector<Sums> m_totals;         ///< per stratum
    std::vector<std::uint32_t> m_rowOf; ///< per stratum one of its rows
    std::size_t m_strata = 0;
    std::size_t m_rows = 0;
};

} // namespace assay::stats
