// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/eigen.h"

#include "stats/distributions.h"

#include <cmath>
#include <unordered_map>

namespace assay::stats {

ClusterIndex clusterIndex(std::span<const std::uint32_t> codes)
{
    ClusterIndex result;
    std::unordered_map<std::uint32_t, std::size_t> number;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto [place, isNew] = number.try_emplace(codes[i], result.rows.size());
        if (isNew) result.rows.emplace_back();
        result.rows[place->second].push_back(static_cast<Eigen::Index>(i));
    }
    return result;
}

Eigen::MatrixXd clusterMeat(const Eigen::MatrixXd& scores, const ClusterIndex& clusters)
{
    Eigen::MatrixXd meat = Eigen::MatrixXd::Zero(scores.cols(), scores.cols());
    for (const auto& rows : clusters.rows) {
        Eigen::VectorXd sum = Eigen::VectorXd::Zero(scores.cols());
        for (Eigen::Index i : rows) sum += scores.row(i).transpose();
        meat.noalias() += sum * sum.transpose();
    }
    return meat;
}

std::vector<Coefficient> normalCoefficients(const std::vector<std::string>& names, const Eigen::VectorXd& beta,
                                            const Eigen::MatrixXd& covariance, double level)
{
    const double z = normalMultiplier(level);
    std::vector<Coefficient> result;
    for (Eigen::Index j = 0; j < beta.size(); ++j) {
        const double error = std::sqrt(covariance(j, j));
        result.push_back({.name = names[static_cast<std::size_t>(j)],
                          .value = beta[j],
                          .standardError = error,
                          .low = beta[j] - z * error,
                          .high = beta[j] + z * error,
                          .pValue = normalTwoSided(beta[j] / error)});
    }
    return result;
}

} // namespace assay::stats
