// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/competingrisks.h"

#include "stats/distributions.h"
#include "stats/kaplanmeier.h"
#include "stats/risktable.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace assay::stats {

namespace {

/// One distinct time: at risk, events by cause, the curve just before.
struct CauseRow
{
    double time = 0;
    double atRisk = 0;
    double events = 0;
    double ofCause = 0;
    double before = 1;    ///< S just before
    double incidence = 0; ///< of the cause, up to and including this time
};

/// What is the same for every cause.
struct Ordered
{
    std::vector<std::size_t> order;
    RiskTable table; ///< ends of any cause
};

struct Prepared
{
    std::span<const std::size_t> order; ///< of an Ordered
    std::vector<CauseRow> rows;
    std::vector<std::uint32_t> rowOf; ///< per position in order
};

Outcome<Ordered> orderCauses(const CauseObservations& data)
{
    std::vector<std::uint8_t> any;
    any.reserve(data.cause.size());
    for (std::uint8_t c : data.cause) any.push_back(c != 0 ? 1 : 0);
    const Observations plain{.time = data.time, .event = any, .weight = data.weight};
    if (const auto problem = problemOf(plain)) return because(*problem);
    if (!data.cluster.empty() && data.cluster.size() != data.time.size()) return because(Reason::LengthMismatch);
    Ordered result;
    result.order = orderByTime(plain);
    result.table = riskTable(plain, result.order);
    return result;
}

Prepared prepareCause(const CauseObservations& data, const Ordered& ordered, std::uint8_t cause)
{
    Prepared p;
    p.order = ordered.order;
    p.rows.reserve(ordered.table.rows.size());
    p.rowOf.reserve(p.order.size());
    double survival = 1;
    double incidence = 0;
    std::size_t next = 0;
    for (const RiskRow& row : ordered.table.rows) {
        CauseRow r{.time = row.time, .atRisk = row.atRisk, .events = row.events};
        for (; next < p.order.size() && data.time[p.order[next]] == row.time; ++next) {
            p.rowOf.push_back(static_cast<std::uint32_t>(p.rows.size()));
            if (data.cause[p.order[next]] == cause) r.ofCause += data.weight.empty() ? 1 : data.weight[p.order[next]];
        }
        r.before = survival;
        incidence += survival * r.ofCause / r.atRisk;
        r.incidence = incidence;
        survival *= std::max(0.0, 1 - r.events / r.atRisk);
        p.rows.push_back(r);
    }
    return p;
}

/// Sum over clusters of the squared sum of weighted influences.
double clusteredVariance(const CauseObservations& data, const Prepared& p, const std::vector<double>& influence)
{
    const auto weighted = [&](std::size_t k) {
        return (data.weight.empty() ? 1 : data.weight[p.order[k]]) * influence[k];
    };
    double sum = 0;
    if (data.cluster.empty()) {
        for (std::size_t k = 0; k < influence.size(); ++k) sum += weighted(k) * weighted(k);
        return sum;
    }
    std::unordered_map<std::uint32_t, double> perCluster;
    for (std::size_t k = 0; k < influence.size(); ++k) perCluster[data.cluster[p.order[k]]] += weighted(k);
    for (const auto& [cluster, value] : perCluster) sum += value * value;
    return sum;
}

std::size_t rowsUpTo(const Prepared& p, double time)
{
    std::size_t count = 0;
    while (count < p.rows.size() && p.rows[count].time <= time) ++count;
    return count;
}

/// How the incidence at the end changes with the weight of each row: derivative of the Aalen–Johansen sum.
std::vector<double> incidenceInfluence(const CauseObservations& data, const Prepared& p, std::uint8_t cause,
                                       std::size_t count)
{
    const double end = count > 0 ? p.rows[count - 1].incidence : 0;
    std::vector<double> direct(count + 1, 0.0);
    std::vector<double> later(count + 1, 0.0);
    const auto left = [](const CauseRow& r) { return r.atRisk - r.events; };
    for (std::size_t j = 0; j < count; ++j) {
        const CauseRow& r = p.rows[j];
        direct[j + 1] = direct[j] + r.before * r.ofCause / (r.atRisk * r.atRisk);
        const bool last = left(r) <= 1e-12 * r.atRisk;
        later[j + 1] = later[j] + (last ? 0 : r.events / r.atRisk * (end - r.incidence) / left(r));
    }
    std::vector<double> influence(p.order.size());
    for (std::size_t k = 0; k < p.order.size(); ++k) {
        const std::size_t row = p.rowOf[k];
        const std::size_t seen = std::min(row + 1, count);
        influence[k] = later[seen] - direct[seen];
        const std::uint8_t own = data.cause[p.order[k]];
        if (row >= count || own == 0) continue;
        const CauseRow& r = p.rows[row];
        if (own == cause) influence[k] += r.before / r.atRisk;
        if (left(r) > 1e-12 * r.atRisk) influence[k] -= (end - r.incidence) / left(r);
    }
    return influence;
}

Estimate logLogEstimate(double p, double error, double level, std::size_t n, std::string_view method)
{
    Estimate e{.value = p, .level = level, .n = n, .method = method};
    if (!(p > 0 && p < 1) || !(error > 0)) return e;
    e.standardError = error;
    const double spread = normalMultiplier(level) * error / (p * std::log(p));
    const double centre = std::log(-std::log(p));
    e.low = std::exp(-std::exp(centre - spread));
    e.high = std::exp(-std::exp(centre + spread));
    return e;
}

Estimate incidenceAt(const CauseObservations& data, const Ordered& ordered, std::uint8_t cause, double time,
                     double level)
{
    const Prepared p = prepareCause(data, ordered, cause);
    const std::size_t count = rowsUpTo(p, time);
    const double value = count > 0 ? p.rows[count - 1].incidence : 0;
    const double error = std::sqrt(clusteredVariance(data, p, incidenceInfluence(data, p, cause, count)));
    return logLogEstimate(value, error, level, p.order.size(), "Aalen–Johansen, infinitesimal jackknife");
}

} // namespace

Outcome<std::vector<Estimate>> cumulativeIncidence(const CauseObservations& data, std::uint8_t causes, double time,
                                                   double level)
{
    if (!(time >= 0) || causes == 0 || !(level > 0 && level < 1)) return because(Reason::OutOfRange);
    if (std::any_of(data.cause.begin(), data.cause.end(), [&](std::uint8_t c) { return c > causes; }))
        return because(Reason::OutOfRange);
    const auto ordered = orderCauses(data);
    if (!ordered) return because(ordered.error());
    const RiskRow& last = ordered->table.rows.back();
    if (time > last.time && last.events < last.atRisk) return because(Reason::NotReached);
    std::vector<Estimate> result;
    for (std::uint8_t cause = 1; cause <= causes; ++cause)
        result.push_back(incidenceAt(data, *ordered, cause, time, level));
    return result;
}

Outcome<Estimate> cumulativeIncidenceOf(const CauseObservations& data, std::uint8_t cause, double time, double level)
{
    if (!(time >= 0) || cause == 0 || !(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const auto ordered = orderCauses(data);
    if (!ordered) return because(ordered.error());
    const RiskRow& last = ordered->table.rows.back();
    if (time > last.time && last.events < last.atRisk) return because(Reason::NotReached);
    return incidenceAt(data, *ordered, cause, time, level);
}

Outcome<Estimate> clusteredSurvival(const CauseObservations& data, double time, double level)
{
    if (!(time >= 0) || !(level > 0 && level < 1)) return because(Reason::OutOfRange);
    std::vector<std::uint8_t> single(data.cause.begin(), data.cause.end());
    for (std::uint8_t& c : single) c = c != 0 ? 1 : 0;
    CauseObservations one = data;
    one.cause = single;
    const auto ordered = orderCauses(one);
    if (!ordered) return because(ordered.error());
    const Prepared p = prepareCause(one, *ordered, 1);
    const CauseRow& last = p.rows.back();
    if (time > last.time && last.events < last.atRisk) return because(Reason::NotReached);
    const std::size_t count = rowsUpTo(p, time);
    const double value = count > 0 ? 1 - p.rows[count - 1].incidence : 1;
    const double error = std::sqrt(clusteredVariance(one, p, incidenceInfluence(one, p, 1, count)));
    return logLogEstimate(value, error, level, p.order.size(), "Kaplan–Meier, clustered infinitesimal jackknife");
}

} // namespace assay::stats
