// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/linear.h"

#include "stats/distributions.h"
#include "stats/eigen.h"
#include "stats/quantile.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

/// Weighted least squares reduced to ordinary: rows scaled by the root of their weight.
struct Scaled
{
    Eigen::MatrixXd x;
    Eigen::VectorXd y;
    std::size_t used = 0;
};

struct Solution
{
    Eigen::VectorXd beta;
    Eigen::MatrixXd bread; ///< (XᵀX)⁻¹
    Eigen::VectorXd residuals;
    double df = 0;
};

Outcome<Solution> solve(const Scaled& data)
{
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(data.x);
    if (qr.rank() < data.x.cols()) return because(Reason::Singular);
    Solution s;
    s.beta = qr.solve(data.y);
    const Eigen::Index k = data.x.cols();
    const Eigen::MatrixXd r = qr.matrixR().topLeftCorner(k, k).triangularView<Eigen::Upper>();
    const Eigen::MatrixXd inverse = r.triangularView<Eigen::Upper>().solve(Eigen::MatrixXd::Identity(k, k));
    s.bread = qr.colsPermutation() * (inverse * inverse.transpose()) * qr.colsPermutation().transpose();
    s.residuals = data.y - data.x * s.beta;
    s.df = static_cast<double>(data.used) - static_cast<double>(k);
    return s;
}

Eigen::MatrixXd heteroscedastic(const Scaled& data, const Solution& s, ErrorKind kind)
{
    const Eigen::ArrayXd leverage = (data.x * s.bread).cwiseProduct(data.x).rowwise().sum().array().min(1 - 1e-12);
    Eigen::ArrayXd squares = s.residuals.array().square();
    if (kind == ErrorKind::HC2) squares /= 1 - leverage;
    if (kind == ErrorKind::HC3) squares /= (1 - leverage).square();
    const Eigen::MatrixXd meat = data.x.transpose() * squares.matrix().asDiagonal() * data.x;
    const double factor = kind == ErrorKind::HC1 ? (s.df + static_cast<double>(data.x.cols())) / s.df : 1;
    return factor * s.bread * meat * s.bread;
}

Eigen::MatrixXd rowsOf(const Eigen::MatrixXd& m, const std::vector<Eigen::Index>& rows)
{
    Eigen::MatrixXd part(static_cast<Eigen::Index>(rows.size()), m.cols());
    for (std::size_t i = 0; i < rows.size(); ++i) part.row(static_cast<Eigen::Index>(i)) = m.row(rows[i]);
    return part;
}

/// X_gᵀ A_g and the rest of what CR2 needs of one cluster, A_g = (I - X_g M X_gᵀ)^(-1/2). The root differs from the
/// identity in the column space of X_g only, so it is found there: k × k work however large the cluster.
struct AdjustedCluster
{
    Eigen::MatrixXd weighted; ///< n_g × k: A_g X_g
};

AdjustedCluster adjust(const Eigen::MatrixXd& xg, const Eigen::MatrixXd& bread)
{
    const Eigen::Index rank = std::min(xg.rows(), xg.cols());
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(xg);
    const Eigen::MatrixXd q = qr.householderQ() * Eigen::MatrixXd::Identity(xg.rows(), rank);
    const Eigen::MatrixXd r = q.transpose() * xg;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(r * bread * r.transpose());
    const Eigen::ArrayXd left = 1 - eigen.eigenvalues().array();
    const Eigen::ArrayXd root =
        (left > 1e-10).select(left.max(1e-10).rsqrt(), 0.0); // pseudo-inverse: a cluster all of its own
    const Eigen::MatrixXd a = eigen.eigenvectors() * root.matrix().asDiagonal() * eigen.eigenvectors().transpose();
    return {q * (a * r)};
}

struct ClusterCovariance
{
    Eigen::MatrixXd covariance;
    std::vector<double> df; ///< per coefficient, empty unless CR2
};

ClusterCovariance biasReduced(const Scaled& data, const Solution& s, const ClusterIndex& clusters)
{
    const Eigen::Index k = data.x.cols();
    Eigen::MatrixXd meat = Eigen::MatrixXd::Zero(k, k);
    Eigen::VectorXd trace = Eigen::VectorXd::Zero(k);
    std::vector<Eigen::MatrixXd> outer(static_cast<std::size_t>(k), Eigen::MatrixXd::Zero(k, k)); // Σ U Uᵀ
    Eigen::VectorXd diagonalSquares = Eigen::VectorXd::Zero(k); // Σ d² - 2 Σ d uᵀMu
    for (const auto& rows : clusters.rows) {
        const Eigen::MatrixXd xg = rowsOf(data.x, rows);
        const AdjustedCluster a = adjust(xg, s.bread);
        Eigen::VectorXd residuals(xg.rows());
        for (std::size_t i = 0; i < rows.size(); ++i) residuals[static_cast<Eigen::Index>(i)] = s.residuals[rows[i]];
        const Eigen::VectorXd score = a.weighted.transpose() * residuals;
        meat.noalias() += score * score.transpose();
        const Eigen::MatrixXd q = a.weighted * s.bread; // column j: q_g for coefficient j
        for (Eigen::Index j = 0; j < k; ++j) {
            const Eigen::VectorXd u = xg.transpose() * q.col(j);
            const double d = q.col(j).squaredNorm();
            const double overlap = u.dot(s.bread * u);
            trace[j] += d - overlap;
            diagonalSquares[j] += d * d - 2 * d * overlap;
            outer[static_cast<std::size_t>(j)].noalias() += u * u.transpose();
        }
    }
    ClusterCovariance result{.covariance = s.bread * meat * s.bread, .df = {}};
    for (Eigen::Index j = 0; j < k; ++j) {
        const Eigen::MatrixXd m = s.bread * outer[static_cast<std::size_t>(j)];
        result.df.push_back(trace[j] * trace[j] / (diagonalSquares[j] + (m * m).trace()));
    }
    return result;
}

ClusterCovariance clustered(const Scaled& data, const Solution& s, const ClusterIndex& clusters, ErrorKind kind)
{
    if (kind == ErrorKind::CR2) return biasReduced(data, s, clusters);
    const Eigen::MatrixXd scores = s.residuals.asDiagonal() * data.x;
    const auto groups = static_cast<double>(clusters.rows.size());
    const double n = static_cast<double>(data.used);
    const double factor = kind == ErrorKind::CR1 ? groups / (groups - 1) * (n - 1) / s.df : 1;
    return {factor * s.bread * clusterMeat(scores, clusters) * s.bread, {}};
}

Outcome<Scaled> scaled(std::span<const double> y, const Design& x, const LinearOptions& options)
{
    if (const auto problem = x.problem()) return because(*problem);
    const std::size_t n = x.rows();
    if (y.size() != n || (!options.weights.empty() && options.weights.size() != n))
        return because(Reason::LengthMismatch);
    if (!allFinite(y) || !allFinite(options.weights)) return because(Reason::NotFinite);
    Scaled data{view(x), view(y), n};
    if (options.weights.empty()) return data;
    data.used = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double w = options.weights[i];
        if (w < 0) return because(Reason::ZeroWeight);
        if (w > 0) ++data.used;
        data.x.row(static_cast<Eigen::Index>(i)) *= std::sqrt(w);
        data.y[static_cast<Eigen::Index>(i)] *= std::sqrt(w);
    }
    if (data.used == 0) return because(Reason::ZeroWeight);
    return data;
}

bool isClustered(ErrorKind kind)
{
    return kind == ErrorKind::CR0 || kind == ErrorKind::CR1 || kind == ErrorKind::CR2;
}

std::vector<Coefficient> studentCoefficients(const std::vector<std::string>& names, const Solution& s,
                                             const ClusterCovariance& c, double df, double level)
{
    std::vector<Coefficient> result;
    for (Eigen::Index j = 0; j < s.beta.size(); ++j) {
        const double error = std::sqrt(c.covariance(j, j));
        const double own = c.df.empty() ? df : c.df[static_cast<std::size_t>(j)];
        const double half = studentQuantile(0.5 + level / 2, own) * error;
        result.push_back({.name = names[static_cast<std::size_t>(j)],
                          .value = s.beta[j],
                          .standardError = error,
                          .low = s.beta[j] - half,
                          .high = s.beta[j] + half,
                          .pValue = error > 0 ? studentTwoSided(s.beta[j] / error, own) : 1,
                          .df = own});
    }
    return result;
}

} // namespace

Outcome<LinearFit> linearRegression(std::span<const double> y, const Design& x, const LinearOptions& options)
{
    const auto data = scaled(y, x, options);
    if (!data) return because(data.error());
    if (!(options.level > 0 && options.level < 1)) return because(Reason::OutOfRange);
    const auto s = solve(*data);
    if (!s) return because(s.error());
    if (!(s->df > 0)) return because(Reason::TooFew);
    LinearFit fit;
    fit.n = data->used;
    fit.rss = s->residuals.squaredNorm();
    fit.sigma = std::sqrt(fit.rss / s->df);
    ClusterCovariance c;
    double df = s->df;
    if (isClustered(options.errors)) {
        if (options.cluster.size() != x.rows()) return because(Reason::LengthMismatch);
        const ClusterIndex clusters = clusterIndex(options.cluster);
        fit.clusters = clusters.rows.size();
        if (fit.clusters < 2) return because(Reason::OneCluster);
        c = clustered(*data, *s, clusters, options.errors);
        df = static_cast<double>(fit.clusters - 1);
    } else if (options.errors == ErrorKind::Model) {
        c.covariance = fit.sigma * fit.sigma * s->bread;
    } else {
        c.covariance = heteroscedastic(*data, *s, options.errors);
    }
    fit.coefficients = studentCoefficients(x.names(), *s, c, df, options.level);
    fit.covariance = toStd(c.covariance);
    fit.residuals = toStd(view(y) - view(x) * s->beta);
    const Eigen::VectorXd root = options.weights.empty() ? Eigen::VectorXd::Ones(data->y.size()).eval()
                                                         : view(options.weights).cwiseSqrt().eval();
    const double centre = root.dot(data->y) / root.squaredNorm();
    const double total = (data->y - centre * root).squaredNorm();
    fit.rSquared = total > 0 ? 1 - fit.rss / total : 0;
    return fit;
}

Outcome<std::vector<double>> neweyWestErrors(std::span<const double> y, const Design& x, std::size_t lag)
{
    const auto data = scaled(y, x, {});
    if (!data) return because(data.error());
    const auto s = solve(*data);
    if (!s) return because(s.error());
    const Eigen::MatrixXd scores = s->residuals.asDiagonal() * data->x;
    Eigen::MatrixXd meat = scores.transpose() * scores;
    const Eigen::Index n = scores.rows();
    for (Eigen::Index l = 1; l <= static_cast<Eigen::Index>(lag) && l < n; ++l) {
        const double weight = 1 - static_cast<double>(l) / (static_cast<double>(lag) + 1);
        const Eigen::MatrixXd cross = scores.bottomRows(n - l).transpose() * scores.topRows(n - l);
        meat += weight * (cross + cross.transpose());
    }
    const Eigen::MatrixXd covariance = s->bread * meat * s->bread;
    return toStd(covariance.diagonal().cwiseMax(0.0).cwiseSqrt());
}

Outcome<double> durbinWatson(std::span<const double> residuals)
{
    if (residuals.size() < 2) return because(Reason::TooFew);
    if (!allFinite(residuals)) return because(Reason::NotFinite);
    double steps = 0;
    double squares = residuals[0] * residuals[0];
    for (std::size_t i = 1; i < residuals.size(); ++i) {
        steps += (residuals[i] - residuals[i - 1]) * (residuals[i] - residuals[i - 1]);
        squares += residuals[i] * residuals[i];
    }
    if (!(squares > 0)) return because(Reason::Constant);
    return steps / squares;
}

Outcome<WelchTest> welch(std::span<const double> first, std::span<const double> second, double level)
{
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const auto v1 = variance(first);
    const auto v2 = variance(second);
    if (!v1) return because(v1.error());
    if (!v2) return because(v2.error());
    const auto n1 = static_cast<double>(first.size());
    const auto n2 = static_cast<double>(second.size());
    const double a = *v1 / n1;
    const double b = *v2 / n2;
    if (!(a + b > 0)) return because(Reason::Constant);
    const double difference = *mean(first) - *mean(second);
    const double error = std::sqrt(a + b);
    WelchTest test;
    test.df = (a + b) * (a + b) / (a * a / (n1 - 1) + b * b / (n2 - 1));
    test.t = difference / error;
    test.pValue = studentTwoSided(test.t, test.df);
    const double half = studentQuantile(0.5 + level / 2, test.df) * error;
    test.difference = Estimate{.value = difference,
                               .low = difference - half,
                               .high = difference + half,
                               .standardError = error,
                               .level = level,
                               .n = first.size() + second.size(),
                               .method = "difference of means, Welch"};
    return test;
}

} // namespace assay::stats
