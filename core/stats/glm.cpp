// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/glm.h"

#include "stats/distributions.h"
#include "stats/eigen.h"
#include "stats/irls.h"
#include "stats/quantile.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

/// R's stopping rule, so that errors agree with its to the last digits it prints.
constexpr double kSettled = 1e-8;

double poissonDeviance(double y, double mu)
{
    return 2 * ((y > 0 ? y * std::log(y / mu) : 0) - (y - mu));
}

double binomialDeviance(double y, double mu)
{
    const double one = y > 0 ? y * std::log(y / mu) : 0;
    const double zero = y < 1 ? (1 - y) * std::log((1 - y) / (1 - mu)) : 0;
    return 2 * (one + zero);
}

double logDensity(Family family, double y, double mu)
{
    if (family == Family::Binomial) return -binomialDeviance(y, mu) / 2; // exact for 0/1 outcomes
    return y * std::log(mu) - mu - std::lgamma(y + 1);
}

std::optional<Reason> problemOfOutcome(std::span<const double> y, const Design& x, const GlmOptions& options)
{
    if (const auto problem = x.problem()) return problem;
    const std::size_t n = x.rows();
    const auto fits = [n](std::size_t size) { return size == 0 || size == n; };
    if (y.size() != n || !fits(options.offset.size()) || !fits(options.weights.size()) || !fits(options.cluster.size()))
        return Reason::LengthMismatch;
    if (!allFinite(y) || !allFinite(options.offset) || !allFinite(options.weights)) return Reason::NotFinite;
    if (std::any_of(options.weights.begin(), options.weights.end(), [](double w) { return w < 0; }))
        return Reason::ZeroWeight;
    const auto [low, high] = std::minmax_element(y.begin(), y.end());
    const bool binomial = options.family == Family::Binomial;
    if (*low < 0 || (binomial && *high > 1) || !(options.level > 0 && options.level < 1)) return Reason::OutOfRange;
    if (!binomial && *high == 0) return Reason::NoEvents;
    if (binomial && *low == *high && (*low == 0 || *low == 1)) return Reason::Constant;
    return std::nullopt;
}

LinkModel modelOf(Family family)
{
    LinkModel model;
    if (family == Family::Binomial) {
        model.start = [](double y) { return (y + 0.5) / 2; };
        model.link = [](double mu) { return std::log(mu / (1 - mu)); };
        model.mean = [](double eta) { return 1 / (1 + std::exp(-std::clamp(eta, -36.0, 36.0))); };
        model.slope = [](double mu) { return mu * (1 - mu); };
        model.variance = [](double mu) { return mu * (1 - mu); };
        model.deviance = binomialDeviance;
    } else {
        model.start = [](double y) { return y + 0.1; };
        model.link = [](double mu) { return std::log(mu); };
        model.mean = [](double eta) { return std::exp(std::clamp(eta, -700.0, 700.0)); };
        model.slope = [](double mu) { return mu; };
        model.variance = [](double mu) { return mu; };
        model.deviance = poissonDeviance;
    }
    return model;
}

} // namespace

Outcome<GlmFit> finishGlm(std::span<const double> y, const Design& x, const GlmOptions& options, const LinkModel& model,
                          const IrlsResult& fitted)
{
    GlmFit fit;
    fit.n = x.rows();
    fit.df = static_cast<double>(x.rows()) - static_cast<double>(x.columns());
    fit.deviance = fitted.deviance;
    fit.iterations = fitted.iterations;
    Eigen::MatrixXd covariance = fitted.covariance;
    const Eigen::Index n = fitted.mu.size();
    Eigen::VectorXd factor(n); // score of a row is factor × x
    double pearson = 0;
    for (Eigen::Index i = 0; i < n; ++i) {
        const double w = options.weights.empty() ? 1 : options.weights[static_cast<std::size_t>(i)];
        const double residual = y[static_cast<std::size_t>(i)] - fitted.mu[i];
        const double slope = model.slope(fitted.mu[i]);
        factor[i] = w * residual * slope / model.variance(fitted.mu[i]);
        pearson += fitted.workingWeights[i] * residual * residual / (slope * slope);
    }
    if (options.family == Family::QuasiPoisson) {
        if (!(fit.df > 0)) return because(Reason::TooFew);
        fit.dispersion = pearson / fit.df;
        covariance *= fit.dispersion;
    }
    if (!options.cluster.empty()) {
        const ClusterIndex clusters = clusterIndex(options.cluster);
        if (clusters.rows.size() < 2) return because(Reason::OneCluster);
        const auto groups = static_cast<double>(clusters.rows.size());
        const Eigen::MatrixXd scores = factor.asDiagonal() * view(x);
        covariance = groups / (groups - 1) * fitted.covariance * clusterMeat(scores, clusters) * fitted.covariance;
    }
    fit.coefficients = normalCoefficients(x.names(), fitted.beta, covariance, options.level);
    fit.covariance = toStd(covariance);
    fit.fitted = toStd(fitted.mu);
    return fit;
}

Outcome<IrlsResult> iterate(std::span<const double> y, const Design& x, const GlmOptions& options,
                            const LinkModel& model, const Eigen::VectorXd* startMean)
{
    const ConstMatrix design = view(x);
    const Eigen::Index n = design.rows();
    Eigen::VectorXd mu(n);
    Eigen::VectorXd eta(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        mu[i] = startMean ? (*startMean)[i] : model.start(y[static_cast<std::size_t>(i)]);
        eta[i] = model.link(mu[i]);
    }
    const auto weightOf = [&](Eigen::Index i) {
        return options.weights.empty() ? 1.0 : options.weights[static_cast<std::size_t>(i)];
    };
    const auto offsetOf = [&](Eigen::Index i) {
        return options.offset.empty() ? 0.0 : options.offset[static_cast<std::size_t>(i)];
    };
    IrlsResult result;
    double previous = 0;
    for (Eigen::Index i = 0; i < n; ++i)
        previous += weightOf(i) * model.deviance(y[static_cast<std::size_t>(i)], mu[i]);
    for (int step = 1; step <= 60; ++step) {
        Eigen::VectorXd root(n);
        Eigen::VectorXd working(n);
        for (Eigen::Index i = 0; i < n; ++i) {
            const double slope = model.slope(mu[i]);
            root[i] = std::sqrt(weightOf(i) * slope * slope / model.variance(mu[i]));
            working[i] = root[i] * (eta[i] - offsetOf(i) + (y[static_cast<std::size_t>(i)] - mu[i]) / slope);
        }
        const Eigen::MatrixXd scaledX = root.asDiagonal() * design;
        const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(scaledX);
        if (qr.rank() < design.cols()) return because(step == 1 ? Reason::Singular : Reason::Diverged);
        result.beta = qr.solve(working);
        eta = design * result.beta;
        double deviance = 0;
        for (Eigen::Index i = 0; i < n; ++i) {
            eta[i] += offsetOf(i);
            mu[i] = model.mean(eta[i]);
            deviance += weightOf(i) * model.deviance(y[static_cast<std::size_t>(i)], mu[i]);
        }
        if (!std::isfinite(deviance)) return because(Reason::Diverged);
        result.iterations = step;
        const bool settled = std::abs(deviance - previous) < kSettled * (std::abs(deviance) + 0.1);
        previous = deviance;
        if (!settled) continue;
        result.deviance = deviance;
        result.mu = mu;
        result.workingWeights = root.cwiseAbs2();
        result.covariance = (scaledX.transpose() * scaledX).inverse();
        return result;
    }
    return because(Reason::Diverged);
}

Outcome<GlmFit> glm(std::span<const double> y, const Design& x, const GlmOptions& options)
{
    if (const auto problem = problemOfOutcome(y, x, options)) return because(*problem);
    const LinkModel model = modelOf(options.family);
    const auto fitted = iterate(y, x, options, model);
    if (!fitted) return because(fitted.error());
    auto fit = finishGlm(y, x, options, model, *fitted);
    if (!fit) return fit;
    // A fitted probability of 0 or 1 to the last bits means that a covariate separates the outcomes: no finite
    // estimate.
    if (options.family == Family::Binomial && (fitted->mu.array().min(1 - fitted->mu.array()) < 1e-10).all())
        return because(Reason::Diverged);
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double w = options.weights.empty() ? 1 : options.weights[i];
        fit->logLikelihood += w * logDensity(options.family, y[i], fit->fitted[i]);
    }
    return fit;
}

} // namespace assay::stats
