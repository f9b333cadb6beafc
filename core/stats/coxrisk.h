// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/cox.h"
#include "stats/eigen.h"

/// The walk over risk sets that fitting, residuals and tests of the Cox model share; for this module's .cpp files only.
namespace assay::stats {

/// Rows of one stratum, latest first, and by entry, latest first.
struct CoxStratum
{
    std::vector<Eigen::Index> byTime;
    std::vector<Eigen::Index> byEntry; ///< empty when nobody enters late
};

struct CoxData
{
    Eigen::MatrixXd x; ///< centred columns
    Eigen::VectorXd time;
    Eigen::VectorXd entry; ///< empty when nobody enters late
    Eigen::VectorXd weight;
    std::vector<std::uint8_t> event;
    std::vector<CoxStratum> strata;
    Ties ties = Ties::Efron;
};

/// One time at which something happened: sums over those at risk and over those who had the event.
struct CoxMoment
{
    double time = 0;
    std::vector<Eigen::Index> events;
    double risk = 0;       ///< Σ w exp(xβ) at risk
    Eigen::VectorXd risk1; ///< Σ w exp(xβ) x
    Eigen::MatrixXd risk2; ///< Σ w exp(xβ) x xᵀ
    double dead = 0;       ///< the same over the events
    Eigen::VectorXd dead1;
    Eigen::MatrixXd dead2;
    double deadWeight = 0; ///< Σ w over the events
    Eigen::VectorXd deadX; ///< Σ w x over the events
};

/// What one time adds to log-likelihood, score and information.
struct CoxTerm
{
    double logLikelihood = 0;
    Eigen::VectorXd score;
    Eigen::MatrixXd information;
};

[[nodiscard]] Outcome<CoxData> coxData(const Observations& data, const Design& x, const CoxOptions& options);
/// Efron's or Breslow's term. `eta` is xβ of all rows.
[[nodiscard]] CoxTerm coxTerm(const CoxMoment& moment, const CoxData& data, const Eigen::VectorXd& eta);
/// The exact term, from those at risk.
[[nodiscard]] CoxTerm coxExactTerm(const std::vector<Eigen::Index>& atRisk, const std::vector<Eigen::Index>& events,
                                   const CoxData& data, const Eigen::VectorXd& eta);

/// Calls visit(moment) for each time with events, latest first. Those who entered at or after that time are not at
/// risk.
template <class Visit>
void forEachMoment(const CoxData& data, const CoxStratum& stratum, const Eigen::VectorXd& hazard, const Visit& visit)
{
    const Eigen::Index k = data.x.cols();
    CoxMoment m;
    m.risk1 = Eigen::VectorXd::Zero(k);
    m.risk2 = Eigen::MatrixXd::Zero(k, k);
    std::size_t entered = 0;
    for (std::size_t i = 0; i < stratum.byTime.size();) {
        m.time = data.time[stratum.byTime[i]];
        m.events.clear();
        m.dead = m.deadWeight = 0;
        m.dead1 = m.deadX = Eigen::VectorXd::Zero(k);
        m.dead2 = Eigen::MatrixXd::Zero(k, k);
        for (; i < stratum.byTime.size() && data.time[stratum.byTime[i]] == m.time; ++i) {
            const Eigen::Index row = stratum.byTime[i];
            const double h = hazard[row];
            const Eigen::VectorXd xi = data.x.row(row).transpose();
            m.risk += h;
            m.risk1 += h * xi;
            m.risk2 += h * xi * xi.transpose();
            if (!data.event[static_cast<std::size_t>(row)]) continue;
            m.events.push_back(row);
            m.dead += h;
            m.dead1 += h * xi;
            m.dead2 += h * xi * xi.transpose();
            m.deadWeight += data.weight[row];
            m.deadX += data.weight[row] * xi;
        }
        for (; entered < stratum.byEntry.size() && data.entry[stratum.byEntry[entered]] >= m.time; ++entered) {
            const Eigen::Index row = stratum.byEntry[entered];
            const Eigen::VectorXd xi = data.x.row(row).transpose();
            m.risk -= hazard[row];
            m.risk1 -= hazard[row] * xi;
            m.risk2 -= hazard[row] * xi * xi.transpose();
        }
        if (!m.events.empty()) visit(m);
    }
}

/// Score residuals (n × k): their sums over clusters are the meat of the robust errors.
[[nodiscard]] Eigen::MatrixXd coxScoreResiduals(const CoxData& data, const Eigen::VectorXd& eta);

} // namespace assay::stats
