// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/mantelhaenszel.h"
#include "stats/proportion.h"
#include "stats/random.h"
#include "stats/rates.h"

#include <QTest>

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

using namespace assay;
using namespace assay::stats;

namespace {

/// Departments as strata, men as the exposed, admission as the outcome.
std::vector<StratumCounts> admissions(const test::Table& table)
{
    const auto dept = table.codes(QStringLiteral("Dept"));
    const auto count = table.numbers(QStringLiteral("Freq"));
    std::vector<StratumCounts> strata(6);
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const bool male = table.text(QStringLiteral("Gender"))[qsizetype(i)] == QLatin1String("Male");
        const bool admitted = table.text(QStringLiteral("Admit"))[qsizetype(i)] == QLatin1String("Admitted");
        StratumCounts& s = strata[dept[i]];
        (male ? s.exposedTotal : s.unexposedTotal) += count[i];
        if (admitted) (male ? s.exposedEvents : s.unexposedEvents) += count[i];
    }
    return strata;
}

} // namespace

class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proportionsTextbook();
    void ratesTextbook();
    void countsThatClump();
    void rateRatioStrata();
    void proportions();
    void rateRatioExact();
    void simpson();
    void homogeneity();
    void degenerate();
    void zeroEvents();
};

/// Newcombe (1998), Statistics in Medicine 17:873, table II: 56/70 against 48/80 gives 0.0524 to 0.3339.
void TestTables::proportionsTextbook()
{
    const auto d = newcombeDifference(56, 70, 48, 80);
    QVERIFY(std::abs(*d->low - 0.0524) < 5e-5);
    QVERIFY(std::abs(*d->high - 0.3339) < 5e-5);
    const auto single = wilson(81, 263); // Newcombe (1998), Statistics in Medicine 17:857, table I
    QVERIFY(std::abs(*single->low - 0.2553) < 5e-5);
    QVERIFY(std::abs(*single->high - 0.3662) < 5e-5);
    const auto exact = clopperPearson(15, 148);
    QVERIFY(std::abs(*exact->low - 0.0578) < 5e-5);
    QVERIFY(std::abs(*exact->high - 0.1617) < 5e-5);
}

/// Poisson limits of Garwood (1936): 10 events, 4.795 to 18.390; none, 0 to 3.689. Mid-P checked by its own definition.
void TestTables::ratesTextbook()
{
    const auto ten = poissonRate(10, 1, RateMethod::Exact);
    QVERIFY(std::abs(*ten->low - 4.7954) < 5e-5);
    QVERIFY(std::abs(*ten->high - 18.3904) < 5e-5);
    const auto none = poissonRate(0, 2, RateMethod::Exact);
    QCOMPARE(*none->value, 0.0);
    QVERIFY(std::abs(*none->high - 3.6889 / 2) < 5e-5);
    const auto mid = poissonRate(10, 1);
    QVERIFY(*mid->low > *ten->low && *mid->high < *ten->high);
    const double mean = *mid->high;
    double below = 0;
    double term = std::exp(-mean);
    for (int k = 0; k < 10; term *= mean / ++k) below += term;
    QVERIFY(std::abs(below + term / 2 - 0.025) < 1e-10);
}

/// By hand: four units, one with all ten events, have 10 times Poisson's variance. And counts whose means differ from
/// unit to unit (exponential, mean 1: geometric counts, twice Poisson's variance): the interval on effective counts
/// holds their mean as often as it says, Poisson's own does not.
void TestTables::countsThatClump()
{
    const std::vector<double> even(4, 1);
    QCOMPARE(overdispersion(std::vector<double>{0, 0, 10, 0}, even), 10.0);
    QCOMPARE(overdispersion(even, even), 1.0);
    QCOMPARE(overdispersion(std::vector<double>{3}, std::vector<double>{1}), 1.0);
    QCOMPARE(overdispersion(std::vector<double>{0, 0}, std::vector<double>{1, 1}), 1.0);
    Random random(11);
    constexpr int kRuns = 1000;
    std::array<int, 2> held{};
    for (int run = 0; run < kRuns; ++run) {
        std::vector<double> events(100);
        for (double& y : events) y = std::floor(std::log(random.uniform()) / std::log(0.5)); // geometric, mean 1
        const std::vector<double> exposure(events.size(), 1);
        const double total = std::accumulate(events.begin(), events.end(), 0.0);
        for (const bool effective : {false, true}) {
            const double by = effective ? overdispersion(events, exposure) : 1;
            const auto rate = poissonRate(total / by, 100 / by, RateMethod::Exact);
            held.at(effective ? 1 : 0) += *rate->low <= 1 && 1 <= *rate->high ? 1 : 0;
        }
    }
    QVERIFY(held[0] < 0.88 * kRuns);
    QVERIFY(held[1] > 0.93 * kRuns && held[1] < 0.975 * kRuns);
}

/// Rothman, Greenland & Lash (2008), Modern Epidemiology, table 15-2 (clozapine users' deaths by age):
/// Mantel–Haenszel rate ratio 0.47 and rate difference -720 per 100,000 person-years.
void TestTables::rateRatioStrata()
{
    const std::array strata{StratumRates{196, 62119, 111, 15763}, StratumRates{167, 6085, 157, 2780}};
    const auto ratio = mantelHaenszelRateRatio(strata);
    QVERIFY(std::abs(*ratio->value - 0.469) < 1e-3);
    QVERIFY(std::abs(*ratio->low - 0.40) < 5e-3);
    QVERIFY(std::abs(*ratio->high - 0.55) < 5e-3);
    const auto difference = mantelHaenszelRateDifference(strata);
    QVERIFY(std::abs(*difference->value * 1e5 + 720) < 5);
    QVERIFY(rateRatioHomogeneity(strata)->pValue > 0.05);
}

void TestTables::proportions()
{
    GOLDEN_OR_SKIP(expected, "rates_proportions.json");
    for (const test::Golden& row : expected[u"wilson"].items()) {
        const auto score = wilson(row[u"x"].toDouble(), row[u"n"].toDouble());
        const auto exact = clopperPearson(row[u"x"].toDouble(), row[u"n"].toDouble());
        COMPARE_NEAR(score->low, row[u"wilson"][0], 1e-9);
        COMPARE_NEAR(score->high, row[u"wilson"][1], 1e-9);
        COMPARE_NEAR(exact->low, row[u"clopper"][0], 1e-9);
        COMPARE_NEAR(exact->high, row[u"clopper"][1], 1e-9);
    }
    for (const test::Golden& row : expected[u"newcombe_10"].items()) {
        const auto d = newcombeDifference(row[u"x1"].toDouble(), row[u"n1"].toDouble(), row[u"x2"].toDouble(),
                                          row[u"n2"].toDouble());
        COMPARE_NEAR(d->value, row[u"diff"], 1e-9);
        COMPARE_NEAR(d->low, row[u"ci"][0], 1e-9);
        COMPARE_NEAR(d->high, row[u"ci"][1], 1e-9);
    }
}

void TestTables::rateRatioExact()
{
    GOLDEN_OR_SKIP(expected, "rates_proportions.json");
    const test::Golden e = expected[u"rate_ratio_exact"];
    const auto events = test::numbersOf(e[u"events"]);
    const auto exposure = test::numbersOf(e[u"exposure"]);
    const auto r = rateRatio(events[0], exposure[0], events[1], exposure[1], RateMethod::Exact);
    COMPARE_NEAR(r->ratio.value, e[u"ratio"], 1e-9);
    COMPARE_NEAR(r->ratio.low, e[u"ci"][0], 1e-6);
    COMPARE_NEAR(r->ratio.high, e[u"ci"][1], 1e-6);
    COMPARE_NEAR(r->pValue, e[u"p"], 1e-9);
}

void TestTables::simpson()
{
    GOLDEN_OR_SKIP(expected, "mantel_haenszel_ucb.json");
    TABLE_OR_SKIP(table, "ucb_admissions.csv");
    const auto strata = admissions(table);
    const auto odds = mantelHaenszelOddsRatio(strata);
    COMPARE_NEAR(odds->value, expected[u"mh"][u"or"], 1e-9);
    COMPARE_NEAR(odds->low, expected[u"mh"][u"or_ci"][0], 1e-9);
    COMPARE_NEAR(odds->high, expected[u"mh"][u"or_ci"][1], 1e-9);
    COMPARE_NEAR(mantelHaenszelTest(strata, true)->statistic, expected[u"mh"][u"x2_corrected"], 1e-9);
    COMPARE_NEAR(mantelHaenszelTest(strata, true)->pValue, expected[u"mh"][u"p_corrected"], 1e-9);
    COMPARE_NEAR(mantelHaenszelTest(strata, false)->statistic, expected[u"mh"][u"x2_uncorrected"], 1e-9);
    COMPARE_NEAR(mantelHaenszelTest(strata, false)->pValue, expected[u"mh"][u"p_uncorrected"], 1e-9);
    const auto difference = mantelHaenszelRiskDifference(strata);
    const test::Golden both = expected[u"mh_rd_rr"];
    COMPARE_NEAR(difference->value, both[u"mh_rd"], 1e-9);
    COMPARE_NEAR(difference->standardError, both[u"sato_se"], 1e-9);
    COMPARE_NEAR(difference->low, both[u"rd_ci"][0], 1e-9);
    COMPARE_NEAR(difference->high, both[u"rd_ci"][1], 1e-9);
    const auto ratio = mantelHaenszelRiskRatio(strata);
    COMPARE_NEAR(ratio->value, both[u"mh_rr"], 1e-9);
    COMPARE_NEAR(ratio->standardError, both[u"rr_se_log"], 1e-9);
    COMPARE_NEAR(ratio->low, both[u"rr_ci"][0], 1e-9);
    COMPARE_NEAR(ratio->high, both[u"rr_ci"][1], 1e-9);
    const auto standard = standardisedRisks(strata);
    COMPARE_NEAR(standard->exposed, expected[u"standardised_to_total"][u"male"], 1e-9);
    COMPARE_NEAR(standard->unexposed, expected[u"standardised_to_total"][u"female"], 1e-9);
    COMPARE_NEAR(standard->difference, expected[u"standardised_to_total"][u"rd"], 1e-9);
    StratumCounts crude;
    for (const StratumCounts& s : strata)
        crude = {crude.exposedEvents + s.exposedEvents, crude.exposedTotal + s.exposedTotal,
                 crude.unexposedEvents + s.unexposedEvents, crude.unexposedTotal + s.unexposedTotal};
    const auto reversed = woolfOddsRatio(std::array{crude});
    COMPARE_NEAR(reversed->value, expected[u"marginal"][u"crude_or"][u"or"], 1e-9);
    COMPARE_NEAR(reversed->low, expected[u"marginal"][u"crude_or"][u"lower"], 1e-9);
    COMPARE_NEAR(reversed->high, expected[u"marginal"][u"crude_or"][u"upper"], 1e-9);
    COMPARE_COUNT(crude.exposedEvents, expected[u"marginal"][u"admitted_male"]);
    COMPARE_COUNT(crude.unexposedEvents, expected[u"marginal"][u"admitted_female"]);
    COMPARE_COUNT(crude.exposedTotal - crude.exposedEvents, expected[u"marginal"][u"rejected_male"]);
    COMPARE_COUNT(crude.unexposedTotal - crude.unexposedEvents, expected[u"marginal"][u"rejected_female"]);
    // Pearson's chi-squared is N / (N - 1) times the one of Mantel and Haenszel for a single table.
    const double everyone = crude.exposedTotal + crude.unexposedTotal;
    COMPARE_NEAR(mantelHaenszelTest(std::array{crude})->statistic * everyone / (everyone - 1),
                 expected[u"marginal"][u"chisq_noncorrected"], 1e-9);
    COMPARE_NEAR(crude.exposedEvents / crude.exposedTotal - crude.unexposedEvents / crude.unexposedTotal,
                 expected[u"marginal"][u"crude_rd"], 1e-9);
    QVERIFY(*reversed->value > 1 && *odds->value < 1);
    for (std::size_t k = 0; k < strata.size(); ++k) {
        const auto department = woolfOddsRatio(std::array{strata[k]});
        COMPARE_NEAR(department->value, expected[u"dept"][k][u"or"], 1e-9);
        COMPARE_NEAR(department->low, expected[u"dept"][k][u"lower"], 1e-9);
        COMPARE_NEAR(department->high, expected[u"dept"][k][u"upper"], 1e-9);
    }
}

void TestTables::homogeneity()
{
    GOLDEN_OR_SKIP(expected, "mantel_haenszel_ucb.json");
    TABLE_OR_SKIP(table, "ucb_admissions.csv");
    const auto strata = admissions(table);
    const auto tests = oddsRatioHomogeneity(strata);
    COMPARE_NEAR(tests->breslowDay.statistic, expected[u"homogeneity"][u"breslow_day"], 1e-9);
    COMPARE_NEAR(tests->breslowDay.pValue, expected[u"homogeneity"][u"p"], 1e-9);
    COMPARE_NEAR(tests->tarone.statistic, expected[u"homogeneity"][u"tarone"], 1e-9);
    COMPARE_COUNT(tests->breslowDay.df, expected[u"homogeneity"][u"df"]);
    COMPARE_COUNT(woolfHeterogeneity(strata)->df, expected[u"woolf"][u"df"]);
    const auto woolf = woolfOddsRatio(strata);
    COMPARE_NEAR(woolf->value, expected[u"woolf"][u"woolf_or"], 1e-9);
    COMPARE_NEAR(woolf->standardError, expected[u"woolf"][u"woolf_se_log"], 1e-9);
    COMPARE_NEAR(woolfHeterogeneity(strata)->statistic, expected[u"woolf"][u"heterogeneity_x2"], 1e-9);
}

void TestTables::degenerate()
{
    QCOMPARE(wilson(0, 0).error(), Reason::Empty);
    QCOMPARE(wilson(3, 2).error(), Reason::OutOfRange);
    QCOMPARE(newcombeDifference(1, 2, 0, 0).error(), Reason::OneGroup);
    QCOMPARE(poissonRate(1, 0).error(), Reason::ZeroWeight);
    QCOMPARE(poissonRate(qInf(), 1).error(), Reason::NotFinite);
    QCOMPARE(rateRatio(0, 1, 0, 1).error(), Reason::NoEvents);
    QCOMPARE(mantelHaenszelOddsRatio({}).error(), Reason::Empty);
    const std::array lonely{StratumCounts{3, 10, 0, 0}, StratumCounts{0, 0, 2, 8}};
    QCOMPARE(mantelHaenszelRiskRatio(lonely).error(), Reason::OneGroup);
    QCOMPARE(standardisedRisks(std::array{StratumCounts{3, 10, 1, 5}, lonely[0]}).error(), Reason::OneGroup);
    const std::array silent{StratumCounts{0, 10, 0, 10}};
    QCOMPARE(mantelHaenszelRiskRatio(silent).error(), Reason::NoEvents);
    QCOMPARE(mantelHaenszelRiskDifference(silent).error(), Reason::Constant);
    QCOMPARE(mantelHaenszelTest(silent).error(), Reason::NoEvents);
    QCOMPARE(oddsRatioHomogeneity(std::array{StratumCounts{3, 10, 1, 5}}).error(), Reason::TooFew);
    QCOMPARE(mantelHaenszelOddsRatio(std::array{StratumCounts{11, 10, 1, 5}}).error(), Reason::OutOfRange);
}

void TestTables::zeroEvents()
{
    const auto none = rateRatio(0, 100, 5, 100);
    QCOMPARE(*none->ratio.value, 0.0);
    QCOMPARE(*none->ratio.low, 0.0);
    QVERIFY(*none->ratio.high > 0 && *none->ratio.high < 1.1);
    const auto open = rateRatio(5, 100, 0, 100);
    QVERIFY(!open->ratio.value && !open->ratio.high);
    QVERIFY(*open->ratio.low > 0.9);
    QCOMPARE(open->pValue, none->pValue);
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
