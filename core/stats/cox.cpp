// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/cox.h"

#include "stats/coxrisk.h"
#include "stats/distributions.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

void addExact(CoxTerm& sum, const CoxData& data, const CoxStratum& stratum, const Eigen::VectorXd& eta)
{
    for (std::size_t i = 0; i < stratum.byTime.size();) {
        const double time = data.time[stratum.byTime[i]];
        std::vector<Eigen::Index> events;
        for (; i < stratum.byTime.size() && data.time[stratum.byTime[i]] == time; ++i)
            if (data.event[static_cast<std::size_t>(stratum.byTime[i])]) events.push_back(stratum.byTime[i]);
        if (events.empty()) continue;
        std::vector<Eigen::Index> atRisk;
        for (std::size_t j = 0; j < i; ++j)
            if (data.entry.size() == 0 || data.entry[stratum.byTime[j]] < time) atRisk.push_back(stratum.byTime[j]);
        const CoxTerm term = coxExactTerm(atRisk, events, data, eta);
        sum.logLikelihood += term.logLikelihood;
        sum.score += term.score;
        sum.information += term.information;
    }
}

CoxTerm evaluateCox(const CoxData& data, const Eigen::VectorXd& eta)
{
    const Eigen::Index k = data.x.cols();
    CoxTerm sum{0, Eigen::VectorXd::Zero(k), Eigen::MatrixXd::Zero(k, k)};
    const Eigen::VectorXd hazard = data.weight.array() * eta.array().exp();
    for (const CoxStratum& stratum : data.strata) {
        if (data.ties == Ties::Exact) {
            addExact(sum, data, stratum, eta);
            continue;
        }
        forEachMoment(data, stratum, hazard, [&](const CoxMoment& moment) {
            const CoxTerm term = coxTerm(moment, data, eta);
            sum.logLikelihood += term.logLikelihood;
            sum.score += term.score;
            sum.information += term.information;
        });
    }
    return sum;
}

struct CoxSolution
{
    Eigen::VectorXd beta;
    CoxTerm start;
    CoxTerm end;
    int iterations = 0;
};

/// Newton's method with step halving.
Outcome<CoxSolution> solveCox(const CoxData& data)
{
    CoxSolution s;
    s.beta = Eigen::VectorXd::Zero(data.x.cols());
    s.start = s.end = evaluateCox(data, Eigen::VectorXd::Zero(data.x.rows()));
    for (s.iterations = 1; s.iterations <= 50; ++s.iterations) {
        const Eigen::FullPivLU<Eigen::MatrixXd> lu(s.end.information);
        if (!lu.isInvertible()) return because(s.iterations == 1 ? Reason::Singular : Reason::Diverged);
        Eigen::VectorXd step = lu.solve(s.end.score);
        CoxTerm next = evaluateCox(data, data.x * (s.beta + step));
        for (int halving = 0;
             halving < 20 && !(next.logLikelihood >= s.end.logLikelihood - 1e-12 * std::abs(s.end.logLikelihood));
             ++halving) {
            step /= 2;
            next = evaluateCox(data, data.x * (s.beta + step));
        }
        const double gain = next.logLikelihood - s.end.logLikelihood;
        s.beta += step;
        s.end = std::move(next);
        if ((data.x * s.beta).cwiseAbs().maxCoeff() > 50) return because(Reason::Diverged);
        if (gain <= 1e-11 * std::abs(s.end.logLikelihood) &&
            step.cwiseAbs().maxCoeff() <= 1e-8 * (1 + s.beta.cwiseAbs().maxCoeff()))
            return s;
    }
    return because(Reason::Diverged);
}

TestResult coxTest(double statistic, double df, std::string_view method)
{
    return TestResult{.statistic = statistic, .df = df, .pValue = chiSquaredUpper(statistic, df), .method = method};
}

} // namespace

Outcome<CoxFit> cox(const Observations& data, const Design& x, const CoxOptions& options)
{
    const auto prepared = coxData(data, x, options);
    if (!prepared) return because(prepared.error());
    const auto solution = solveCox(*prepared);
    if (!solution) return because(solution.error());
    const Eigen::FullPivLU<Eigen::MatrixXd> lu(solution->end.information);
    if (!lu.isInvertible()) return because(Reason::Diverged);
    const Eigen::MatrixXd inverse = lu.inverse();
    Eigen::MatrixXd covariance = inverse;
    if (!options.cluster.empty() && options.ties != Ties::Exact) {
        const ClusterIndex clusters = clusterIndex(options.cluster);
        if (clusters.rows.size() < 2) return because(Reason::OneCluster);
        covariance =
            inverse * clusterMeat(coxScoreResiduals(*prepared, prepared->x * solution->beta), clusters) * inverse;
    }
    CoxFit fit;
    fit.coefficients = normalCoefficients(x.names(), solution->beta, covariance, options.level);
    fit.modelErrors = toStd(inverse.diagonal().cwiseSqrt());
    fit.covariance = toStd(covariance);
    fit.logLikelihoodNull = solution->start.logLikelihood;
    fit.logLikelihood = solution->end.logLikelihood;
    const auto df = static_cast<double>(x.columns());
    fit.likelihoodRatio = coxTest(2 * (fit.logLikelihood - fit.logLikelihoodNull), df, "likelihood ratio");
    fit.score = coxTest(solution->start.score.dot(solution->start.information.ldlt().solve(solution->start.score)), df,
                        "score");
    fit.wald = coxTest(solution->beta.dot(covariance.ldlt().solve(solution->beta)), df, "Wald");
    for (const CoxStratum& stratum : prepared->strata) {
        fit.n += stratum.byTime.size();
        for (Eigen::Index row : stratum.byTime) fit.events += prepared->event[static_cast<std::size_t>(row)] ? 1 : 0;
    }
    fit.iterations = solution->iterations;
    return fit;
}

Outcome<ProportionalityTest> proportionality(const Observations& data, const Design& x, const CoxFit& fit,
                                             const CoxOptions& options)
{
    if (options.ties == Ties::Exact || fit.coefficients.size() != x.columns()) return because(Reason::OutOfRange);
    const auto prepared = coxData(data, x, options);
    if (!prepared) return because(prepared.error());
    const auto curve = kaplanMeier(data);
    if (!curve) return because(curve.error());
    const auto scaleAt = [&](double time) { // one minus the curve just before that time
        const auto& steps = curve->steps();
        const auto here = std::lower_bound(steps.begin(), steps.end(), time,
                                           [](const SurvivalStep& s, double t) { return s.time < t; });
        return here == steps.begin() ? 0.0 : 1 - std::prev(here)->survival;
    };
    const auto k = static_cast<Eigen::Index>(x.columns());
    Eigen::VectorXd beta(k);
    for (Eigen::Index j = 0; j < k; ++j) beta[j] = fit.coefficients[static_cast<std::size_t>(j)].value;
    const Eigen::VectorXd eta = prepared->x * beta;
    const Eigen::VectorXd hazard = prepared->weight.array() * eta.array().exp();
    Eigen::VectorXd score = Eigen::VectorXd::Zero(k);
    Eigen::MatrixXd plain = Eigen::MatrixXd::Zero(k, k), once = plain, twice = plain;
    for (const CoxStratum& stratum : prepared->strata)
        forEachMoment(*prepared, stratum, hazard, [&](const CoxMoment& moment) {
            const CoxTerm term = coxTerm(moment, *prepared, eta);
            const double g = scaleAt(moment.time);
            score += g * term.score;
            plain += term.information;
            once += g * term.information;
            twice += g * g * term.information;
        });
    const Eigen::MatrixXd left = twice - once * plain.ldlt().solve(once);
    ProportionalityTest result;
    for (Eigen::Index j = 0; j < k; ++j) {
        if (!(left(j, j) > 0)) return because(Reason::Constant);
        result.terms.push_back(coxTest(score[j] * score[j] / left(j, j), 1, "proportional hazards, Grambsch–Therneau"));
    }
    result.global =
        coxTest(score.dot(left.ldlt().solve(score)), static_cast<double>(k), "proportional hazards, all terms");
    return result;
}

} // namespace assay::stats
