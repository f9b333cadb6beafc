// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/distributions.h"

#include <cmath>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace assay::stats {

namespace {

namespace bm = boost::math;
using Quiet = bm::policies::policy<
    bm::policies::domain_error<bm::policies::ignore_error>, bm::policies::pole_error<bm::policies::ignore_error>,
    bm::policies::overflow_error<bm::policies::ignore_error>,
    bm::policies::evaluation_error<bm::policies::ignore_error>, bm::policies::promote_double<false>>;

} // namespace

double normalCdf(double z)
{
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

double normalQuantile(double p)
{
    return bm::quantile(bm::normal_distribution<double, Quiet>(), p);
}

double normalMultiplier(double level)
{
    return normalQuantile(0.5 + level / 2);
}

double normalTwoSided(double z)
{
    return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double chiSquaredUpper(double x, double df)
{
    if (x <= 0) return 1;
    return bm::gamma_q(df / 2, x / 2, Quiet());
}

double chiSquaredQuantile(double p, double df)
{
    if (p <= 0) return 0;
    return bm::quantile(bm::chi_squared_distribution<double, Quiet>(df), p);
}

double studentTwoSided(double t, double df)
{
    return 2 * bm::cdf(bm::complement(bm::students_t_distribution<double, Quiet>(df), std::abs(t)));
}

double studentQuantile(double p, double df)
{
    return bm::quantile(bm::students_t_distribution<double, Quiet>(df), p);
}

double fisherUpper(double f, double df1, double df2)
{
    if (f <= 0) return 1;
    return bm::cdf(bm::complement(bm::fisher_f_distribution<double, Quiet>(df1, df2), f));
}

double betaCdf(double x, double a, double b)
{
    if (a <= 0) return 1;
    if (b <= 0 || x <= 0) return 0;
    if (x >= 1) return 1;
    return bm::ibeta(a, b, x, Quiet());
}

double betaQuantile(double p, double a, double b)
{
    return bm::ibeta_inv(a, b, p, Quiet());
}

double gammaCdf(double x, double a)
{
    if (a <= 0) return 1;
    if (x <= 0) return 0;
    return bm::gamma_p(a, x, Quiet());
}

} // namespace assay::stats
