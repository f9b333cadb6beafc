// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/bootstrap.h"
#include "stats/estimate.h"

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
    /// The same values with the percentile interval of a bootstrap over clusters. `plan.clusters` and `plan.statistics`
    /// are set here. Reasons as above, and those of percentileInterval.
    [[nodiscard]] Outcome<Estimate> bootstrapRateRatio(BootstrapPlan plan, double level = 0.95) const;
    [[nodiscard]] Outcome<Estimate> bootstrapRiskDifference(BootstrapPlan plan, double level = 0.95) const;

    [[nodiscard]] std::size_t clusters() const { return m_begin.size() - 1; }

private:
    struct Sums
    {
        double events1 = 0, exposure1 = 0, events0 = 0, exposure0 = 0;
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
        Sums sums;
    };
    /// The cells of each stratum, clusters ascending: resamples are summed up several at a time, stratum by stratum.
    struct CellsByStratum
    {
        std::vector<std::size_t> begin; ///< per stratum and one more
        std::vector<std::size_t> cluster;
        std::vector<Sums> sums;
    };
    static constexpr std::size_t kTogether = 8;
    [[nodiscard]] CellsByStratum byStratum() const;
    /// `times`: how often each cluster was drawn, in each of the resamples made together.
    [[nodiscard]] static std::array<Products, kTogether> productsOf(const CellsByStratum& cells,
                                                                    std::span<const double> times);
    [[nodiscard]] std::vector<Sums> totals() const;
    [[nodiscard]] static Products products(std::span<const Sums> strata);
    [[nodiscard]] Outcome<Estimate> jackknife(double level, bool ratio) const;
    [[nodiscard]] std::optional<Reason> problem(bool needEvents) const;
    [[nodiscard]] Outcome<Estimate> bootstrap(BootstrapPlan plan, double level, bool ratio) const;

    std::vector<std::size_t> m_begin{0}; ///< per cluster, into m_cells
    std::vector<Cell> m_cells;
    std::size_t m_strata = 0;
    std::size_t m_rows = 0;
};

} // namespace assay::stats
