// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/eigen.h"
#include "stats/glm.h"

#include <functional>

/// The iteration that all generalised linear models share; for this module's .cpp files only.
namespace assay::stats {

struct LinkModel
{
    std::function<double(double)> start; ///< first guess of the mean from y
    std::function<double(double)> link;
    std::function<double(double)> mean;  ///< inverse link
    std::function<double(double)> slope; ///< d mean / d eta, from the mean
    std::function<double(double)> variance;
    std::function<double(double, double)> deviance; ///< of one row, from y and mean
};

struct IrlsResult
{
    Eigen::VectorXd beta;
    Eigen::MatrixXd covariance; ///< (Xᵀ W X)⁻¹
    Eigen::VectorXd mu;
    Eigen::VectorXd workingWeights; ///< of the last step, as the covariance and R's dispersion
    double deviance = 0;
    int iterations = 0;
};

/// `startMean`: means to begin with instead of the model's own guess.
[[nodiscard]] Outcome<IrlsResult> iterate(std::span<const double> y, const Design& x, const GlmOptions& options,
                                          const LinkModel& model, const Eigen::VectorXd* startMean = nullptr);
[[nodiscard]] Outcome<GlmFit> finishGlm(std::span<const double> y, const Design& x, const GlmOptions& options,
                                        const LinkModel& model, const IrlsResult& fitted);

} // namespace assay::stats
