// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/bias.h"
#include "stats/power.h"
#include "stats/proportion.h"

#include <QTest>

using namespace assay;
using namespace assay::stats;

class TestBias : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eValueTextbook();
    void detection();
    void misclassification();
    void contamination();
    void bounds();
    void eValues();
    void degenerate();
    void power();
    void looks();
};

/// VanderWeele & Ding (2017): risk ratio 3.9 (1.8 to 8.7) has E-values 7.26 and 3.0.
void TestBias::eValueTextbook()
{
    QVERIFY(std::abs(*eValue(3.9) - 7.26) < 0.005);
    QVERIFY(std::abs(*eValueOfInterval(1.8, 8.7) - 3.0) < 1e-9);
    QCOMPARE(*eValueOfInterval(0.9, 1.2), 1.0);
    QCOMPARE(*eValue(1), 1.0);
}

void TestBias::detection()
{
    GOLDEN_OR_SKIP(expected, "bias_analysis.json");
    for (const test::Golden& row : expected[u"rogan_gladen"].items()) {
        const auto corrected =
            roganGladen({.value = row[u"ap"].toDouble()}, row[u"se"].toDouble(), row[u"sp"].toDouble());
        COMPARE_NEAR(corrected->value, row[row.contains(u"tp") ? u"tp" : u"tp_truncated"], 1e-9);
    }
    for (const test::Golden& row : expected[u"rogan_gladen_epiR"].items()) {
        const Estimate apparent{
            .value = row[u"ap"][0].toDouble(), .low = row[u"ap"][1].toDouble(), .high = row[u"ap"][2].toDouble()};
        const double tested = row[u"tested"].toDouble();
        if (row[u"method"].toString() == QLatin1String("wilson")) {
            const auto score = wilson(row[u"pos"].toDouble(), tested);
            COMPARE_NEAR(score->low, row[u"ap"][1], 1e-9);
            COMPARE_NEAR(score->high, row[u"ap"][2], 1e-9);
        }
        COMPARE_NEAR(row[u"pos"].toDouble() / tested, row[u"ap"][0], 1e-9);
        const auto corrected = roganGladen(apparent, row[u"se"].toDouble(), row[u"sp"].toDouble());
        COMPARE_NEAR(corrected->value, row[u"tp"][0], 1e-9);
        COMPARE_NEAR(corrected->low, row[u"tp"][1], 1e-9);
        COMPARE_NEAR(corrected->high, row[u"tp"][2], 1e-9);
    }
}

void TestBias::misclassification()
{
    GOLDEN_OR_SKIP(expected, "bias_analysis.json");
    for (const test::Golden& value : expected[u"exposure_misclassification"].items()) {
        const test::Golden o = value[u"observed"];
        const ExposureTable observed{o[u"a"].toDouble(), o[u"b"].toDouble(), o[u"c"].toDouble(), o[u"d"].toDouble()};
        COMPARE_NEAR(observed.oddsRatio(), o[u"or"], 1e-9);
        const auto truth =
            correctMisclassification(observed, {value[u"se_cases"].toDouble(), value[u"sp_cases"].toDouble()},
                                     {value[u"se_controls"].toDouble(), value[u"sp_controls"].toDouble()});
        COMPARE_NEAR(truth->exposedCases, value[u"corrected"][u"A"], 1e-9);
        COMPARE_NEAR(truth->unexposedCases, value[u"corrected"][u"B"], 1e-9);
        COMPARE_NEAR(truth->exposedControls, value[u"corrected"][u"C"], 1e-9);
        COMPARE_NEAR(truth->unexposedControls, value[u"corrected"][u"D"], 1e-9);
        COMPARE_NEAR(truth->oddsRatio(), value[u"corrected"][u"or"], 1e-9);
    }
}

void TestBias::contamination()
{
    GOLDEN_OR_SKIP(expected, "bias_analysis.json");
    for (const test::Golden& row : expected[u"contaminated_control"][u"cases"].items()) {
        const auto truth =
            contaminatedControl(row[u"p1"].toDouble(), row[u"p0_observed"].toDouble(), row[u"u"].toDouble());
        QVERIFY(truth.has_value());
        COMPARE_NEAR(truth->controlRisk, row[u"p0_true"], 1e-9);
        const auto unchanged = contaminatedControl(row[u"p1"].toDouble(), row[u"p0_observed"].toDouble(), 0);
        COMPARE_NEAR(unchanged->difference, row[u"rd_observed"], 1e-9);
        COMPARE_NEAR(truth->difference, row[u"rd_true"], 1e-9);
        COMPARE_NEAR(truth->ratio, row[u"rr_true"], 1e-9);
    }
}

void TestBias::bounds()
{
    GOLDEN_OR_SKIP(expected, "bias_analysis.json");
    for (const test::Golden& row : expected[u"manski"][u"cases"].items()) {
        const auto b = manskiEffect(row[u"p_treated"].toDouble(), row[u"risk_treated"].toDouble(),
                                    row[u"risk_control"].toDouble());
        COMPARE_NEAR(b->low, row[u"ate_lower"], 1e-9);
        COMPARE_NEAR(b->high, row[u"ate_upper"], 1e-9);
    }
    for (const test::Golden& row : expected[u"manski"][u"missing"].items()) {
        const auto b =
            manskiMissing(row[u"events"].toDouble(), row[u"n_total"].toDouble(), row[u"n_missing"].toDouble());
        COMPARE_NEAR(b->low, row[u"lower"], 1e-9);
        COMPARE_NEAR(b->high, row[u"upper"], 1e-9);
    }
}

void TestBias::eValues()
{
    GOLDEN_OR_SKIP(expected, "bias_analysis.json");
    for (const test::Golden& row : expected[u"evalues"].items()) {
        COMPARE_NEAR(*eValue(row[u"rr"].toDouble()), row[u"e_point"], 1e-9);
        COMPARE_NEAR(*eValueOfInterval(row[u"lower"].toDouble(), row[u"upper"].toDouble()), row[u"e_ci"], 1e-9);
    }
}

void TestBias::degenerate()
{
    QCOMPARE(eValue(0).error(), Reason::OutOfRange);
    QCOMPARE(roganGladen({.value = 0.2}, 0.5, 0.5).error(), Reason::OutOfRange);
    QCOMPARE(roganGladen({}, 0.9, 0.9).error(), Reason::Empty);
    QCOMPARE(*roganGladen({.value = 0.01}, 0.9, 0.9)->value, 0.0); // fewer than the false alarms alone would give
    QCOMPARE(correctMisclassification({1, 99, 1, 99}, {0.9, 0.9}, {0.9, 0.9}).error(), Reason::OutOfRange);
    QCOMPARE(contaminatedControl(0.5, 0.1, 0.3).error(), Reason::OutOfRange);
    QCOMPARE(contaminatedControl(0.1, 0.1, 1).error(), Reason::OutOfRange);
    QCOMPARE(manskiMissing(1, 0, 0).error(), Reason::Empty);
}

/// Fleiss, Levin & Paik (2003), table A.4: 0.25 against 0.40 needs 152 per group at 80 % power without correction;
/// Schoenfeld (1981): a hazard ratio of 2 with equal groups needs 65.3 events.
void TestBias::power()
{
    QCOMPARE(std::ceil(*sampleSizeForShares(0.25, 0.40)), 152.0);
    QVERIFY(std::abs(*eventsForRatio(2) - 65.35) < 0.01);
    QVERIFY(std::abs(*powerOf(2.8016, 1) - 0.8) < 1e-4);
    QVERIFY(std::abs(*powerOf(0, 1) - 0.05) < 1e-12);
    const double needed = *neededStandardError(0.2);
    QVERIFY(std::abs(*powerOf(0.2, needed) - 0.8) < 1e-4);
    const auto time = timeToDecision(2 * needed, 10, 0.2);
    QVERIFY(std::abs(time->weeks - 30) < 1e-9); // four times the information: three times as long again
    QVERIFY(timeToDecision(2 * needed, 10, 0.2, 0.05, 0.8, 5)->weeks > 30);
    QCOMPARE(timeToDecision(needed / 2, 10, 0.2)->weeks, 0.0);
    QCOMPARE(timeToDecision(1, 10, 0).error(), Reason::Constant);
    QCOMPARE(timeToDecision(0, 10, 1).error(), Reason::OutOfRange);
}

/// Lan & DeMets (1983): the first of five equal looks has z = 4.88, and what all looks spend together is alpha.
void TestBias::looks()
{
    QVERIFY(std::abs(*sequentialBoundary(0, 0.2) - 4.88) < 0.02);
    double spent = 0;
    for (int look = 1; look <= 5; ++look)
        spent += std::erfc(*sequentialBoundary((look - 1) / 5.0, look / 5.0) / std::sqrt(2.0));
    QVERIFY(std::abs(spent - 0.05) < 1e-9);
    QCOMPARE(sequentialBoundary(0.5, 0.5).error(), Reason::OutOfRange);
}

QTEST_GUILESS_MAIN(TestBias)
#include "tst_bias.moc"
