// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/design.h"

#include <Eigen/Dense>

/// Views of our columns as Eigen matrices; for this module's .cpp files only.
namespace assay::stats {

using ConstVector = Eigen::Map<const Eigen::VectorXd>;
using ConstMatrix = Eigen::Map<const Eigen::MatrixXd>;

[[nodiscard]] inline ConstVector view(std::span<const double> values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}

[[nodiscard]] inline ConstMatrix view(const Design& x)
{
    return {x.values().data(), static_cast<Eigen::Index>(x.rows()), static_cast<Eigen::Index>(x.columns())};
}

[[nodiscard]] inline std::vector<double> toStd(const Eigen::Ref<const Eigen::MatrixXd>& m)
{
    std::vector<double> result;
    result.reserve(static_cast<std::size_t>(m.size()));
    for (Eigen::Index c = 0; c < m.cols(); ++c)
        for (Eigen::Index r = 0; r < m.rows(); ++r) result.push_back(m(r, c));
    return result;
}

/// Cluster numbers 0 … count-1 in place of any codes.
struct ClusterIndex
{
    std::vector<std::vector<Eigen::Index>> rows;
};
[[nodiscard]] ClusterIndex clusterIndex(std::span<const std::uint32_t> codes);

/// Sum over clusters of (sum of the rows' scores)(same)ᵀ; `scores` is n × k.
[[nodiscard]] Eigen::MatrixXd clusterMeat(const Eigen::MatrixXd& scores, const ClusterIndex& clusters);

/// Table of coefficients from values and covariance, normal intervals.
[[nodiscard]] std::vector<Coefficient> normalCoefficients(const std::vector<std::string>& names,
                                                          const Eigen::VectorXd& beta,
                                                          const Eigen::MatrixXd& covariance, double level);

} // namespace assay::stats
