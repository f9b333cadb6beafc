// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/stratifiedtable.h"

#include "stats/codeorder.h"
#include "stats/distributions.h"
#include "stats/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace assay::stats {
namespace {

/// Below it a sum of products is what rounding leaves of nothing.
constexpr double kNothing = 1e-12;
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double part(double a, double u, double v)
{
    return u + v > kNothing ? a * u / (u + v) : 0;
}

/// Several resamples beside each other. Spelled out, so that they stay in registers.
using Lanes = std::array<double, 8>;
template <std::size_t... K>
void addTo(Lanes& lanes, const double* drawn, double value, std::index_sequence<K...>)
{
    ((lanes[K] += drawn[K] * value), ...);
}

/// Squares of the differences that leaving out one cluster makes, and how many clusters there are in effect.
struct Spread
{
    double clusters = 0;
    double squares = 0;
    double excess = 0;
    double fourths = 0;

    /// `tooMuch`: what leaving out counts twice within strata.
    void add(double difference, double tooMuch)
    {
        const double square = difference * difference;
        squares += square;
        excess += tooMuch;
        fourths += square * square;
        ++clusters;
    }
    [[nodiscard]] double error() const
    {
        return std::sqrt(std::max(squares - excess, squares / 4) * (clusters - 1) / clusters);
    }
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
    m_rowOf.resize(m_strata);
    for (std::uint32_t i = 0; i < codes.size(); ++i) m_rowOf[codes[i]] = i;
    m_cells.reserve(order.size()); // hardly more than there are; growing would move and clear them again and again
    for (std::size_t at = 0; at < order.size(); ++at) {
        const std::size_t i = order[at];
        const bool newCluster = at > 0 && cluster[order[at - 1]] != cluster[i];
        if (newCluster) m_begin.push_back(m_cells.size());
        const std::uint32_t s = codes[i];
        if (m_cells.size() == m_begin.back() || m_cells.back().stratum != s) m_cells.push_back({s, {}, {}});
        ++m_cells.back().rows.at(treated[i] != 0 ? 1 : 0);
        Sums& sums = m_cells.back().sums;
        (treated[i] != 0 ? sums.events1 : sums.events0) += events[i];
        (treated[i] != 0 ? sums.exposure1 : sums.exposure0) += exposure[i];
    }
    if (m_rows > 0) m_begin.push_back(m_cells.size());
    sumUp();
}

std::vector<StratifiedTable> StratifiedTable::divided(std::size_t parts, const PartOf& partOf) const
{
    std::vector<StratifiedTable> result(parts, StratifiedTable());
    std::vector<std::size_t> partOfStratum(m_strata);
    std::vector<std::uint32_t> number(m_strata); // within its part
    for (std::size_t s = 0; s < m_strata; ++s) {
        partOfStratum[s] = partOf(m_rowOf[s]);
        if (partOfStratum[s] >= parts) continue;
        StratifiedTable& part = result[partOfStratum[s]];
        number[s] = static_cast<std::uint32_t>(part.m_strata++);
        part.m_rowOf.push_back(m_rowOf[s]);
    }
    for (std::size_t c = 0; c < clusters(); ++c) {
        for (std::size_t k = m_begin[c]; k < m_begin[c + 1]; ++k) {
            const std::size_t p = partOfStratum[m_cells[k].stratum];
            if (p >= parts) continue;
            result[p].m_cells.push_back(m_cells[k]);
            result[p].m_cells.back().stratum = number[m_cells[k].stratum];
            result[p].m_rows += m_cells[k].rows[0] + m_cells[k].rows[1];
        }
        for (StratifiedTable& part : result)
            if (part.m_cells.size() > part.m_begin.back()) part.m_begin.push_back(part.m_cells.size());
    }
    for (StratifiedTable& part : result) part.sumUp();
    return result;
}

void StratifiedTable::sumUp()
{
    m_totals.assign(m_strata, Sums());
    for (const Cell& cell : m_cells) {
        Sums& into = m_totals[cell.stratum];
        into.events1 += cell.sums.events1;
        into.exposure1 += cell.sums.exposure1;
        into.events0 += cell.sums.events0;
        into.exposure0 += cell.sums.exposure0;
    }
}

ComparedRows StratifiedTable::compared() const
{
    ComparedRows rows{};
    for (const Cell& cell : m_cells) {
        if (!m_totals[cell.stratum].both()) continue;
        rows[0] += cell.rows[0];
        rows[1] += cell.rows[1];
    }
    return rows;
}

void StratifiedTable::Products::add(const Sums& t, double times)
{
    above += times * part(t.events1, t.exposure0, t.exposure1);
    below += times * part(t.events0, t.exposure1, t.exposure0);
    weight += times * part(t.exposure1, t.exposure0, t.exposure1);
}

void StratifiedTable::Products::add(const Products& change)
{
    above += change.above;
    below += change.below;
    weight += change.weight;
}

double StratifiedTable::Products::slope(const Products& change, bool ratio) const
{
    return ratio ? change.above / above - change.below / below
                 : (change.above - change.below - difference() * change.weight) / weight;
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
    const bool both = std::any_of(m_totals.begin(), m_totals.end(), [](const Sums& t) { return t.both(); });
    if (!both) return Reason::OneGroup;
    if (needEvents && std::isnan(products(m_totals).logRatio())) return Reason::NoEvents;
    if (clusters() < 2) return Reason::OneCluster;
    return std::nullopt;
}

Outcome<double> StratifiedTable::value(bool ratio) const
{
    if (const auto why = problem(ratio)) return because(*why);
    const Products all = products(m_totals);
    return ratio ? std::exp(all.logRatio()) : all.difference();
}

Outcome<Estimate> StratifiedTable::jackknife(double level, bool ratio) const
{
    if (const auto why = problem(ratio)) return because(*why);
    const auto& strata = m_totals;
    const Products all = products(strata);
    const auto statistic = [ratio](const Products& p) { return ratio ? p.logRatio() : p.difference(); };
    const auto shown = [ratio](double v) { return ratio ? std::exp(v) : v; };
    const double value = statistic(all);
    Estimate result{.value = shown(value),
                    .level = level,
                    .n = m_rows,
                    .method = ratio ? "Mantel–Haenszel rate ratio, cluster jackknife"
                                    : "Mantel–Haenszel difference of shares, cluster jackknife"};
    std::vector<double> present(strata.size(), 0); // clusters per stratum
    for (const Cell& cell : m_cells) ++present[cell.stratum];
    const auto everyone = static_cast<double>(clusters());
    Spread spread;
    for (std::size_t c = 0; c < clusters(); ++c) {
        Products others = all;
        double tooMuch = 0;
        for (std::size_t k = m_begin[c]; k < m_begin[c + 1]; ++k) {
            const Sums& t = strata[m_cells[k].stratum];
            Products change;
            change.add(t, -1);
            change.add(t.without(m_cells[k].sums), 1);
            others.add(change);
            const Sums& own = m_cells[k].sums;
            if (own.both()) continue;
            const double alone = all.slope(change, ratio);
            const double near = present[m_cells[k].stratum];
            tooMuch += alone * alone * (everyone - near) / (near * (everyone - 1));
        }
        const double left = statistic(others);
        if (std::isnan(left)) return result; // all of it hangs on one cluster
        spread.add(left - value, tooMuch);
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

StratifiedTable::Terms StratifiedTable::terms(bool ratio) const
{
    std::vector<std::size_t> begin(m_strata + 1, 0); // cells by stratum
    for (const Cell& cell : m_cells) ++begin[cell.stratum + 1];
    for (std::size_t s = 0; s < m_strata; ++s) begin[s + 1] += begin[s];
    std::vector<std::uint32_t> cluster(m_cells.size());
    std::vector<Sums> sums(m_cells.size());
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    for (std::uint32_t c = 0; c < clusters(); ++c)
        for (std::size_t k = m_begin[c]; k < m_begin[c + 1]; ++k) {
            const std::size_t at = next[m_cells[k].stratum]++;
            cluster[at] = c;
            sums[at] = m_cells[k].sums;
        }
    Terms terms;
    for (std::size_t s = 0; s < m_strata; ++s) {
        // Without one group, or for a ratio without events, every product is zero in every resample.
        const Sums& all = m_totals[s];
        if (!all.both() || (ratio && all.events1 == 0 && all.events0 == 0)) continue;
        for (double Sums::*part : {&Sums::events1, &Sums::exposure1, &Sums::events0, &Sums::exposure0}) {
            for (std::size_t i = begin[s]; i < begin[s + 1]; ++i) {
                if (sums[i].*part == 0) continue;
                terms.cluster.push_back(cluster[i]);
                terms.value.push_back(sums[i].*part);
            }
            terms.begin.push_back(terms.cluster.size());
        }
    }
    return terms;
}

std::array<StratifiedTable::Products, StratifiedTable::kTogether>
StratifiedTable::productsOf(const Terms& terms, std::span<const double> times, bool ratio)
{
    const auto sum = [&](std::size_t begin, std::size_t end) {
        Lanes lanes{};
        for (std::size_t i = begin; i < end; ++i)
            addTo(lanes, &times[kTogether * terms.cluster[i]], terms.value[i], std::make_index_sequence<kTogether>());
        return lanes;
    };
    static_assert(std::tuple_size_v<Lanes> == kTogether);
    std::array<Products, kTogether> result{};
    for (std::size_t at = 0; at + Terms::kSums < terms.begin.size(); at += Terms::kSums) {
        const auto* begin = &terms.begin[at];
        const Lanes exposure1 = sum(begin[1], begin[2]);
        const Lanes exposure0 = sum(begin[3], begin[4]);
        if (begin[0] < begin[1]) {
            const Lanes events1 = sum(begin[0], begin[1]);
            for (std::size_t k = 0; k < kTogether; ++k) result[k].above += part(events1[k], exposure0[k], exposure1[k]);
        }
        if (begin[2] < begin[3]) {
            const Lanes events0 = sum(begin[2], begin[3]);
            for (std::size_t k = 0; k < kTogether; ++k) result[k].below += part(events0[k], exposure1[k], exposure0[k]);
        }
        for (std::size_t k = 0; !ratio && k < kTogether; ++k)
            result[k].weight += part(exposure1[k], exposure0[k], exposure1[k]);
    }
    return result;
}

Outcome<Estimate> StratifiedTable::bootstrap(BootstrapPlan plan, double level, bool ratio) const
{
    if (const auto why = problem(ratio)) return because(*why);
    const auto statistic = [ratio](const Products& p) { return ratio ? p.logRatio() : p.difference(); };
    std::vector<double> draws(plan.resamples);
    const Terms summed = terms(ratio);
    const auto makeWorker = [&] {
        return [&, counts = std::vector<std::uint32_t>(clusters()),
                times = std::vector<double>(kTogether * clusters())](std::size_t batch) mutable {
            const std::size_t first = kTogether * batch;
            for (std::size_t k = 0; k < kTogether; ++k) {
                resampleCounts(plan.seed, plan.first + first + k, counts);
                for (std::size_t c = 0; c < counts.size(); ++c) times[kTogether * c + k] = counts[c];
            }
            const auto drawn = productsOf(summed, times, ratio);
            for (std::size_t k = 0; k < kTogether && first + k < draws.size(); ++k)
                draws[first + k] = statistic(drawn[k]);
        };
    };
    if (!forEachParallel((draws.size() + kTogether - 1) / kTogether, plan.threads, plan.cancelled, makeWorker))
        return because(Reason::Cancelled);
    auto interval = percentileInterval(statistic(products(m_totals)), draws, level);
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
