// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/irls.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

namespace assay::stats {

namespace {

namespace bmp = boost::math::policies;
using Lenient = bmp::policy<bmp::domain_error<bmp::ignore_error>, bmp::pole_error<bmp::ignore_error>,
                            bmp::overflow_error<bmp::ignore_error>, bmp::evaluation_error<bmp::ignore_error>>;

double digamma(double x)
{
    return boost::math::digamma(x, Lenient());
}
double trigamma(double x)
{
    return boost::math::trigamma(x, Lenient());
}

/// As in MASS: Newton's last step is at most this, and the error is from the information before it.
constexpr double kThetaSettled = 1.22e-4;

LinkModel negativeBinomialModel(double theta)
{
    LinkModel model;
    model.start = [](double y) { return y + (y == 0 ? 1.0 / 6 : 0); };
    model.link = [](double mu) { return std::log(mu); };
    model.mean = [](double eta) { return std::exp(std::clamp(eta, -700.0, 700.0)); };
    model.slope = [](double mu) { return mu; };
    model.variance = [theta](double mu) { return mu + mu * mu / theta; };
    model.deviance = [theta](double y, double mu) {
        return 2 * ((y > 0 ? y * std::log(y / mu) : 0) - (y + theta) * std::log((y + theta) / (mu + theta)));
    };
    return model;
}

struct ThetaFit
{
    double theta = 0;
    double error = 0;
};

/// Maximum likelihood of the dispersion for given means, by Newton's method on theta (as theta.ml of MASS).
Outcome<ThetaFit> fitTheta(std::span<const double> y, const Eigen::VectorXd& mu, std::span<const double> weights)
{
    const auto w = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
    double n = 0;
    double spread = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double relative = y[i] / mu[static_cast<Eigen::Index>(i)] - 1;
        n += w(i);
        spread += w(i) * relative * relative;
    }
    double theta = n / spread;
    for (int step = 0; step < 100; ++step) {
        theta = std::abs(theta);
        double score = 0;
        double information = 0;
        for (std::size_t i = 0; i < y.size(); ++i) {
            const double m = mu[static_cast<Eigen::Index>(i)];
            score += w(i) * (digamma(theta + y[i]) - digamma(theta) + std::log(theta) + 1 - std::log(theta + m) -
                             (y[i] + theta) / (m + theta));
            information += w(i) * (-trigamma(theta + y[i]) + trigamma(theta) - 1 / theta + 2 / (m + theta) -
                                   (y[i] + theta) / ((m + theta) * (m + theta)));
        }
        if (!std::isfinite(score) || !std::isfinite(information) || !(theta < 1e7) || information == 0)
            return because(Reason::Constant);
        const double move = score / information;
        theta += move;
        if (std::abs(move) <= kThetaSettled) {
            if (!(information > 0)) return because(Reason::Constant);
            return ThetaFit{theta, 1 / std::sqrt(information)};
        }
    }
    return because(Reason::Constant);
}

double negativeBinomialLogLikelihood(std::span<const double> y, const std::vector<double>& mu, double theta,
                                     std::span<const double> weights)
{
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double w = weights.empty() ? 1 : weights[i];
        sum += w * (std::lgamma(theta + y[i]) - std::lgamma(theta) - std::lgamma(y[i] + 1) + theta * std::log(theta) +
                    (y[i] > 0 ? y[i] * std::log(mu[i]) : 0) - (theta + y[i]) * std::log(theta + mu[i]));
    }
    return sum;
}

} // namespace

Outcome<NegativeBinomialFit> negativeBinomial(std::span<const double> y, const Design& x, const GlmOptions& options)
{
    GlmOptions poisson = options;
    poisson.family = Family::Poisson;
    const auto start = glm(y, x, poisson);
    if (!start) return because(start.error());
    Eigen::VectorXd mu = view(start->fitted);
    double previous = 0; // dispersion of the round before
    for (int round = 0; round < 60; ++round) {
        const auto theta = fitTheta(y, mu, options.weights);
        if (!theta) return because(theta.error());
        const LinkModel model = negativeBinomialModel(theta->theta);
        const auto fitted = iterate(y, x, poisson, model, &mu);
        if (!fitted) return because(fitted.error());
        mu = fitted->mu;
        if (std::abs(theta->theta - previous) > 1e-8 * theta->theta) {
            previous = theta->theta;
            continue;
        }
        auto fit = finishGlm(y, x, poisson, model, *fitted);
        if (!fit) return because(fit.error());
        const double likelihood = negativeBinomialLogLikelihood(y, fit->fitted, theta->theta, options.weights);
        fit->logLikelihood = likelihood;
        return NegativeBinomialFit{
            .model = std::move(*fit), .theta = theta->theta, .thetaError = theta->error, .logLikelihood = likelihood};
    }
    return because(Reason::Diverged);
}

} // namespace assay::stats
