// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/controlchart.h"
#include "stats/shapes.h"

#include <QTest>

#include <array>

using namespace assay;
using namespace assay::stats;

namespace {

// Montgomery, Introduction to Statistical Quality Control, table 9.1.
const std::vector<double> kMontgomery{9.45,  7.99,  9.29,  11.66, 12.16, 10.18, 8.04,  11.46, 9.20,  10.34,
                                      9.03,  11.47, 10.51, 9.40,  10.08, 9.37,  10.62, 10.31, 8.52,  10.84,
                                      10.90, 9.33,  12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52};

} // namespace

class TestControlChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void montgomery();
    void golden();
    void countCharts();
    void runLengths();
    void degenerate();
    void shapes();
    void copula();
};

/// Montgomery, chapter 9: the CUSUM signals at observation 29 with C+ = 5.28, the shift began after observation 22.
void TestControlChart::montgomery()
{
    const auto sums = cusum(kMontgomery, 10, 0.5, 5);
    QCOMPARE(int(*sums->firstSignal), 28);
    QVERIFY(std::abs(sums->points[28].upper - 5.28) < 1e-9);
    QVERIFY(sums->upward);
    QCOMPARE(int(*sums->lastBefore) + 1, 22);
    QVERIFY(std::abs(*cusumRunLength(0.5, 5, 0) - 465) < 1);
    QVERIFY(std::abs(*cusumRunLength(0.5, 4, 1) - 8.38) < 0.01);
}

void TestControlChart::golden()
{
    GOLDEN_OR_SKIP(expected, "spc.json");
    const auto sums = cusum(kMontgomery, 10, 0.5, 5);
    const auto average = ewmaChart(kMontgomery, 10, 1);
    for (std::size_t i = 0; i < kMontgomery.size(); ++i) {
        const test::Golden row = expected[u"cusum"][qsizetype(i)];
        COMPARE_COUNT(i + 1, row[u"i"]);
        COMPARE_COUNT(i + 1, expected[u"ewma"][qsizetype(i)][u"i"]);
        COMPARE_NEAR(sums->points[i].upper, row[u"Cplus"], 1e-9);
        COMPARE_NEAR(sums->points[i].lower, row[u"Cminus"], 1e-9);
        COMPARE_COUNT(sums->points[i].upperRun, row[u"Nplus"]);
        COMPARE_COUNT(sums->points[i].lowerRun, row[u"Nminus"]);
        COMPARE_NEAR(average->points[i].value, expected[u"ewma"][qsizetype(i)][u"z"], 1e-9);
        COMPARE_NEAR(average->points[i].low, expected[u"ewma"][qsizetype(i)][u"lcl"], 1e-9);
        COMPARE_NEAR(average->points[i].high, expected[u"ewma"][qsizetype(i)][u"ucl"], 1e-9);
    }
    COMPARE_COUNT(int(*sums->firstSignal) + 1, expected[u"cusum_first_signal"][u"plus"]);
    COMPARE_COUNT(int(*sums->lastBefore) + 1, expected[u"cusum_first_signal"][u"change_estimate"]);
    COMPARE_COUNT(int(*average->firstSignal) + 1, expected[u"ewma_first_signal"]);
    const std::span<const double> first = std::span(kMontgomery).first(20);
    const auto individuals = individualsChart(first);
    COMPARE_NEAR(individuals->centre, expected[u"xmr_first20"][u"xbar"], 1e-9);
    COMPARE_NEAR(individuals->sigma * 1.128, expected[u"xmr_first20"][u"mrbar"], 1e-9);
    COMPARE_NEAR(individuals->points[0].high, expected[u"xmr_first20"][u"ucl"], 1e-9);
    COMPARE_NEAR(individuals->points[0].low, expected[u"xmr_first20"][u"lcl"], 1e-9);
    COMPARE_NEAR(*movingRangeLimit(first), expected[u"xmr_first20"][u"mr_ucl"], 1e-9);
}

void TestControlChart::countCharts()
{
    GOLDEN_OR_SKIP(expected, "spc.json");
    TABLE_OR_SKIP(table, "orange_juice_p.csv");
    const auto p = pChart(table.numbers(QStringLiteral("D")), table.numbers(QStringLiteral("n")));
    COMPARE_NEAR(p->centre, expected[u"p_chart"][u"pbar"], 1e-9);
    COMPARE_NEAR(p->points[0].high, expected[u"p_chart"][u"ucl"], 1e-9);
    COMPARE_NEAR(p->points[0].low, expected[u"p_chart"][u"lcl"], 1e-9);
    std::vector<double> outside;
    for (std::size_t i = 0; i < p->points.size(); ++i)
        if (p->points[i].outside()) outside.push_back(double(i + 1));
    QCOMPARE(outside, test::assertedNumbers(expected[u"p_chart"][u"out"]));
    const test::Golden u = expected[u"u_chart"];
    const auto rates = uChart(test::numbersOf(u[u"defects"]), test::numbersOf(u[u"units"]));
    const test::Golden l = expected[u"laney_p"];
    const auto wide = laneyPChart(test::numbersOf(l[u"defects"]), test::numbersOf(l[u"n"]));
    const auto plain = pChart(test::numbersOf(l[u"defects"]), test::numbersOf(l[u"n"]));
    COMPARE_NEAR(rates->centre, u[u"ubar"], 1e-9);
    COMPARE_NEAR(wide->centre, l[u"pbar"], 1e-9);
    COMPARE_NEAR(wide->sigma, l[u"sigma_z"], 1e-9);
    for (std::size_t i = 0; i < 10; ++i) {
        COMPARE_NEAR(rates->points[i].high, u[u"ucl"][qsizetype(i)], 1e-9);
        COMPARE_NEAR(rates->points[i].low, u[u"lcl"][qsizetype(i)], 1e-9);
        COMPARE_NEAR(wide->points[i].high, l[u"ucl"][qsizetype(i)], 1e-9);
        COMPARE_NEAR(wide->points[i].low, l[u"lcl"][qsizetype(i)], 1e-9);
        COMPARE_NEAR(plain->points[i].high, l[u"ucl_plain_p"][qsizetype(i)], 1e-9);
    }
}

void TestControlChart::runLengths()
{
    GOLDEN_OR_SKIP(expected, "spc.json");
    const test::Golden arl = expected[u"arl"];
    COMPARE_NEAR(*cusumRunLength(0.5, 5, 0, false), arl[u"one_sided_k.5_h5_mu0"], 1e-6);
    COMPARE_NEAR(*cusumRunLength(0.5, 5, 0), arl[u"two_sided_k.5_h5_mu0"], 1e-6);
    COMPARE_NEAR(*cusumRunLength(0.5, 5, 1), arl[u"two_sided_k.5_h5_mu1"], 1e-6);
    COMPARE_NEAR(*cusumRunLength(0.5, 4, 0), arl[u"two_sided_k.5_h4_mu0"], 1e-6);
    COMPARE_NEAR(*cusumRunLength(0.5, 4, 1), arl[u"two_sided_k.5_h4_mu1"], 1e-6);
    COMPARE_NEAR(*ewmaRunLength(0.1, 2.7, 0), arl[u"ewma_l.1_c2.7_mu0"], 1e-6);
    COMPARE_NEAR(*ewmaRunLength(0.1, 2.7, 1), arl[u"ewma_l.1_c2.7_mu1"], 1e-6);
}

void TestControlChart::degenerate()
{
    const std::array<double, 3> same{4, 4, 4};
    const std::array<double, 3> zeros{0, 0, 0};
    QCOMPARE(individualsChart(same).error(), Reason::Constant);
    QCOMPARE(ewmaChart(same, 4, 0).error(), Reason::Constant);
    QCOMPARE(ewmaChart({}, 4, 1).error(), Reason::Empty);
    QCOMPARE(cusum({}, 0, 1, 1).error(), Reason::Empty);
    QCOMPARE(cusum(same, 0, 1, 0).error(), Reason::OutOfRange);
    QCOMPARE(pChart(zeros, same).error(), Reason::Constant);
    QCOMPARE(uChart(same, zeros).error(), Reason::ZeroWeight);
    QCOMPARE(laneyPChart(std::array{1.0, 1.0}, std::array{4.0, 4.0}).error(), Reason::Constant);
    QVERIFY(!ewmaChart(same, 4, 1)->firstSignal);
    QCOMPARE(cusumRunLength(-1, 5, 0).error(), Reason::OutOfRange);
}

void TestControlChart::shapes()
{
    GOLDEN_OR_SKIP(expected, "roi_montecarlo.json");
    const auto p = test::numbersOf(expected[u"p"]);
    for (const test::Golden& row : expected[u"triangular"].items()) {
        const Triangular t{row[u"a"].toDouble(), row[u"mode"].toDouble(), row[u"b"].toDouble()};
        QVERIFY(!t.problem());
        COMPARE_NEAR(t.mean(), row[u"mean"], 1e-9);
        COMPARE_NEAR(t.variance(), row[u"var"], 1e-9);
        for (std::size_t i = 0; i < p.size(); ++i) COMPARE_NEAR(t.quantile(p[i]), row[u"q"][qsizetype(i)], 1e-9);
    }
    for (const test::Golden& row : expected[u"pert"].items()) {
        const Pert t{row[u"a"].toDouble(), row[u"mode"].toDouble(), row[u"b"].toDouble(), row[u"lambda"].toDouble()};
        COMPARE_NEAR(t.alpha(), row[u"alpha"], 1e-9);
        COMPARE_NEAR(t.beta(), row[u"beta"], 1e-9);
        COMPARE_NEAR(t.mean(), row[u"mean"], 1e-9);
        COMPARE_NEAR(t.variance(), row[u"var"], 1e-9);
        for (std::size_t i = 0; i < p.size(); ++i) COMPARE_NEAR(t.quantile(p[i]), row[u"q"][qsizetype(i)], 1e-9);
    }
    const test::Golden e = expected[u"lognormal"];
    const auto l = LogNormal::fromPercentiles(e[u"p10"].toDouble(), e[u"p90"].toDouble());
    COMPARE_NEAR(l->mu, e[u"mu"], 1e-9);
    COMPARE_NEAR(l->sigma, e[u"sigma"], 1e-9);
    COMPARE_NEAR(l->mean(), e[u"mean"], 1e-9);
    COMPARE_NEAR(l->quantile(0.5), e[u"median"], 1e-9);
    COMPARE_NEAR(l->standardDeviation(), e[u"sd"], 1e-9);
    COMPARE_NEAR(l->quantile(0.05), e[u"p05"], 1e-9);
    COMPARE_NEAR(l->quantile(0.95), e[u"p95"], 1e-9);
    QCOMPARE((Triangular{3, 2, 1}.problem()), std::optional(Reason::OutOfRange));
    QCOMPARE((Pert{1, 1, 1}.problem()), std::optional(Reason::Constant));
    QCOMPARE(LogNormal::fromPercentiles(0, 3).error(), Reason::OutOfRange);
}

void TestControlChart::copula()
{
    const std::array<double, 4> correlation{1, 0.6, 0.6, 1};
    const auto lower = choleskyOf(correlation, 2);
    QVERIFY(std::abs((*lower)[2] - 0.6) < 1e-12 && std::abs((*lower)[3] - 0.8) < 1e-12);
    QCOMPARE(choleskyOf(std::array{1.0, 1.0, 1.0, 1.0}, 2).error(), Reason::Singular);
    QCOMPARE(choleskyOf(std::array{1.0, 0.5, 0.2, 1.0}, 2).error(), Reason::OutOfRange);
    QCOMPARE(choleskyOf(correlation, 3).error(), Reason::LengthMismatch);
}

QTEST_GUILESS_MAIN(TestControlChart)
#include "tst_controlchart.moc"
