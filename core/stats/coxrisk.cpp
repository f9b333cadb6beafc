// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/coxrisk.h"

#include "stats/risktable.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace assay::stats {

Outcome<CoxData> coxData(const Observations& data, const Design& x, const CoxOptions& options)
{
    if (const auto problem = problemOf(data)) return because(*problem);
    if (const auto problem = x.problem()) return because(*problem);
    const std::size_t n = data.time.size();
    const auto fits = [n](std::size_t size) { return size == 0 || size == n; };
    if (x.rows() != n || !fits(options.stratum.size()) || !fits(options.cluster.size()))
        return because(Reason::LengthMismatch);
    if (!(options.level > 0 && options.level < 1)) return because(Reason::OutOfRange);
    if (std::none_of(data.event.begin(), data.event.end(), [](std::uint8_t e) { return e != 0; }))
        return because(Reason::NoEvents);
    CoxData d;
    d.ties = options.ties;
    d.x = view(x);
    d.x.rowwise() -= d.x.colwise().mean().eval();
    d.time = view(data.time);
    d.weight =
        data.weight.empty() ? Eigen::VectorXd::Ones(static_cast<Eigen::Index>(n)).eval() : view(data.weight).eval();
    if (!data.entry.empty()) d.entry = view(data.entry);
    d.event.assign(data.event.begin(), data.event.end());
    std::map<std::uint32_t, CoxStratum> strata;
    for (std::size_t i = 0; i < n; ++i)
        if (d.weight[static_cast<Eigen::Index>(i)] > 0)
            strata[options.stratum.empty() ? 0 : options.stratum[i]].byTime.push_back(static_cast<Eigen::Index>(i));
    for (auto& [code, stratum] : strata) {
        if (!data.entry.empty()) {
            stratum.byEntry = stratum.byTime;
            std::stable_sort(stratum.byEntry.begin(), stratum.byEntry.end(),
                             [&](Eigen::Index a, Eigen::Index b) { return d.entry[a] > d.entry[b]; });
        }
        std::stable_sort(stratum.byTime.begin(), stratum.byTime.end(),
                         [&](Eigen::Index a, Eigen::Index b) { return d.time[a] > d.time[b]; });
        d.strata.push_back(std::move(stratum));
    }
    return d;
}

CoxTerm coxTerm(const CoxMoment& m, const CoxData& data, const Eigen::VectorXd& eta)
{
    CoxTerm term;
    term.score = m.deadX;
    term.information = Eigen::MatrixXd::Zero(m.risk1.size(), m.risk1.size());
    for (Eigen::Index row : m.events) term.logLikelihood += data.weight[row] * eta[row];
    const auto d = static_cast<double>(m.events.size());
    const int steps = data.ties == Ties::Efron ? static_cast<int>(m.events.size()) : 1;
    const double weight = m.deadWeight / steps;
    for (int l = 0; l < steps; ++l) {
        const double share = data.ties == Ties::Efron ? l / d : 0;
        const double risk = m.risk - share * m.dead;
        const Eigen::VectorXd mean = (m.risk1 - share * m.dead1) / risk;
        term.logLikelihood -= weight * std::log(risk);
        term.score -= weight * mean;
        term.information += weight * ((m.risk2 - share * m.dead2) / risk - mean * mean.transpose());
    }
    return term;
}

namespace {

/// Elementary symmetric sum of products of d hazards, with its first two derivatives.
struct Products
{
    double value = 0;
    Eigen::VectorXd first;
    Eigen::MatrixXd second;
};

} // namespace

CoxTerm coxExactTerm(const std::vector<Eigen::Index>& atRisk, const std::vector<Eigen::Index>& events,
                     const CoxData& data, const Eigen::VectorXd& eta)
{
    const Eigen::Index k = data.x.cols();
    const std::size_t d = events.size();
    CoxTerm term;
    term.score = Eigen::VectorXd::Zero(k);
    for (Eigen::Index row : events) {
        term.logLikelihood += eta[row];
        term.score += data.x.row(row).transpose();
    }
    std::vector<Products> sums(d + 1, {0, Eigen::VectorXd::Zero(k), Eigen::MatrixXd::Zero(k, k)});
    sums[0].value = 1;
    for (Eigen::Index row : atRisk) {
        const double h = std::exp(eta[row]);
        const Eigen::VectorXd xi = data.x.row(row).transpose();
        for (std::size_t j = d; j > 0; --j) {
            const Products& less = sums[j - 1];
            sums[j].second += h * (less.second + less.first * xi.transpose() + xi * less.first.transpose() +
                                   less.value * xi * xi.transpose());
            sums[j].first += h * (less.first + less.value * xi);
            sums[j].value += h * less.value;
        }
    }
    const Eigen::VectorXd mean = sums[d].first / sums[d].value;
    term.logLikelihood -= std::log(sums[d].value);
    term.score -= mean;
    term.information = sums[d].second / sums[d].value - mean * mean.transpose();
    return term;
}

namespace {

/// What one time takes from everyone at risk (and adds back for those who had the event, as Efron counts them in part).
struct RiskShare
{
    double time = 0;
    double all = 0;          ///< Σ weight / risk
    Eigen::VectorXd allMean; ///< Σ weight / risk × mean
    double own = 0;          ///< the same, each step reduced by the share already taken out
    Eigen::VectorXd ownMean;
    Eigen::VectorXd mean; ///< average of the means
};

RiskShare riskShare(const CoxMoment& m, Ties ties)
{
    RiskShare r;
    r.time = m.time;
    r.allMean = r.ownMean = r.mean = Eigen::VectorXd::Zero(m.risk1.size());
    const auto d = static_cast<double>(m.events.size());
    const int steps = ties == Ties::Efron ? static_cast<int>(m.events.size()) : 1;
    for (int l = 0; l < steps; ++l) {
        const double share = ties == Ties::Efron ? l / d : 0;
        const double risk = m.risk - share * m.dead;
        const Eigen::VectorXd mean = (m.risk1 - share * m.dead1) / risk;
        const double hazard = m.deadWeight / steps / risk;
        r.all += hazard;
        r.allMean += hazard * mean;
        r.own += (1 - share) * hazard;
        r.ownMean += (1 - share) * hazard * mean;
        r.mean += mean / steps;
    }
    return r;
}

} // namespace

Eigen::MatrixXd coxScoreResiduals(const CoxData& data, const Eigen::VectorXd& eta)
{
    const Eigen::VectorXd hazard = data.weight.array() * eta.array().exp();
    Eigen::MatrixXd residuals = Eigen::MatrixXd::Zero(data.x.rows(), data.x.cols());
    for (const CoxStratum& stratum : data.strata) {
        std::vector<RiskShare> shares; // latest first
        forEachMoment(data, stratum, hazard, [&](const CoxMoment& m) {
            shares.push_back(riskShare(m, data.ties));
            const RiskShare& r = shares.back();
            for (Eigen::Index row : m.events) {
                const double h = std::exp(eta[row]);
                const Eigen::VectorXd xi = data.x.row(row).transpose();
                residuals.row(row) += (xi - r.mean).transpose();
                // counted below as fully at risk; Efron counts the later steps in part
                residuals.row(row) += h * ((r.all - r.own) * xi - (r.allMean - r.ownMean)).transpose();
            }
        });
        std::reverse(shares.begin(), shares.end());
        for (std::size_t j = 1; j < shares.size(); ++j) { // running sums from the earliest time on
            shares[j].all += shares[j - 1].all;
            shares[j].allMean += shares[j - 1].allMean;
        }
        const auto subtractUpTo = [&](Eigen::Index row, double time, double sign) {
            const auto after = std::upper_bound(shares.begin(), shares.end(), time,
                                                [](double t, const RiskShare& r) { return t < r.time; });
            if (after == shares.begin()) return;
            const RiskShare& r = *std::prev(after);
            residuals.row(row) -= sign * std::exp(eta[row]) * (r.all * data.x.row(row) - r.allMean.transpose());
        };
        for (Eigen::Index row : stratum.byTime) {
            subtractUpTo(row, data.time[row], 1);
            if (data.entry.size() > 0) subtractUpTo(row, data.entry[row], -1);
        }
    }
    return data.weight.asDiagonal() * residuals;
}

} // namespace assay::stats
