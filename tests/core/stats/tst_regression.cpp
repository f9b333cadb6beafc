// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/glm.h"
#include "stats/linear.h"
#include "stats/mixed.h"

#include <QTest>

#include <array>
#include <numeric>

using namespace assay;
using namespace assay::stats;

namespace {

std::vector<std::string> namesOf(const QStringList& levels)
{
    std::vector<std::string> names;
    for (const QString& level : levels) names.push_back(level.toStdString());
    return names;
}

Design& addFactor(Design& design, const test::Table& table, const char* column)
{
    const QString name = QString::fromLatin1(column);
    return design.factor(column, table.codes(name), namesOf(table.levels(name)));
}

void compareCoefficients(const test::Golden& expected, const std::vector<Coefficient>& actual, double tolerance)
{
    QCOMPARE(actual.size(), std::size_t(expected[u"coef"].size()));
    for (std::size_t j = 0; j < actual.size(); ++j) {
        COMPARE_NEAR(actual[j].value, expected[u"coef"][qsizetype(j)], tolerance);
        COMPARE_NEAR(actual[j].standardError, expected[u"se"][qsizetype(j)], tolerance);
    }
}

void compareErrors(const test::Golden& expected, const Outcome<LinearFit>& fit)
{
    QVERIFY(fit.has_value());
    for (std::size_t j = 0; j < fit->coefficients.size(); ++j)
        COMPARE_NEAR(fit->coefficients[j].standardError, expected[qsizetype(j)], 1e-8);
}

Design chickDesign(const test::Table& table)
{
    Design x(table.rows());
    x.intercept().column("Time", table.numbers(QStringLiteral("Time")));
    addFactor(x, table, "Diet");
    return x;
}

} // namespace

class TestRegression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void norris();
    void clustered();
    void largeClusters();
    void weights();
    void ships();
    void quine();
    void welchOnLogs();
    void sleep();
    void degenerate();
    void separation();
};

/// NIST Statistical Reference Datasets, Norris: certified intercept, slope, their errors and residual deviation.
void TestRegression::norris()
{
    const std::array<double, 36> y{0.1, 338.8, 118.1, 888.0, 9.2,   228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3,
                                   0.1, 778.1, 668.8, 339.3, 448.9, 10.8,  557.7, 228.3, 998.0, 888.8, 119.6, 0.3,
                                   0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2,  117.6, 228.9, 668.4, 449.2, 0.2};
    const std::array<double, 36> x{0.2, 337.4, 118.2, 884.6, 10.1,  226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4,
                                   0.6, 775.5, 666.9, 338.0, 447.5, 11.6,  556.0, 228.1, 995.8, 887.6, 120.2, 0.3,
                                   0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1,  118.3, 229.2, 669.1, 448.9, 0.5};
    Design design(x.size());
    design.intercept().column("x", x);
    const auto fit = linearRegression(y, design, {.errors = ErrorKind::Model});
    QVERIFY(std::abs(fit->coefficients[0].value + 0.262323073774029) < 1e-12);
    QVERIFY(std::abs(fit->coefficients[1].value - 1.00211681802045) < 1e-13);
    QVERIFY(std::abs(fit->coefficients[0].standardError - 0.232818234301152) < 1e-12);
    QVERIFY(std::abs(fit->coefficients[1].standardError - 0.429796848199937E-03) < 1e-14);
    QVERIFY(std::abs(fit->sigma - 0.884796396144373) < 1e-12);
    QVERIFY(std::abs(fit->rSquared - 0.999993745883712) < 1e-12);
}

void TestRegression::clustered()
{
    GOLDEN_OR_SKIP(expected, "clustered_se_bootstrap.json");
    TABLE_OR_SKIP(table, "chickweight.csv");
    const Design x = chickDesign(table);
    const auto y = table.numbers(QStringLiteral("weight"));
    const auto chick = table.codes(QStringLiteral("Chick"));
    const auto ols = linearRegression(y, x, {.errors = ErrorKind::Model});
    compareCoefficients(expected[u"ols"], ols->coefficients, 1e-9);
    compareErrors(expected[u"se_CL_HC0_nocadjust"],
                  linearRegression(y, x, {.errors = ErrorKind::CR0, .cluster = chick}));
    compareErrors(expected[u"se_CL_HC1"], linearRegression(y, x, {.errors = ErrorKind::CR1, .cluster = chick}));
    const auto reduced = linearRegression(y, x, {.errors = ErrorKind::CR2, .cluster = chick});
    compareErrors(expected[u"se_CR2"], reduced);
    COMPARE_COUNT(int(reduced->clusters), expected[u"n_clusters"]);
    for (std::size_t j = 0; j < reduced->coefficients.size(); ++j) {
        COMPARE_NEAR(*reduced->coefficients[j].df, expected[u"satterthwaite_CR2"][u"df"][qsizetype(j)], 1e-7);
        COMPARE_NEAR(reduced->coefficients[j].value / reduced->coefficients[j].standardError,
                     expected[u"satterthwaite_CR2"][u"t"][qsizetype(j)], 1e-7);
        COMPARE_NEAR(reduced->coefficients[j].pValue, expected[u"satterthwaite_CR2"][u"p"][qsizetype(j)], 1e-6);
    }
}

/// Clusters far larger than the number of columns need no matrix of their size.
void TestRegression::largeClusters()
{
    std::vector<double> x(40'000);
    std::vector<double> y(x.size());
    std::vector<std::uint32_t> team(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = double(i % 17);
        team[i] = std::uint32_t(i % 4);
        y[i] = 3 + 2 * x[i] + team[i] + double(i % 7);
    }
    Design design(x.size());
    design.intercept().column("x", x);
    const auto fit = linearRegression(y, design, {.errors = ErrorKind::CR2, .cluster = team});
    QVERIFY(fit.has_value());
    QVERIFY(*fit->coefficients[0].df < 3.1);
    QVERIFY(std::abs(fit->coefficients[1].value - 2) < 0.01);
}

/// A weight of two is the same as the row twice, a weight of zero as its absence.
void TestRegression::weights()
{
    const std::array<double, 5> x{1, 2, 3, 4, 9};
    const std::array<double, 5> y{1, 3, 2, 5, 0};
    const std::array<double, 5> w{1, 2, 1, 1, 0};
    const std::array<double, 5> x2{1, 2, 2, 3, 4};
    const std::array<double, 5> y2{1, 3, 3, 2, 5};
    Design weighted(5);
    weighted.intercept().column("x", x);
    Design repeated(5);
    repeated.intercept().column("x", x2);
    const auto a = linearRegression(y, weighted, {.errors = ErrorKind::Model, .weights = w});
    const auto b = linearRegression(y2, repeated, {.errors = ErrorKind::Model});
    QVERIFY(std::abs(a->coefficients[1].value - b->coefficients[1].value) < 1e-12);
    QVERIFY(std::abs(a->rss - b->rss) < 1e-12);
    QCOMPARE(a->n, std::size_t(4));
}

void TestRegression::ships()
{
    GOLDEN_OR_SKIP(expected, "rates_proportions.json");
    TABLE_OR_SKIP(table, "ships.csv");
    Design x(table.rows());
    x.intercept();
    for (const char* column : {"type", "year", "period"}) addFactor(x, table, column);
    auto offset = table.numbers(QStringLiteral("service"));
    for (double& v : offset) v = std::log(v);
    const auto y = table.numbers(QStringLiteral("incidents"));
    const auto poisson = glm(y, x, {.offset = offset});
    QVERIFY(poisson.has_value());
    compareCoefficients(expected[u"ships_poisson"], poisson->coefficients, 1e-6);
    COMPARE_NEAR(poisson->deviance, expected[u"ships_poisson"][u"deviance"], 1e-9);
    COMPARE_NEAR(poisson->df, expected[u"ships_poisson"][u"df"], 1e-9);
    const auto quasi = glm(y, x, {.family = Family::QuasiPoisson, .offset = offset});
    compareCoefficients(expected[u"ships_quasi"], quasi->coefficients, 1e-6);
    COMPARE_NEAR(quasi->dispersion, expected[u"ships_quasi"][u"dispersion"], 1e-6);
}

void TestRegression::quine()
{
    GOLDEN_OR_SKIP(expected, "rates_proportions.json");
    TABLE_OR_SKIP(table, "quine.csv");
    Design x(table.rows());
    x.intercept();
    for (const char* column : {"Sex", "Age", "Eth", "Lrn"}) addFactor(x, table, column);
    const auto fit = negativeBinomial(table.numbers(QStringLiteral("Days")), x);
    QVERIFY(fit.has_value());
    const test::Golden nb = expected[u"quine_nb"];
    compareCoefficients(nb, fit->model.coefficients, 1e-6);
    COMPARE_NEAR(fit->theta, nb[u"theta"], 1e-6);
    COMPARE_NEAR(fit->thetaError, nb[u"se_theta"], 1e-6);
    COMPARE_NEAR(2 * fit->logLikelihood, nb[u"twologlik"], 1e-9);
}

void TestRegression::welchOnLogs()
{
    GOLDEN_OR_SKIP(expected, "rank_tests.json");
    TABLE_OR_SKIP(table, "airquality_may_aug.csv");
    auto may = table.where(QStringLiteral("Month"), QStringLiteral("5")).numbers(QStringLiteral("Ozone"));
    auto august = table.where(QStringLiteral("Month"), QStringLiteral("8")).numbers(QStringLiteral("Ozone"));
    for (double& v : may) v = std::log(v);
    for (double& v : august) v = std::log(v);
    const auto test = welch(may, august);
    const test::Golden e = expected[u"welch_log"];
    COMPARE_NEAR(test->difference.value, e[u"diff"], 1e-9);
    COMPARE_NEAR(std::exp(*test->difference.value), e[u"ratio"], 1e-9);
    COMPARE_NEAR(std::exp(*test->difference.low), e[u"ratio_ci"][0], 1e-9);
    COMPARE_NEAR(std::exp(*test->difference.high), e[u"ratio_ci"][1], 1e-9);
    COMPARE_NEAR(test->t, e[u"t"], 1e-9);
    COMPARE_NEAR(test->df, e[u"df"], 1e-9);
    COMPARE_NEAR(test->pValue, e[u"p"], 1e-9);
}

void TestRegression::sleep()
{
    GOLDEN_OR_SKIP(expected, "mixed_sleepstudy.json");
    TABLE_OR_SKIP(table, "sleepstudy.csv");
    const auto y = table.numbers(QStringLiteral("Reaction"));
    const auto subject = table.codes(QStringLiteral("Subject"));
    Design x(table.rows());
    x.intercept().column("Days", table.numbers(QStringLiteral("Days")));
    const auto compare = [&](const test::Golden& e, const std::vector<std::size_t>& random) {
        const auto fit = mixedModel(y, x, subject, random);
        QVERIFY(fit.has_value());
        COMPARE_NEAR(fit->fixed[0].value, e[u"fixed"][u"(Intercept)"], 1e-6);
        COMPARE_NEAR(fit->fixed[1].value, e[u"fixed"][u"Days"], 1e-6);
        COMPARE_NEAR(fit->fixed[0].standardError, e[u"se"][0], 1e-4);
        COMPARE_NEAR(fit->fixed[1].standardError, e[u"se"][1], 1e-4);
        COMPARE_NEAR(fit->criterion, e[u"reml"], 1e-8);
        std::vector<double> deviations = fit->deviations;
        deviations.insert(deviations.end(), fit->correlations.begin(), fit->correlations.end());
        deviations.push_back(fit->residualDeviation);
        for (std::size_t j = 0; j < deviations.size(); ++j)
            COMPARE_NEAR(deviations[j], e[u"sd"][qsizetype(j)][u"sdcor"], 1e-3);
        if (random.size() == 1) COMPARE_NEAR(fit->intraclass, e[u"icc"], 1e-3);
    };
    compare(expected[u"intercept"], {0});
    compare(expected[u"slopes"], {0, 1});
}

void TestRegression::degenerate()
{
    const std::array<double, 4> y{1, 2, 3, 5};
    const std::array<double, 4> same{2, 2, 2, 2};
    const std::array<double, 4> zeros{0, 0, 0, 0};
    const std::array<std::uint32_t, 4> one{7, 7, 7, 7};
    Design collinear(4);
    collinear.intercept().column("x", same);
    QCOMPARE(linearRegression(y, collinear).error(), Reason::Singular);
    QCOMPARE(glm(y, collinear).error(), Reason::Singular);
    Design intercept(4);
    intercept.intercept();
    QCOMPARE(linearRegression(y, intercept, {.errors = ErrorKind::CR2, .cluster = one}).error(), Reason::OneCluster);
    QCOMPARE(linearRegression(y, intercept, {.weights = zeros}).error(), Reason::ZeroWeight);
    QCOMPARE(linearRegression(std::span(y).first(3), intercept).error(), Reason::LengthMismatch);
    QCOMPARE(linearRegression({}, Design(0)).error(), Reason::Empty);
    QCOMPARE(glm(zeros, intercept).error(), Reason::NoEvents);
    QCOMPARE(glm(zeros, intercept, {.family = Family::Binomial}).error(), Reason::Constant);
    QCOMPARE(negativeBinomial(same, intercept).error(), Reason::Constant);
    QCOMPARE(welch(same, same).error(), Reason::Constant);
    QCOMPARE(welch(std::span(y).first(1), y).error(), Reason::TooFew);
    QCOMPARE(durbinWatson(zeros).error(), Reason::Constant);
    QCOMPARE(mixedModel(y, intercept, one).error(), Reason::OneCluster);
    QCOMPARE(mixedModel(y, intercept, std::span(one).first(3)).error(), Reason::LengthMismatch);
    QCOMPARE(mixedModel(same, intercept, std::array<std::uint32_t, 4>{1, 1, 2, 2}).error(), Reason::Constant);
}

void TestRegression::separation()
{
    const std::array<double, 6> x{1, 2, 3, 4, 5, 6};
    const std::array<double, 6> y{0, 0, 0, 1, 1, 1};
    Design design(6);
    design.intercept().column("x", x);
    QCOMPARE(glm(y, design, {.family = Family::Binomial}).error(), Reason::Diverged);
}

QTEST_GUILESS_MAIN(TestRegression)
#include "tst_regression.moc"
