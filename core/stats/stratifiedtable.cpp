// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/stratifiedtable.h"

#include "stats/codeorder.h"
#include "stats/distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::stats {
namespace {

/// Below it a sum of products is what rounding leaves of nothing.
constexpr double kNothing = 1e-12;
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double part(double a, double u, double v)
{
    return u + v > kNothing ? a * u / (u + v) : 0;
}

/// Squares of the differences that leaving out one cluster makes, and how many clusters there are in effect.
struct Spread
{
    double clusters = 0;
    double squares = 0;
    double fourths = 0;

    void add(double difference)
    {
        const double square = difference * difference;
        squares += square;
        fourths += square * square;
        ++clusters;
    }
    [[nodiscard]] double error() const { return std::sqrt(squares * (clusters - 1) / clusters); }
    [[nodiscard]] double freedom() const
    {
        const double most = clusters - 1;
        return fourths > 0 ? std::clamp(3 * squares * squares / fourths, 1.0, most) : most;
    }
};

} // namespace

StratifiedTable::StratifiedTable(std::span<const double> events, std::span<const double> exposure,
                                 std::span<const std::uint8_t> treated, std::span<const std::uint32_t> stratum,
                                 std::span<const std::uint32_t> cluster)
    : m_rows(events.size())
{
    const auto codes = rankedCodes(stratum, m_strata);
    const auto order = orderByCode(cluster, orderByCode(codes));
    for (std::size_t at = 0; at < order.size(); ++at) {
        const std::size_t i = order[at];
        const bool newCluster = at > 0 && cluster[order[at - 1]] != cluster[i];
        if (newCluster) m_begin.push_back(m_cells.size());
        const std::uint32_t s = codes[i];
        if (m_cells.size() == m_begin.back() || m_cells.back().stratum != s) m_cells.push_back({s, {}});
        Sums& sums = m_cells.back().sums;
        (treated[i] != 0 ? sums.events1 : sums.events0) += events[i];
        (treated[i] != 0 ? sums.exposure1 : sums.exposure0) += exposure[i];
    }
    if (m_rows > 0) m_begin.push_back(m_cells.size());
}

std::vector<StratifiedTable::Sums> StratifiedTable::totals() const
{
    return totals(std::vector<std::uint32_t>(clusters(), 1));
}

std::vector<StratifiedTable::Sums> StratifiedTable::totals(std::span<const std::uint32_t> counts) const
{
    std::vector<Sums> strata(m_strata);
    for (std::size_t c = 0; c < counts.size(); ++c) {
        if (counts[c] == 0) continue;
        const double times = counts[c];
        for (std::size_t k = m_begin[c]; k < m_begin[c + 1]; ++k) {
            Sums& into = strata[m_cells[k].stratum];
            const Sums& from = m_cells[k].sums;
            into.events1 += times * from.events1;
            into.exposure1 += times * from.exposure1;
            into.events0 += times * from.events0;
            into.exposure0 += times * from.exposure0;
        }
    }
    return strata;
}

void StratifiedTable::Products::add(const Sums& t, double times)
{
    above += times * part(t.events1, t.exposure0, t.exposure1);
    below += times * part(t.events0, t.exposure1, t.exposure0);
    weight += times * part(t.exposure1, t.exposure0, t.exposure1);
}

double StratifiedTable::Products::logRatio() const
{
    return above > kNothing && below > kNothing ? std::log(above / below) : kUndefined;
}

double StratifiedTable::Products::difference() const
{
    return weight > kNothing ? (above - below) / weight : kUndefined;
}

StratifiedTable::Products StratifiedTable::products(std::span<const Sums> strata)
{
    Products p;
    for (const Sums& t : strata) p.add(t, 1);
    return p;
}

std::optional<Reason> StratifiedTable::problem(bool needEvents) const
{
    if (m_rows == 0) return Reason::Empty;
    const auto strata = totals();
    const bool both =
        std::any_of(strata.begin(), strata.end(), [](const Sums& t) { return t.exposure1 > 0 && t.exposure0 > 0; });
    if (!both) return Reason::OneGroup;
    if (needEvents && std::isnan(products(strata).logRatio())) return Reason::NoEvents;
    if (clusters() < 2) return Reason::OneCluster;
    return std::nullopt;
}

Outcome<Estimate> StratifiedTable::jackknife(double level, bool ratio) const
{
    if (const auto why = problem(ratio)) return because(*why);
    const auto strata = totals();
    const Products all = products(strata);
    const auto statistic = [ratio](const Products& p) { return ratio ? p.logRatio() : p.difference(); };
    const auto shown = [ratio](double v) { return ratio ? std::exp(v) : v; };
    const double value = statistic(all);
    Estimate result{.value = shown(value),
                    .level = level,
                    .n = m_rows,
                    .method = ratio ? "Mantel–Haenszel rate ratio, cluster jackknife"
                                    : "Mantel–Haenszel difference of shares, cluster jackknife"};
    Spread spread;
    for (std::size_t c = 0; c < clusters(); ++c) {
        Products others = all;
        for (std::size_t k = m_begin[c]; k < m_begin[c + 1]; ++k) {
            const Sums& t = strata[m_cells[k].stratum];
            others.add(t, -1);
            others.add(t.without(m_cells[k].sums), 1);
        }
        const double left = statistic(others);
        if (std::isnan(left)) return result; // all of it hangs on one cluster
        spread.add(left - value);
    }
    if (!(spread.squares > 0)) return result;
    const double margin = studentQuantile((1 + level) / 2, spread.freedom()) * spread.error();
    result.standardError = spread.error();
    result.low = shown(value - margin);
    result.high = shown(value + margin);
    return result;
}

Outcome<Estimate> StratifiedTable::rateRatio(double level) const
{
    return jackknife(level, true);
}

Outcome<Estimate> StratifiedTable::riskDifference(double level) const
{
    return jackknife(level, false);
}

Outcome<Estimate> StratifiedTable::bootstrap(BootstrapPlan plan, double level, bool ratio) const
{
    if (const auto why = problem(ratio)) return because(*why);
    plan.clusters = clusters();
    plan.statistics = 1;
    const auto statistic = [ratio](const Products& p) { return ratio ? p.logRatio() : p.difference(); };
    const auto draws = clusterBootstrap(plan, [this, &statistic]() -> ClusterStatistic {
        return [this, &statistic](std::span<const std::uint32_t> counts, std::span<double> out) {
            out[0] = statistic(products(totals(counts)));
        };
    });
    if (!draws) return because(draws.error());
    auto interval = percentileInterval(statistic(products(totals())), draws->values.front(), level);
    if (!interval) return interval;
    if (ratio)
        for (auto* v : {&interval->value, &interval->low, &interval->high})
            if (*v) **v = std::exp(**v);
    interval->n = m_rows;
    interval->method = ratio ? "Mantel–Haenszel rate ratio, cluster bootstrap"
                             : "Mantel–Haenszel difference of shares, cluster bootstrap";
    return interval;
}

Outcome<Estimate> StratifiedTable::bootstrapRateRatio(BootstrapPlan plan, double level) const
{
    return bootstrap(plan, level, true);
}
Outcome<Estimate> StratifiedTable::bootstrapRiskDifference(BootstrapPlan plan, double level) const
{
    return bootstrap(plan, level, false);
}

} // namespace assay::stats
