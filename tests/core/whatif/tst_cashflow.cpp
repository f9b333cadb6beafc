// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "whatif/cashflow.h"

#include <QTest>

#include <array>

using namespace assay;
using namespace assay::whatif;

class TestCashflow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textbook();
    void golden();
    void economicImpact();
    void curves();
    void edges();
};

/// The example of the Excel and NumPy-Financial documentation: -100, 39, 59, 55, 20 returns 28.095 %.
void TestCashflow::textbook()
{
    const std::array<double, 5> flows{-100, 39, 59, 55, 20};
    QVERIFY(std::abs(*internalRate(flows) - 0.2809484) < 1e-7);
    QVERIFY(std::abs(*paybackTime(flows) - (2 + 2.0 / 55)) < 1e-12);
    QVERIFY(std::abs(presentValue(0, flows) - 73) < 1e-12);
}

void TestCashflow::golden()
{
    GOLDEN_OR_SKIP(expected, "roi_montecarlo.json");
    for (const test::Golden& row : expected[u"npv"].items()) {
        const auto flows = test::numbersOf(row[u"cf"]);
        COMPARE_NEAR(presentValue(0.10, flows), row[u"npv10"], 1e-9);
        COMPARE_NEAR(presentValue(0.08, flows), row[u"npv08"], 1e-9);
        COMPARE_NEAR(internalRate(flows), row[u"irr"], 1e-9);
        COMPARE_NEAR(paybackTime(flows), row[u"payback_undiscounted"], 1e-9);
        COMPARE_NEAR(paybackTime(flows, 0.10), row[u"payback_discounted10"], 1e-9);
    }
}

void TestCashflow::economicImpact()
{
    GOLDEN_OR_SKIP(expected, "roi_montecarlo.json");
    const test::Golden e = expected[u"tei_example"];
    std::vector<double> benefits{0};
    std::vector<double> costs{e[u"initial_cost"].toDouble() * e[u"cost_risk_adj"].toDouble()};
    for (double b : test::numbersOf(e[u"benefits"])) benefits.push_back(b * e[u"benefit_risk_adj"].toDouble());
    for (double c : test::numbersOf(e[u"costs"])) costs.push_back(c * e[u"cost_risk_adj"].toDouble());
    const double gain = presentValue(e[u"rate"].toDouble(), benefits);
    const double cost = presentValue(e[u"rate"].toDouble(), costs);
    COMPARE_NEAR(gain, e[u"pv_benefits"], 1e-9);
    COMPARE_NEAR(cost, e[u"pv_costs"], 1e-9);
    COMPARE_NEAR(gain - cost, e[u"npv"], 1e-9);
    COMPARE_NEAR((gain - cost) / cost, e[u"roi"], 1e-9);
}

void TestCashflow::curves()
{
    GOLDEN_OR_SKIP(expected, "roi_montecarlo.json");
    const test::Golden l = expected[u"logistic"];
    const test::Golden b = expected[u"bass"];
    for (qsizetype i = 0; i < 13; ++i) {
        COMPARE_NEAR(logistic(l[u"t"][i].toDouble(), l[u"L"].toDouble(), l[u"k"].toDouble(), l[u"t0"].toDouble()),
                     l[u"y"][i], 1e-9);
        COMPARE_NEAR(bass(b[u"t"][i].toDouble(), b[u"p"].toDouble(), b[u"q"].toDouble()), b[u"F"][i], 1e-9);
    }
}

void TestCashflow::edges()
{
    QVERIFY(!internalRate(std::array{-100.0, -5.0}));          // never earns anything
    QVERIFY(!internalRate(std::array{-100.0, 230.0, -132.0})); // two rates, 10 % and 20 %
    QVERIFY(std::abs(*internalRate(std::array{-100.0, 50.0}) + 0.5) < 1e-9);
    QVERIFY(std::abs(*internalRate(std::array{100.0, -110.0}) - 0.1) < 1e-9); // a loan
    QVERIFY(!internalRate({}));
    QVERIFY(!paybackTime(std::array{-100.0, 40.0, 40.0}));
    QCOMPARE(*paybackTime(std::array{0.0, 10.0}), 0.0);
    QVERIFY(!paybackTime({}));
}

QTEST_GUILESS_MAIN(TestCashflow)
#include "tst_cashflow.moc"
