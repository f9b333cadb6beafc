// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/logrank.h"

#include "stats/distributions.h"
#include "stats/risktable.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace assay::stats {

namespace {

/// Sums over strata of observed, expected and covariance.
struct Scores
{
    explicit Scores(Eigen::Index groups)
        : observed(Eigen::VectorXd::Zero(groups)), expected(Eigen::VectorXd::Zero(groups)),
          covariance(Eigen::MatrixXd::Zero(groups, groups))
    {
    }
    Eigen::VectorXd observed;
    Eigen::VectorXd expected;
    Eigen::MatrixXd covariance;
};

struct LogRankInput
{
    const Observations& data;
    std::span<const std::uint32_t> group;
    double rho;
};

/// Adds one distinct time: deaths and numbers at risk per group, `km` being S just before.
void addTime(Scores& scores, const Eigen::VectorXd& deaths, const Eigen::VectorXd& atRisk, double km, double rho)
{
    const double d = deaths.sum();
    if (d == 0) return;
    const double n = atRisk.sum();
    const double weight = rho == 0 ? 1 : std::pow(km, rho);
    const Eigen::VectorXd share = atRisk / n;
    scores.observed += weight * deaths;
    scores.expected += weight * d * share;
    if (n <= 1) return;
    const double factor = weight * weight * d * (n - d) / (n - 1);
    scores.covariance.diagonal() += factor * share;
    scores.covariance.noalias() -= factor * share * share.transpose();
}

/// `rows` are one stratum's, ascending in time.
void addStratum(Scores& scores, const LogRankInput& in, std::span<const std::size_t> rows)
{
    const Eigen::Index groups = scores.observed.size();
    Eigen::VectorXd atRisk = Eigen::VectorXd::Zero(groups);
    for (std::size_t i : rows) atRisk[in.group[i]] += 1;
    double km = 1;
    for (std::size_t first = 0; first < rows.size();) {
        Eigen::VectorXd deaths = Eigen::VectorXd::Zero(groups);
        Eigen::VectorXd leaving = Eigen::VectorXd::Zero(groups);
        std::size_t last = first;
        for (; last < rows.size() && in.data.time[rows[last]] == in.data.time[rows[first]]; ++last) {
            const auto g = in.group[rows[last]];
            leaving[g] += 1;
            if (in.data.event[rows[last]]) deaths[g] += 1;
        }
        addTime(scores, deaths, atRisk, km, in.rho);
        km *= 1 - deaths.sum() / atRisk.sum();
        atRisk -= leaving;
        first = last;
    }
}

/// Chi-squared of the groups that were ever at risk when something happened, one of them left out.
Outcome<TestResult> chiSquared(const Scores& scores)
{
    std::vector<Eigen::Index> used;
    for (Eigen::Index g = 0; g < scores.expected.size(); ++g)
        if (scores.expected[g] > 0) used.push_back(g);
    if (used.empty()) return because(Reason::NoEvents);
    if (used.size() < 2) return because(Reason::OneGroup);
    used.pop_back();
    const Eigen::VectorXd difference = (scores.observed - scores.expected)(used);
    const Eigen::MatrixXd covariance = scores.covariance(used, used);
    const Eigen::FullPivLU<Eigen::MatrixXd> solver(covariance);
    if (!solver.isInvertible()) return because(Reason::Singular);
    const double statistic = difference.dot(solver.solve(difference));
    const auto df = static_cast<double>(used.size());
    return TestResult{.statistic = statistic, .df = df, .pValue = chiSquaredUpper(statistic, df), .method = {}};
}

} // namespace

Outcome<LogRank> logRank(const Observations& data, std::span<const std::uint32_t> group, std::uint32_t groups,
                         std::span<const std::uint32_t> stratum, double rho)
{
    Observations plain{.time = data.time, .event = data.event};
    if (const auto problem = problemOf(plain)) return because(*problem);
    const std::size_t n = data.time.size();
    if (group.size() != n || (!stratum.empty() && stratum.size() != n)) return because(Reason::LengthMismatch);
    if (groups < 2) return because(Reason::OneGroup);
    if (!(rho >= 0) || *std::max_element(group.begin(), group.end()) >= groups) return because(Reason::OutOfRange);

    std::vector<std::size_t> order = orderByTime(plain);
    if (!stratum.empty())
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return stratum[a] < stratum[b]; });
    Scores scores(groups);
    const LogRankInput input{plain, group, rho};
    for (std::size_t first = 0; first < n;) {
        std::size_t last = first;
        while (last < n && (stratum.empty() || stratum[order[last]] == stratum[order[first]])) ++last;
        addStratum(scores, input, std::span(order).subspan(first, last - first));
        first = last;
    }
    auto test = chiSquared(scores);
    if (!test) return because(test.error());
    test->method = stratum.empty() ? (rho == 0 ? "log-rank" : "Harrington–Fleming G-rho") : "stratified log-rank";
    return LogRank{.test = *test,
                   .observed = {scores.observed.begin(), scores.observed.end()},
                   .expected = {scores.expected.begin(), scores.expected.end()}};
}

} // namespace assay::stats
