// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/kaplanmeier.h"
#include "stats/logrank.h"
#include "stats/random.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace assay;
using namespace assay::stats;
using assay::test::Table;

namespace {

/// One group's columns, kept alive for the spans.
struct Group
{
    explicit Group(const Table& table, const QString& timeColumn = QStringLiteral("time"))
        : time(table.numbers(timeColumn)), event(table.flags(QStringLiteral("status")))
    {
    }
    [[nodiscard]] Observations observations() const { return {.time = time, .event = event}; }
    std::vector<double> time;
    std::vector<std::uint8_t> event;
};

const SurvivalStep* stepAt(const SurvivalCurve& curve, double time)
{
    const SurvivalStep* found = nullptr;
    for (const SurvivalStep& step : curve.steps())
        if (step.time <= time) found = &step;
    return found;
}

/// Just before a time: those whose own time is no earlier.
double atRiskAt(const SurvivalCurve& curve, double time)
{
    const auto& steps = curve.steps();
    const auto next =
        std::find_if(steps.begin(), steps.end(), [time](const SurvivalStep& step) { return step.time >= time; });
    return next == steps.end() ? 0 : next->atRisk;
}

/// Events and censored after one time, up to and including another.
SurvivalStep sumBetween(const SurvivalCurve& curve, double after, double upTo)
{
    SurvivalStep sum;
    for (const SurvivalStep& step : curve.steps()) {
        if (step.time <= after || step.time > upTo) continue;
        sum.events += step.events;
        sum.censored += step.censored;
    }
    return sum;
}

/// Compares a table of R's summary(survfit). Before the first observed time R gives S = 1 the limits 1.
void compareCurve(const test::Golden& rows, const QString& stratum, const SurvivalCurve& curve)
{
    int compared = 0;
    double previous = -1;
    for (const test::Golden& row : rows.items()) {
        if (row[u"strata"].toString() != stratum) continue;
        const SurvivalStep* step = stepAt(curve, row[u"time"].toDouble());
        COMPARE_NEAR(step ? step->survival : 1.0, row[u"surv"], 1e-12);
        COMPARE_NEAR(atRiskAt(curve, row[u"time"].toDouble()), row[u"n_risk"], 1e-12);
        const SurvivalStep since = sumBetween(curve, previous, row[u"time"].toDouble());
        previous = row[u"time"].toDouble();
        if (row.contains(u"n_event")) COMPARE_NEAR(since.events, row[u"n_event"], 1e-12);
        if (row.contains(u"n_censor")) COMPARE_NEAR(since.censored, row[u"n_censor"], 1e-12);
        if (!step) {
            COMPARE_NEAR(0.0, row[row.contains(u"se") ? u"se" : u"std_err"], 1e-12);
            COMPARE_NEAR(1.0, row[u"lower"], 1e-12);
            COMPARE_NEAR(1.0, row[u"upper"], 1e-12);
            continue;
        }
        COMPARE_NEAR(step->standardError, row[row.contains(u"se") ? u"se" : u"std_err"], 1e-12);
        COMPARE_NEAR(step->low, row[u"lower"], 1e-12);
        COMPARE_NEAR(step->high, row[u"upper"], 1e-12);
        ++compared;
    }
    QVERIFY(compared >= 4);
}

void compareQuantiles(const test::Golden& expected, const QString& stratum, const SurvivalCurve& curve)
{
    const std::vector<double> probabilities = test::numbersOf(expected[u"probs"]);
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const auto index = static_cast<qsizetype>(i);
        const auto q = curve.quantile(probabilities[i]);
        const test::Golden value = expected[u"quantile"][stratum][index];
        COMPARE_NEAR(q ? q->value : std::nullopt, value, 1e-12);
        if (!q) continue;
        COMPARE_NEAR(q->low, expected[u"lower"][stratum][index], 1e-12);
        COMPARE_NEAR(q->high, expected[u"upper"][stratum][index], 1e-12);
    }
}

void compareLogRank(const test::Golden& expected, const Outcome<LogRank>& actual)
{
    QVERIFY(actual.has_value());
    COMPARE_NEAR(actual->test.statistic, expected[u"chisq"], 1e-9);
    COMPARE_NEAR(actual->test.pValue, expected[u"p"], 1e-9);
    COMPARE_NEAR(actual->test.df, expected[u"df"], 1e-9);
    for (std::size_t g = 0; g < actual->observed.size(); ++g) {
        COMPARE_NEAR(actual->observed[g], expected[u"observed"][static_cast<qsizetype>(g)], 1e-9);
        COMPARE_NEAR(actual->expected[g], expected[u"expected"][static_cast<qsizetype>(g)], 1e-9);
    }
}

const QStringList kAmlGroups{QStringLiteral("Maintained"), QStringLiteral("Nonmaintained")};

} // namespace

class TestSurvival : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freireichTextbook();
    void amlCurves_data();
    void amlCurves();
    void amlMeansAndTests();
    void freireich();
    void lung();
    void veteran();
    void weights();
    void leftTruncation();
    void degenerate_data();
    void degenerate();
    void allCensored();
    void quantileWithoutCurve();
    void logRankDegenerate();
};

/// Freireich et al. (1963) as in Kalbfleisch & Prentice (2002), table 1.2 and Collett (2003): S(6) = 0.857, medians 23
/// and 8 weeks, log-rank 16.79.
void TestSurvival::freireichTextbook()
{
    const std::vector<double> time{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
                                   1, 1, 2, 2, 3, 4, 4,  5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23};
    std::vector<std::uint8_t> event{1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
    event.resize(42, 1);
    std::vector<std::uint32_t> group(21, 0);
    group.resize(42, 1);
    const auto treated = kaplanMeier({.time = std::span(time).first(21), .event = std::span(event).first(21)});
    const auto control = kaplanMeier({.time = std::span(time).last(21), .event = std::span(event).last(21)});
    QVERIFY(treated && control);
    QCOMPARE(*treated->quantile(0.5)->value, 23.0);
    QCOMPARE(*control->quantile(0.5)->value, 8.0);
    QVERIFY(std::abs(*treated->at(6)->value - 0.8571) < 5e-5);
    QVERIFY(std::abs(*treated->at(6)->standardError - 0.0764) < 5e-5);
    QVERIFY(std::abs(*treated->at(23)->value - 0.4482) < 5e-5);
    QCOMPARE(treated->at(36).error(), Reason::NotReached);
    const auto test = logRank({.time = time, .event = event}, group, 2);
    QVERIFY(std::abs(test->test.statistic - 16.79) < 0.005);
    QVERIFY(std::abs(test->expected[0] - 19.25) < 0.005);
}

void TestSurvival::amlCurves_data()
{
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("quantiles");
    QTest::newRow("log") << int(IntervalScale::Log) << QStringLiteral("km_log") << QStringLiteral("quantiles_log");
    QTest::newRow("log-log") << int(IntervalScale::LogLog) << QStringLiteral("km_loglog")
                             << QStringLiteral("quantiles_loglog");
    QTest::newRow("plain") << int(IntervalScale::Plain) << QStringLiteral("km_plain") << QString();
}

void TestSurvival::amlCurves()
{
    QFETCH(int, scale);
    QFETCH(QString, table);
    QFETCH(QString, quantiles);
    GOLDEN_OR_SKIP(expected, "km_aml.json");
    TABLE_OR_SKIP(data, "aml.csv");
    for (const QString& name : kAmlGroups) {
        const Group group(data.where(QStringLiteral("group"), name));
        const auto curve = kaplanMeier(group.observations(), static_cast<IntervalScale>(scale));
        QVERIFY(curve.has_value());
        const QString stratum = QStringLiteral("group=") + name;
        compareCurve(expected[table], stratum, *curve);
        if (!quantiles.isEmpty()) compareQuantiles(expected[quantiles], stratum, *curve);
    }
}

void TestSurvival::amlMeansAndTests()
{
    GOLDEN_OR_SKIP(expected, "km_aml.json");
    TABLE_OR_SKIP(data, "aml.csv");
    const Group all(data);
    const auto overall = kaplanMeier(all.observations(), IntervalScale::Log);
    compareCurve(expected[u"km_overall"], QStringLiteral("all"), *overall);
    for (qsizetype i = 0; i < kAmlGroups.size(); ++i) {
        const Group group(data.where(QStringLiteral("group"), kAmlGroups[i]));
        const auto curve = kaplanMeier(group.observations(), IntervalScale::Log);
        const auto mean = curve->restrictedMean(40);
        QVERIFY(mean.has_value());
        COMPARE_NEAR(mean->value, expected[u"rmst_tau40"][u"rmst"][i], 1e-12);
        COMPARE_NEAR(mean->standardError, expected[u"rmst_tau40"][u"se"][i], 1e-12);
        const auto median = curve->quantile(0.5);
        COMPARE_NEAR(median->value, expected[u"rmst_tau40"][u"median"][i], 1e-12);
        COMPARE_NEAR(median->low, expected[u"rmst_tau40"][u"median_lower"][i], 1e-12);
        COMPARE_NEAR(median->high, expected[u"rmst_tau40"][u"median_upper"][i], 1e-12);
        COMPARE_TEXT(QStringLiteral("group=") + kAmlGroups[i], expected[u"rmst_tau40"][u"strata"][i]);
        for (const test::Golden& row : expected[u"nelson_aalen"].items()) {
            if (row[u"strata"].toString() != QStringLiteral("group=") + kAmlGroups[i]) continue;
            const SurvivalStep* step = stepAt(*curve, row[u"time"].toDouble());
            QVERIFY(step);
            COMPARE_NEAR(step->cumulativeHazard, row[u"cumhaz"], 1e-12);
            COMPARE_NEAR(step->hazardError, row[u"std_chaz"], 1e-12);
        }
    }
    const auto codes = data.codes(QStringLiteral("group"));
    compareLogRank(expected[u"logrank"], logRank(all.observations(), codes, 2));
    compareLogRank(expected[u"peto"], logRank(all.observations(), codes, 2, {}, 1));
}

void TestSurvival::freireich()
{
    GOLDEN_OR_SKIP(expected, "freireich_6mp.json");
    TABLE_OR_SKIP(data, "freireich_6mp.csv");
    for (const QString& name : data.levels(QStringLiteral("treat"))) {
        const Group group(data.where(QStringLiteral("treat"), name));
        const auto curve = kaplanMeier(group.observations(), IntervalScale::Log);
        compareCurve(expected[u"km"], QStringLiteral("treat=") + name, *curve);
        compareQuantiles(expected[u"quantiles"], QStringLiteral("treat=") + name, *curve);
    }
    const Group all(data);
    const auto codes = data.codes(QStringLiteral("treat"));
    compareLogRank(expected[u"logrank"], logRank(all.observations(), codes, 2));
    compareLogRank(expected[u"wilcoxon_rho1"], logRank(all.observations(), codes, 2, {}, 1));
    compareLogRank(expected[u"logrank_stratified_by_pair"],
                   logRank(all.observations(), codes, 2, data.codes(QStringLiteral("pair"))));
}

void TestSurvival::lung()
{
    GOLDEN_OR_SKIP(expected, "lung.json");
    TABLE_OR_SKIP(data, "lung.csv");
    for (int sex = 1; sex <= 2; ++sex) {
        const Group group(data.where(QStringLiteral("sex"), QString::number(sex)));
        const auto curve = kaplanMeier(group.observations(), IntervalScale::Log);
        const QString stratum = QStringLiteral("sex=%1").arg(sex);
        compareCurve(expected[u"km_at_times"], stratum, *curve);
        compareQuantiles(expected[u"quantiles"], stratum, *curve);
        const auto mean = curve->restrictedMean(365);
        COMPARE_NEAR(mean->value, expected[u"rmst_tau365"][u"rmst"][sex - 1], 1e-12);
        COMPARE_NEAR(mean->standardError, expected[u"rmst_tau365"][u"se"][sex - 1], 1e-12);
        COMPARE_TEXT(stratum, expected[u"rmst_tau365"][u"strata"][sex - 1]);
    }
    const Group all(data);
    const auto codes = data.codes(QStringLiteral("sex"));
    compareLogRank(expected[u"logrank_sex"], logRank(all.observations(), codes, 2));
    compareLogRank(expected[u"peto_sex"], logRank(all.observations(), codes, 2, {}, 1));
    const Table known = data.complete({QStringLiteral("ph.ecog")});
    const Group rest(known);
    compareLogRank(
        expected[u"logrank_sex_stratified_ecog"],
        logRank(rest.observations(), known.codes(QStringLiteral("sex")), 2, known.codes(QStringLiteral("ph.ecog"))));
}

void TestSurvival::veteran()
{
    GOLDEN_OR_SKIP(expected, "veteran.json");
    TABLE_OR_SKIP(data, "veteran.csv");
    const Group all(data);
    const auto treatment = data.codes(QStringLiteral("trt"));
    const auto cells = data.codes(QStringLiteral("celltype"));
    compareLogRank(expected[u"logrank_trt"], logRank(all.observations(), treatment, 2));
    compareLogRank(expected[u"logrank_trt_strat_cell"], logRank(all.observations(), treatment, 2, cells));
    const auto actual = logRank(all.observations(), cells, 4);
    const std::array order{1, 2, 3, 0}; // the reference orders its levels otherwise
    for (std::size_t g = 0; g < order.size(); ++g) {
        COMPARE_NEAR(actual->observed[g], expected[u"logrank_celltype"][u"observed"][order[g]], 1e-9);
        COMPARE_NEAR(actual->expected[g], expected[u"logrank_celltype"][u"expected"][order[g]], 1e-9);
    }
    COMPARE_NEAR(actual->test.pValue, expected[u"logrank_celltype"][u"p"], 1e-9);
    COMPARE_NEAR(actual->test.statistic, expected[u"logrank_celltype"][u"chisq"], 1e-9);
    COMPARE_NEAR(actual->test.df, expected[u"logrank_celltype"][u"df"], 1e-9);
}

void TestSurvival::weights()
{
    GOLDEN_OR_SKIP(expected, "km_weighted.json");
    TABLE_OR_SKIP(data, "aml_weighted.csv");
    for (const QString& name : kAmlGroups) {
        const Table rows = data.where(QStringLiteral("group"), name);
        const Group group(rows);
        const auto weight = rows.numbers(QStringLiteral("w"));
        Observations observations = group.observations();
        observations.weight = weight;
        const auto curve = kaplanMeier(observations, IntervalScale::Log);
        compareCurve(expected[u"km"], QStringLiteral("group=") + name, *curve);
    }
}

void TestSurvival::leftTruncation()
{
    GOLDEN_OR_SKIP(expected, "heart_counting_process.json");
    TABLE_OR_SKIP(data, "heart.csv");
    for (int transplant = 0; transplant <= 1; ++transplant) {
        const Table rows = data.where(QStringLiteral("transplant"), QString::number(transplant));
        const auto start = rows.numbers(QStringLiteral("start"));
        const auto stop = rows.numbers(QStringLiteral("stop"));
        const auto event = rows.flags(QStringLiteral("event"));
        const auto curve = kaplanMeier({.time = stop, .event = event, .entry = start});
        QVERIFY(curve.has_value());
        for (const test::Golden& row : expected[u"km"].items()) {
            if (row[u"strata"].toString() != QStringLiteral("transplant=%1").arg(transplant)) continue;
            const auto at = curve->at(row[u"time"].toDouble());
            QVERIFY(at.has_value());
            COMPARE_NEAR(at->value, row[u"surv"], 1e-12);
            COMPARE_NEAR(at->standardError, row[u"se"], 1e-12);
            COMPARE_NEAR(atRiskAt(*curve, row[u"time"].toDouble()), row[u"n_risk"], 1e-12);
        }
    }
}

void TestSurvival::degenerate_data()
{
    QTest::addColumn<QList<double>>("time");
    QTest::addColumn<QList<int>>("event");
    QTest::addColumn<QList<double>>("weight");
    QTest::addColumn<int>("reason");
    QTest::newRow("nothing") << QList<double>{} << QList<int>{} << QList<double>{} << int(Reason::Empty);
    QTest::newRow("columns differ") << QList<double>{1, 2} << QList<int>{1} << QList<double>{}
                                    << int(Reason::LengthMismatch);
    QTest::newRow("weights zero") << QList<double>{1, 2} << QList<int>{1, 1} << QList<double>{0, 0}
                                  << int(Reason::ZeroWeight);
    QTest::newRow("negative weight") << QList<double>{1, 2} << QList<int>{1, 1} << QList<double>{1, -1}
                                     << int(Reason::ZeroWeight);
    QTest::newRow("negative time") << QList<double>{-1, 2} << QList<int>{1, 1} << QList<double>{}
                                   << int(Reason::OutOfRange);
    QTest::newRow("not a number") << QList<double>{qQNaN(), 2} << QList<int>{1, 1} << QList<double>{}
                                  << int(Reason::NotFinite);
}

void TestSurvival::degenerate()
{
    QFETCH(QList<double>, time);
    QFETCH(QList<int>, event);
    QFETCH(QList<double>, weight);
    QFETCH(int, reason);
    const std::vector<std::uint8_t> events(event.begin(), event.end());
    const auto curve = kaplanMeier({.time = {time.constData(), static_cast<std::size_t>(time.size())},
                                    .event = events,
                                    .weight = {weight.constData(), static_cast<std::size_t>(weight.size())}});
    QVERIFY(!curve);
    QCOMPARE(int(curve.error()), reason);
    QVERIFY(!stats::describe(curve.error()).empty());
}

void TestSurvival::allCensored()
{
    const std::array<double, 3> time{1, 2, 3};
    const std::array<std::uint8_t, 3> event{0, 0, 0};
    const auto curve = kaplanMeier({.time = time, .event = event});
    QVERIFY(curve.has_value());
    QCOMPARE(curve->quantile(0.5).error(), Reason::NotReached);
    QCOMPARE(*curve->at(2)->value, 1.0);
    QVERIFY(!curve->at(2)->low);
    QCOMPARE(curve->at(4).error(), Reason::NotReached);
    QCOMPARE(*curve->restrictedMean(3)->value, 3.0);
}

/// The short way gives what the whole curve gives, on ties, weights, late entry, times of zero and all sizes of
/// sorting.
void TestSurvival::quantileWithoutCurve()
{
    Random random(3);
    for (int trial = 0; trial < 400; ++trial) {
        const std::size_t n = trial % 20 == 0 ? 20000 : trial % 20 == 10 ? 6000 : 1 + random.below(60);
        std::vector<double> time(n), weight(n), entry(n);
        std::vector<std::uint8_t> event(n);
        for (std::size_t i = 0; i < n; ++i) {
            time[i] = trial % 3 == 0 ? 1 + double(random.below(9)) : std::exp(2 * random.normal());
            if (trial % 7 == 0 && random.below(50) == 0) time[i] = 0;
            // Hardly anybody cut off, as where work is finished, and many.
            event[i] = random.below(1000) < (trial % 40 == 20 ? 999 : 800) ? 1 : 0;
            weight[i] = double(1 + random.below(3));
            entry[i] = time[i] > 0 && random.below(5) == 0 ? time[i] / 2 : -1;
        }
        Observations data{.time = time, .event = event};
        if (trial % 4 == 1) data.weight = weight;
        if (trial % 5 == 1 || trial % 60 == 40) data.entry = entry;
        for (const IntervalScale scale : {IntervalScale::LogLog, IntervalScale::Log, IntervalScale::Plain})
            for (const double p : {0.1, 0.5, 0.9}) {
                const auto whole = kaplanMeier(data, scale)->quantile(p);
                const auto brief = survivalQuantile(data, p, scale);
                QCOMPARE(brief.has_value(), whole.has_value());
                if (!brief) continue;
                QCOMPARE(brief->value, whole->value);
                QCOMPARE(brief->low, whole->low);
                QCOMPARE(brief->high, whole->high);
            }
    }
}

void TestSurvival::logRankDegenerate()
{
    const std::array<double, 3> time{1, 2, 3};
    const std::array<std::uint8_t, 3> event{1, 1, 1};
    const std::array<std::uint8_t, 3> none{0, 0, 0};
    const std::array<std::uint32_t, 3> same{0, 0, 0};
    const std::array<std::uint32_t, 3> two{0, 1, 1};
    const std::array<std::uint32_t, 3> apart{0, 1, 2};
    QCOMPARE(logRank({.time = time, .event = event}, same, 2).error(), Reason::OneGroup);
    QCOMPARE(logRank({.time = time, .event = none}, two, 2).error(), Reason::NoEvents);
    QCOMPARE(logRank({.time = time, .event = event}, two, 1).error(), Reason::OneGroup);
    QVERIFY(!logRank({.time = time, .event = event}, two, 2, apart)); // nobody shares a stratum: nothing is compared
}

QTEST_GUILESS_MAIN(TestSurvival)
#include "tst_survival.moc"
