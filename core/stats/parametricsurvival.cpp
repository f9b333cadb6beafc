// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/parametricsurvival.h"

#include "stats/eigen.h"
#include "stats/risktable.h"

#include <cmath>

namespace assay::stats {

namespace {

struct LifetimeTerm
{
    double logLikelihood = 0;
    Eigen::VectorXd score;
    Eigen::MatrixXd information;
};

struct LifetimeData
{
    Eigen::MatrixXd x;
    Eigen::VectorXd logTime;
    Eigen::VectorXd weight;
    std::span<const std::uint8_t> event;
    bool estimateScale = true;
};

/// Parameters are β and, for the Weibull, log scale last.
LifetimeTerm evaluateLifetime(const LifetimeData& d, const Eigen::VectorXd& parameters)
{
    const Eigen::Index k = d.x.cols();
    const Eigen::Index p = d.estimateScale ? k + 1 : k;
    const double logScale = d.estimateScale ? parameters[k] : 0;
    const double scale = std::exp(logScale);
    LifetimeTerm t{0, Eigen::VectorXd::Zero(p), Eigen::MatrixXd::Zero(p, p)};
    const Eigen::VectorXd eta = d.x * parameters.head(k);
    for (Eigen::Index i = 0; i < d.x.rows(); ++i) {
        const double w = d.weight[i];
        const double z = (d.logTime[i] - eta[i]) / scale;
        const double e = std::exp(z);
        const double dead = d.event[static_cast<std::size_t>(i)] ? 1 : 0;
        t.logLikelihood += w * (dead * (z - logScale - d.logTime[i]) - e);
        const Eigen::VectorXd xi = d.x.row(i).transpose();
        t.score.head(k) += w * (e - dead) / scale * xi;
        t.information.topLeftCorner(k, k) += w * e / (scale * scale) * xi * xi.transpose();
        if (!d.estimateScale) continue;
        t.score[k] += w * (z * (e - dead) - dead);
        const Eigen::VectorXd cross = w * (e - dead + z * e) / scale * xi;
        t.information.topRightCorner(k, 1) += cross;
        t.information.bottomLeftCorner(1, k) += cross.transpose();
        t.information(k, k) += w * z * (e - dead + z * e);
    }
    return t;
}

} // namespace

Outcome<LifetimeFit> lifetimeModel(const Observations& data, const Design& x, Lifetime kind, double level)
{
    if (const auto problem = problemOf(data)) return because(*problem);
    if (const auto problem = x.problem()) return because(*problem);
    if (x.rows() != data.time.size()) return because(Reason::LengthMismatch);
    const auto n = static_cast<Eigen::Index>(x.rows());
    LifetimeData d{view(x), Eigen::VectorXd(n), Eigen::VectorXd::Ones(n), data.event, kind == Lifetime::Weibull};
    LifetimeFit fit;
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto row = static_cast<std::size_t>(i);
        if (!(data.time[row] > 0)) return because(Reason::OutOfRange);
        d.logTime[i] = std::log(data.time[row]);
        if (!data.weight.empty()) d.weight[i] = data.weight[row];
        if (d.weight[i] > 0) ++fit.n;
        if (d.weight[i] > 0 && data.event[row]) ++fit.events;
    }
    if (fit.events == 0) return because(Reason::NoEvents);
    const Eigen::Index k = d.x.cols();
    Eigen::VectorXd parameters = Eigen::VectorXd::Zero(d.estimateScale ? k + 1 : k);
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(d.x);
    if (qr.rank() < k) return because(Reason::Singular);
    parameters.head(k) = qr.solve(d.logTime);
    LifetimeTerm now = evaluateLifetime(d, parameters);
    for (int round = 0; round < 200; ++round) {
        Eigen::MatrixXd information = now.information;
        Eigen::LLT<Eigen::MatrixXd> cholesky(information);
        for (double ridge = 1e-3; cholesky.info() != Eigen::Success && ridge < 1e6; ridge *= 10) {
            information = now.information;
            information.diagonal().array() += ridge * (1 + now.information.diagonal().array().abs());
            cholesky.compute(information);
        }
        Eigen::VectorXd step = cholesky.solve(now.score);
        LifetimeTerm next = evaluateLifetime(d, parameters + step);
        for (int halving = 0;
             halving < 40 && !(next.logLikelihood >= now.logLikelihood - 1e-10 * std::abs(now.logLikelihood));
             ++halving) {
            step /= 2;
            next = evaluateLifetime(d, parameters + step);
        }
        parameters += step;
        now = std::move(next);
        if (!parameters.allFinite() || parameters.cwiseAbs().maxCoeff() > 1e6) return because(Reason::Diverged);
        if (step.cwiseAbs().maxCoeff() > 1e-10 * (1 + parameters.cwiseAbs().maxCoeff())) continue;
        const Eigen::MatrixXd covariance = now.information.inverse();
        fit.coefficients = normalCoefficients(x.names(), parameters.head(k), covariance.topLeftCorner(k, k), level);
        fit.logLikelihood = now.logLikelihood;
        if (d.estimateScale) {
            fit.scale = std::exp(parameters[k]);
            fit.logScaleError = std::sqrt(covariance(k, k));
        }
        return fit;
    }
    return because(Reason::Diverged);
}

} // namespace assay::stats
