// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/mixed.h"

#include "stats/eigen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace assay::stats {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// What the likelihood needs of one group.
struct MixedGroup
{
    MatrixXd zz, zx;
    VectorXd zy;
};

struct MixedData
{
    std::vector<MixedGroup> groups;
    MatrixXd xx;
    VectorXd xy;
    double yy = 0;
    Index n = 0;
    Index q = 0;
};

/// The likelihood at one relative covariance, with what follows from it.
struct MixedPoint
{
    double criterion = std::numeric_limits<double>::infinity();
    VectorXd beta;
    MatrixXd inverse; ///< of X'V⁻¹X, V relative to σ²
    double variance = 0;
};

MixedData mixedData(std::span<const double> y, const MatrixXd& x, const ClusterIndex& clusters,
                    const std::vector<std::size_t>& random)
{
    MixedData data;
    const VectorXd values = view(y);
    data.xx = x.transpose() * x;
    data.xy = x.transpose() * values;
    data.yy = values.squaredNorm();
    data.n = x.rows();
    data.q = static_cast<Index>(random.size());
    for (const auto& rows : clusters.rows) {
        const auto m = static_cast<Index>(rows.size());
        MatrixXd z(m, data.q);
        MatrixXd xg(m, x.cols());
        VectorXd yg(m);
        for (Index i = 0; i < m; ++i) {
            const Index row = rows[static_cast<std::size_t>(i)];
            xg.row(i) = x.row(row);
            yg[i] = values[row];
            for (Index j = 0; j < data.q; ++j)
                z(i, j) = x(row, static_cast<Index>(random[static_cast<std::size_t>(j)]));
        }
        data.groups.push_back({z.transpose() * z, z.transpose() * xg, z.transpose() * yg});
    }
    return data;
}

/// The lower triangle from its numbers, row by row.
MatrixXd triangle(const VectorXd& theta, Index q)
{
    MatrixXd lambda = MatrixXd::Zero(q, q);
    Index at = 0;
    for (Index r = 0; r < q; ++r)
        for (Index c = 0; c <= r; ++c) lambda(r, c) = theta[at++];
    return lambda;
}

MixedPoint evaluateMixed(const MixedData& data, const VectorXd& theta)
{
    const MatrixXd lambda = triangle(theta, data.q);
    MatrixXd a = data.xx;
    VectorXd b = data.xy;
    double c = data.yy;
    double logDeterminant = 0;
    for (const MixedGroup& g : data.groups) {
        const MatrixXd inner = MatrixXd::Identity(data.q, data.q) + lambda.transpose() * g.zz * lambda;
        const Eigen::LLT<MatrixXd> factor(inner);
        const MatrixXd zx = factor.matrixL().solve(lambda.transpose() * g.zx);
        const VectorXd zy = factor.matrixL().solve(lambda.transpose() * g.zy);
        a -= zx.transpose() * zx;
        b -= zx.transpose() * zy;
        c -= zy.squaredNorm();
        for (Index j = 0; j < data.q; ++j) logDeterminant += 2 * std::log(factor.matrixL()(j, j));
    }
    MixedPoint point;
    const Eigen::LDLT<MatrixXd> solver(a);
    point.beta = solver.solve(b);
    const double rss = c - b.dot(point.beta);
    const auto df = static_cast<double>(data.n - data.xx.cols());
    if (!(rss > 1e-14 * data.yy) || solver.info() != Eigen::Success) return point;
    point.variance = rss / df;
    point.inverse = solver.solve(MatrixXd::Identity(a.rows(), a.cols()));
    const double logA = solver.vectorD().array().log().sum();
    point.criterion = logDeterminant + logA + df * (1 + std::log(2 * std::numbers::pi * point.variance));
    return point;
}

/// Simplex search of Nelder & Mead (1965), started twice: the surface is smooth with few dimensions.
VectorXd minimise(const MixedData& data, VectorXd start)
{
    const Index k = start.size();
    const auto value = [&data](const VectorXd& at) { return evaluateMixed(data, at).criterion; };
    for (int round = 0; round < 2; ++round) {
        std::vector<std::pair<double, VectorXd>> simplex{{value(start), start}};
        for (Index j = 0; j < k; ++j) {
            VectorXd corner = start;
            corner[j] += 0.3 + 0.1 * std::abs(corner[j]);
            simplex.emplace_back(value(corner), corner);
        }
        for (int step = 0; step < 400; ++step) {
            std::sort(simplex.begin(), simplex.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            if (simplex.back().first - simplex.front().first < 1e-12 * std::abs(simplex.front().first)) break;
            VectorXd centre = VectorXd::Zero(k);
            for (std::size_t i = 0; i + 1 < simplex.size(); ++i) centre += simplex[i].second / static_cast<double>(k);
            const auto along = [&](double t) {
                VectorXd at = centre + t * (centre - simplex.back().second);
                return std::pair(value(at), at);
            };
            auto next = along(1);
            if (next.first < simplex.front().first) {
                if (auto far = along(2); far.first < next.first) next = std::move(far);
            } else if (next.first >= simplex[simplex.size() - 2].first) {
                next = along(next.first < simplex.back().first ? 0.5 : -0.5);
            }
            if (next.first < simplex.back().first) {
                simplex.back() = std::move(next);
                continue;
            }
            for (std::size_t i = 1; i < simplex.size(); ++i) {
                simplex[i].second = (simplex[i].second + simplex.front().second) / 2;
                simplex[i].first = value(simplex[i].second);
            }
        }
        start = simplex.front().second;
    }
    return start;
}

} // namespace

Outcome<MixedFit> mixedModel(std::span<const double> y, const Design& x, std::span<const std::uint32_t> group,
                             const std::vector<std::size_t>& random, double level)
{
    if (const auto problem = x.problem()) return because(*problem);
    if (y.size() != x.rows() || group.size() != x.rows()) return because(Reason::LengthMismatch);
    if (!std::all_of(y.begin(), y.end(), [](double v) { return std::isfinite(v); })) return because(Reason::NotFinite);
    if (random.empty() || random.size() > 3 || !(level > 0 && level < 1) ||
        std::any_of(random.begin(), random.end(), [&x](std::size_t j) { return j >= x.columns(); }))
        return because(Reason::OutOfRange);
    const ClusterIndex clusters = clusterIndex(group);
    if (clusters.rows.size() < 2) return because(Reason::OneCluster);
    const MatrixXd design = view(x);
    if (Eigen::ColPivHouseholderQR<MatrixXd>(design).rank() < design.cols()) return because(Reason::Singular);
    const MixedData data = mixedData(y, design, clusters, random);
    VectorXd start(data.q * (data.q + 1) / 2);
    for (Index r = 0, at = 0; r < data.q; ++r)
        for (Index c = 0; c <= r; ++c) start[at++] = r == c ? 1 : 0;
    const VectorXd theta = minimise(data, start);
    const MixedPoint point = evaluateMixed(data, theta);
    if (!std::isfinite(point.criterion)) return because(Reason::Constant);

    MixedFit fit;
    fit.fixed = normalCoefficients(x.names(), point.beta, point.variance * point.inverse, level);
    fit.residualDeviation = std::sqrt(point.variance);
    fit.criterion = point.criterion;
    fit.groups = clusters.rows.size();
    const MatrixXd lambda = triangle(theta, data.q);
    const MatrixXd covariance = point.variance * lambda * lambda.transpose();
    for (Index r = 0; r < data.q; ++r) {
        fit.deviations.push_back(std::sqrt(covariance(r, r)));
        for (Index c = 0; c < r; ++c)
            fit.correlations.push_back(covariance(r, c) / std::sqrt(covariance(r, r) * covariance(c, c)));
    }
    if (random == std::vector<std::size_t>{0}) fit.intraclass = covariance(0, 0) / (covariance(0, 0) + point.variance);
    return fit;
}

} // namespace assay::stats
