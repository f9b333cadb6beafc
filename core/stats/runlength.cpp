// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/controlchart.h"
#include "stats/distributions.h"

#include <cmath>
#include <numbers>

#include <Eigen/Dense>

namespace assay::stats {

namespace {

struct Nodes
{
    Eigen::VectorXd at;
    Eigen::VectorXd weight;
};

/// Gauss–Legendre nodes on low…high, from the eigenvalues of the Jacobi matrix (Golub & Welsch 1969).
Nodes gaussLegendre(int count, double low, double high)
{
    Eigen::VectorXd diagonal = Eigen::VectorXd::Zero(count);
    Eigen::VectorXd beside(count - 1);
    for (int i = 1; i < count; ++i) beside[i - 1] = i / std::sqrt(4.0 * i * i - 1);
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal, beside);
    const double half = (high - low) / 2;
    return {(solver.eigenvalues().array() * half + (low + high) / 2).matrix(),
            (solver.eigenvectors().row(0).transpose().array().square() * 2 * half).matrix()};
}

double normalDensity(double z)
{
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

constexpr int kRunLengthNodes = 60;

/// One-sided CUSUM of standardised values from zero; the state has an atom at zero beside its density.
double oneSidedCusum(double slack, double limit, double shift)
{
    const Nodes nodes = gaussLegendre(kRunLengthNodes, 0, limit);
    const int n = kRunLengthNodes;
    Eigen::MatrixXd system(n + 1, n + 1);
    const auto from = [&](int i) { return i == 0 ? 0.0 : nodes.at[i - 1]; };
    for (int i = 0; i <= n; ++i) {
        const double state = from(i);
        system(i, 0) = -normalCdf(slack - state - shift);
        for (int j = 0; j < n; ++j)
            system(i, j + 1) = -nodes.weight[j] * normalDensity(nodes.at[j] + slack - state - shift);
        system(i, i) += 1;
    }
    return system.partialPivLu().solve(Eigen::VectorXd::Ones(n + 1))[0];
}

} // namespace

Outcome<double> ewmaRunLength(double lambda, double width, double shift)
{
    if (!(lambda > 0 && lambda <= 1) || !(width > 0) || !std::isfinite(shift)) return because(Reason::OutOfRange);
    const double limit = width * std::sqrt(lambda / (2 - lambda));
    const Nodes nodes = gaussLegendre(kRunLengthNodes, -limit, limit);
    const int n = kRunLengthNodes;
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n);
    const auto kernel = [&](double to, double from) {
        return normalDensity((to - (1 - lambda) * from) / lambda - shift) / lambda;
    };
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) system(i, j) -= nodes.weight[j] * kernel(nodes.at[j], nodes.at[i]);
    const Eigen::VectorXd lengths = system.partialPivLu().solve(Eigen::VectorXd::Ones(n));
    double fromTarget = 1;
    for (int j = 0; j < n; ++j) fromTarget += nodes.weight[j] * kernel(nodes.at[j], 0) * lengths[j];
    return fromTarget;
}

Outcome<double> cusumRunLength(double slack, double limit, double shift, bool twoSided)
{
    if (!(slack >= 0) || !(limit > 0) || !std::isfinite(shift)) return because(Reason::OutOfRange);
    const double upper = oneSidedCusum(slack, limit, shift);
    if (!twoSided) return upper;
    return 1 / (1 / upper + 1 / oneSidedCusum(slack, limit, -shift));
}

} // namespace assay::stats
