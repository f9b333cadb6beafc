// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/stratifiedtable.h"

#include "stats/codeorder.h"
#include "stats/distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::stats {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Change of a·u / (u + v) with a, u and v: the building block of both estimators.
double derivative(double a, double u, double v, double da, double du, double dv)
{
    const double sum = u + v;
    return sum > 0 ? da * u / sum + a * (du * v - dv * u) / (sum * sum) : 0;
}

double part(double a, double u, double v)
{
    return u + v > 0 ? a * u / (u + v) : 0;
}

Outcome<Estimate> withStudent(double value, double squares, std::size_t clusters, double level, bool ratio,
                              std::size_t n)
{
    const auto g = static_cast<double>(clusters);
    const double error = std::sqrt(squares * g / (g - 1));
    const double margin = studentQuantile((1 + level) / 2, g - 1) * error;
    const auto shown = [ratio](double v) { return ratio ? std::exp(v) : v; };
    return Estimate{.value = shown(value),
                    .low = shown(value - margin),
                    .high = shown(value + margin),
                    .standardError = error,
                    .level = level,
                    .n = n,
                    .method = ratio ? "Mantel–Haenszel rate ratio, errors clustered"
                                    : "Mantel–Haenszel difference of shares, errors clustered"};
}

} // namespace

StratifiedTable::StratifiedTable(std::span<const double> events, std::span<const double> exposure,
                                 std::span<const std::uint8_t> treated, std::span<const std::uint32_t> stratum,
                                 std::span<const std::uint32_t> cluster)
    : m_rows(events.size())
{
    const auto names = distinctCodes(stratum);
    m_strata = names.size();
    std::vector<std::uint32_t> codes(m_rows);
    for (std::size_t i = 0; i < m_rows; ++i)
        codes[i] = static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), stratum[i]) - names.begin());
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

double StratifiedTable::logRatio(std::span<const Sums> strata)
{
    double r = 0;
    double s = 0;
    for (const Sums& t : strata) {
        r += part(t.events1, t.exposure0, t.exposure1);
        s += part(t.events0, t.exposure1, t.exposure0);
    }
    return r > 0 && s > 0 ? std::log(r / s) : kUndefined;
}

double StratifiedTable::difference(std::span<const Sums> strata)
{
    double above = 0;
    double below = 0;
    for (const Sums& t : strata) {
        above += part(t.events1, t.exposure0, t.exposure1) - part(t.events0, t.exposure1, t.exposure0);
        below += part(t.exposure1, t.exposure0, t.exposure1);
    }
    return below > 0 ? above / below : kUndefined;
}

std::optional<Reason> StratifiedTable::problem(bool needEvents) const
{
    if (m_rows == 0) return Reason::Empty;
    const auto strata = totals();
    const bool both =
        std::any_of(strata.begin(), strata.end(), [](const Sums& t) { return t.exposure1 > 0 && t.exposure0 > 0; });
    if (!both) return Reason::OneGroup;
    if (needEvents && std::isnan(logRatio(strata))) return Reason::NoEvents;
    if (clusters() < 2) return Reason::OneCluster;
    return std::nullopt;
}

Outcome<Estimate> StratifiedTable::rateRatio(double level) const
{
    if (const auto why = problem(true)) return because(*why);
    const auto strata = totals();
    double r = 0;
    double s = 0;
    for (const Sums& t : strata) {
        r += part(t.events1, t.exposure0, t.exposure1);
        s += part(t.events0, t.exposure1, t.exposure0);
    }
    double squares = 0;
    for (std::size_t c = 0; c < clusters(); ++c) {
        double sum = 0;
        for (std::size_t k = m_begin[c]; k < m_begin[c + 1]; ++k) {
            const Sums& t = strata[m_cells[k].stratum];
            const Sums& d = m_cells[k].sums;
            sum += derivative(t.events1, t.exposure0, t.exposure1, d.events1, d.exposure0, d.exposure1) / r -
                   derivative(t.events0, t.exposure1, t.exposure0, d.events0, d.exposure1, d.exposure0) / s;
        }
        squares += sum * sum;
    }
    return withStudent(std::log(r / s), squares, clusters(), level, true, m_rows);
}

Outcome<Estimate> StratifiedTable::riskDifference(double level) const
{
    if (const auto why = problem(false)) return because(*why);
    const auto strata = totals();
    const double value = difference(strata);
    double below = 0;
    for (const Sums& t : strata) below += part(t.exposure1, t.exposure0, t.exposure1);
    double squares = 0;
    for (std::size_t c = 0; c < clusters(); ++c) {
        double sum = 0;
        for (std::size_t k = m_begin[c]; k < m_begin[c + 1]; ++k) {
            const Sums& t = strata[m_cells[k].stratum];
            const Sums& d = m_cells[k].sums;
            sum += derivative(t.events1, t.exposure0, t.exposure1, d.events1, d.exposure0, d.exposure1) -
                   derivative(t.events0, t.exposure1, t.exposure0, d.events0, d.exposure1, d.exposure0) -
                   value * derivative(t.exposure1, t.exposure0, t.exposure1, d.exposure1, d.exposure0, d.exposure1);
        }
        squares += sum * sum;
    }
    return withStudent(value, squares / (below * below), clusters(), level, false, m_rows);
}

Outcome<Estimate> StratifiedTable::bootstrap(BootstrapPlan plan, double level,
                                             double (*statistic)(std::span<const Sums>), bool ratio) const
{
    if (const auto why = problem(ratio)) return because(*why);
    plan.clusters = clusters();
    plan.statistics = 1;
    const auto draws = clusterBootstrap(plan, [this, statistic]() -> ClusterStatistic {
        return [this, statistic](std::span<const std::uint32_t> counts, std::span<double> out) {
            out[0] = statistic(totals(counts));
        };
    });
    if (!draws) return because(draws.error());
    auto interval = percentileInterval(statistic(totals()), draws->values.front(), level);
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
    return bootstrap(plan, level, logRatio, true);
}
Outcome<Estimate> StratifiedTable::bootstrapRiskDifference(BootstrapPlan plan, double level) const
{
    return bootstrap(plan, level, difference, false);
}

} // namespace assay::stats
