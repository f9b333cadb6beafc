// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/changepoint.h"
#include "stats/linear.h"
#include "stats/staggered.h"

#include <QTest>

#include <array>
#include <map>
#include <numeric>
#include <set>

using namespace assay;
using namespace assay::stats;

namespace {

/// A long table turned into a panel; columns id, time, outcome, first period of treatment and, optionally, a covariate.
struct PanelData
{
    PanelData(const test::Table& table, const char* id, const char* time, const char* y, const char* first,
              const char* covariate = nullptr)
    {
        const auto ids = table.numbers(QString::fromLatin1(id));
        const auto times = table.numbers(QString::fromLatin1(time));
        const auto values = table.numbers(QString::fromLatin1(y));
        const auto starts = table.numbers(QString::fromLatin1(first));
        const std::set<double> unitSet(ids.begin(), ids.end());
        const std::set<double> timeSet(times.begin(), times.end());
        for (double t : timeSet) periods.push_back(int(t));
        units = unitSet.size();
        outcome.resize(units * periods.size());
        firstTreated.resize(units);
        if (covariate) x.resize(units);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto unit = std::size_t(std::distance(unitSet.begin(), unitSet.find(ids[i])));
            const auto period = std::size_t(std::distance(timeSet.begin(), timeSet.find(times[i])));
            outcome[unit * periods.size() + period] = values[i];
            firstTreated[unit] = int(starts[i]);
            if (covariate) x[unit] = table.numbers(QString::fromLatin1(covariate))[i];
        }
    }
    [[nodiscard]] Panel panel() const { return {units, periods, outcome, firstTreated, x}; }

    std::size_t units = 0;
    std::vector<int> periods;
    std::vector<double> outcome;
    std::vector<int> firstTreated;
    std::vector<double> x;
};

void compareParts(const test::Golden& expected, const char* index, const Aggregate& actual)
{
    QCOMPARE(actual.parts.size(), std::size_t(expected[u"att"].size()));
    for (std::size_t i = 0; i < actual.parts.size(); ++i) {
        COMPARE_COUNT(actual.parts[i].index, expected[QLatin1String(index)][qsizetype(i)]);
        COMPARE_NEAR(actual.parts[i].effect, expected[u"att"][qsizetype(i)], 1e-8);
        COMPARE_NEAR(actual.parts[i].standardError, expected[u"se"][qsizetype(i)], 1e-8);
    }
    COMPARE_NEAR(actual.overall.value, expected[u"overall"], 1e-8);
    COMPARE_NEAR(actual.overall.standardError, expected[u"overall_se"], 1e-8);
}

void compareStaggered(const test::Golden& expected, const Outcome<StaggeredFit>& fit)
{
    QVERIFY(fit.has_value());
    QCOMPARE(fit->effects.size(), std::size_t(expected[u"att_gt"].size()));
    for (std::size_t i = 0; i < fit->effects.size(); ++i) {
        const test::Golden row = expected[u"att_gt"][qsizetype(i)];
        COMPARE_COUNT(fit->effects[i].group, row[u"g"]);
        COMPARE_COUNT(fit->effects[i].period, row[u"t"]);
        COMPARE_NEAR(fit->effects[i].effect, row[u"att"], 1e-8);
        COMPARE_NEAR(fit->effects[i].standardError, row[u"se"], 1e-8);
    }
    COMPARE_NEAR(fit->simple.value, expected[u"simple"][u"att"], 1e-8);
    COMPARE_NEAR(fit->simple.standardError, expected[u"simple"][u"se"], 1e-8);
    compareParts(expected[u"dynamic"], "event", fit->event);
    compareParts(expected[u"group"], "g", fit->byGroup);
    compareParts(expected[u"calendar"], "t", fit->byPeriod);
    COMPARE_NEAR(fit->leadIn->statistic, expected[u"pretest"][u"W"], 1e-7);
    COMPARE_NEAR(fit->leadIn->df, expected[u"pretest"][u"df"], 1e-9);
    COMPARE_NEAR(fit->leadIn->pValue, expected[u"pretest"][u"p"], 1e-7);
}

// Cobb (1978), flow of the Nile at Aswan 1871–1970: the level fell after 1898.
const std::vector<double> kNile{1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
                                960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
                                874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
                                1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
                                781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
                                1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
                                1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740};

} // namespace

class TestOverTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nileTextbook();
    void nile();
    void penalisedAgainstReference();
    void seatBelts();
    void twoWayFixedEffects();
    void twoByTwo();
    void counties();
    void staggeredSynthetic();
    void staggeredClusters();
    void degenerate();
};

void TestOverTime::nileTextbook()
{
    const auto found = breakpoints(kNile, 15);
    QCOMPARE(found->best, std::size_t(1));
    QCOMPARE(found->breaks[1], std::vector<std::size_t>{28});
    QCOMPARE(supF(kNile)->lastBefore, std::size_t(28));
    QVERIFY(std::abs(supF(kNile)->statistic - 75.93) < 0.005);
    QVERIFY(olsCusum(kNile)->pValue < 1e-6);
}

void TestOverTime::nile()
{
    GOLDEN_OR_SKIP(file, "its_changepoint.json");
    const test::Golden e = file[u"nile"];
    const auto found = breakpoints(kNile, 15);
    for (std::size_t m = 0; m < 6; ++m) {
        COMPARE_NEAR(found->rss[m], e[u"rss_by_breaks"][qsizetype(m)], 1e-9);
        COMPARE_NEAR(found->bic[m], e[u"bic_by_breaks"][qsizetype(m)], 1e-9);
    }
    QCOMPARE(found->best, std::size_t(1));
    COMPARE_COUNT(int(found->breaks[1].front()), e[u"breakpoints_bic"]);
    COMPARE_COUNT(1870 + found->breaks[1].front(), e[u"break_year"]);
    const auto mean = [](auto from, auto to) { return std::accumulate(from, to, 0.0) / double(to - from); };
    COMPARE_NEAR(mean(kNile.begin(), kNile.begin() + 28), e[u"segment_means"][0], 1e-9);
    COMPARE_NEAR(mean(kNile.begin() + 28, kNile.end()), e[u"segment_means"][1], 1e-9);
    COMPARE_COUNT(1870 + int(supF(kNile)->lastBefore), e[u"supF_argmax_year"]);
    COMPARE_NEAR(supF(kNile)->statistic, e[u"supF"], 1e-9);
    COMPARE_NEAR(olsCusum(kNile)->statistic, e[u"ols_cusum_stat"], 1e-9);
    COMPARE_NEAR(olsCusum(kNile)->pValue, e[u"ols_cusum_p"], 1e-6);
}

void TestOverTime::penalisedAgainstReference()
{
    GOLDEN_OR_SKIP(file, "its_changepoint.json");
    TABLE_OR_SKIP(table, "synthetic_changepoints.csv");
    const auto compare = [](const std::vector<double>& values, const test::Golden& rows) {
        for (const test::Golden& row : rows.items()) {
            const auto found = changePoints(values, row[u"beta"].toDouble(), std::size_t(row[u"min_seg"].toInt()));
            std::vector<double> last(found->lastOfSegment.begin(), found->lastOfSegment.end());
            QCOMPARE(last, test::assertedNumbers(row[u"cp"]));
            COMPARE_NEAR(found->cost, row[u"cost"], 1e-9);
        }
    };
    compare(kNile, file[u"nile"][u"pelt_l2"]);
    compare(table.numbers(QStringLiteral("y")), file[u"synthetic"][u"pelt_l2"]);
}

void TestOverTime::seatBelts()
{
    GOLDEN_OR_SKIP(file, "its_changepoint.json");
    TABLE_OR_SKIP(table, "uk_driver_deaths.csv");
    auto y = table.numbers(QStringLiteral("drivers"));
    for (double& v : y) v = std::log(v);
    const auto t = table.numbers(QStringLiteral("t"));
    const auto law = table.numbers(QStringLiteral("law"));
    std::vector<double> since(t.size());
    for (std::size_t i = 0; i < t.size(); ++i) since[i] = law[i] * (t[i] - 170);
    Design x(t.size());
    x.intercept().column("t", t).column("law", law).column("since", since);
    for (int month = 2; month <= 12; ++month) {
        std::vector<double> indicator(t.size());
        for (std::size_t i = 0; i < t.size(); ++i) indicator[i] = int(i % 12) + 1 == month ? 1 : 0;
        x.column("month", indicator);
    }
    const auto fit = linearRegression(y, x, {.errors = ErrorKind::Model});
    const auto wide = neweyWestErrors(y, x, 12);
    const auto narrow = neweyWestErrors(y, x, 3);
    const test::Golden e = file[u"its"];
    for (std::size_t j = 0; j < fit->coefficients.size(); ++j) {
        COMPARE_NEAR(fit->coefficients[j].value, e[u"coef"][qsizetype(j)], 1e-8);
        COMPARE_NEAR(fit->coefficients[j].standardError, e[u"se_ols"][qsizetype(j)], 1e-8);
        COMPARE_NEAR((*wide)[j], e[u"se_nw12"][qsizetype(j)], 1e-8);
        COMPARE_NEAR((*narrow)[j], e[u"se_nw3"][qsizetype(j)], 1e-8);
    }
    COMPARE_NEAR(*durbinWatson(fit->residuals), e[u"durbin_watson"], 1e-9);
    COMPARE_NEAR(100 * std::expm1(fit->coefficients[2].value), e[u"level_change_pct"], 1e-8);
}

/// Two-way fixed effects, which staggered starts bias: what the group-time effects are to be compared with.
void TestOverTime::twoWayFixedEffects()
{
    GOLDEN_OR_SKIP(file, "did_callaway_santanna.json");
    TABLE_OR_SKIP(counties, "mpdta.csv");
    TABLE_OR_SKIP(made, "synthetic_staggered.csv");
    const auto effect = [](const test::Table& table, const char* unit, const char* period, const char* outcome,
                           const char* first) {
        const auto column = [&](const char* name) { return table.numbers(QString::fromLatin1(name)); };
        const auto units = column(unit);
        const auto periods = column(period);
        const auto group = column(first);
        std::vector<double> treated(units.size());
        for (std::size_t i = 0; i < units.size(); ++i) treated[i] = group[i] > 0 && periods[i] >= group[i] ? 1 : 0;
        // In a balanced panel subtracting both means is the same as an indicator for each unit and period.
        const auto centred = [&](std::vector<double> v) {
            for (const auto* by : {&units, &periods}) {
                std::map<double, std::pair<double, double>> sums;
                for (std::size_t i = 0; i < v.size(); ++i) sums[(*by)[i]].first += v[i], ++sums[(*by)[i]].second;
                for (std::size_t i = 0; i < v.size(); ++i) v[i] -= sums[(*by)[i]].first / sums[(*by)[i]].second;
            }
            return v;
        };
        Design x(units.size());
        x.column("treated", centred(treated));
        const std::vector<std::uint32_t> cluster(units.begin(), units.end());
        auto fit = linearRegression(centred(column(outcome)), x, {.errors = ErrorKind::CR1, .cluster = cluster});
        // CR1 corrects for the columns it sees; the indicators that the means stand for are columns too.
        const auto n = double(units.size());
        const auto indicators =
            double(std::set(units.begin(), units.end()).size() + std::set(periods.begin(), periods.end()).size() - 1);
        fit->coefficients.front().standardError *= std::sqrt((n - 1) / (n - 1 - indicators));
        return fit->coefficients.front();
    };
    const Coefficient county = effect(counties, "county", "year", "lemp", "first_treat");
    COMPARE_NEAR(county.value, file[u"mpdta_twfe"][u"coef"], 1e-8);
    COMPARE_NEAR(county.standardError, file[u"mpdta_twfe"][u"cluster_se_hc1"], 1e-8);
    COMPARE_NEAR(effect(made, "id", "t", "y", "g").value, file[u"synthetic"][u"twfe"], 1e-8);
    const test::Golden means = file[u"classic_2x2"];
    const double change = (means[u"nj_after"].toDouble() - means[u"nj_before"].toDouble()) -
                          (means[u"pa_after"].toDouble() - means[u"pa_before"].toDouble());
    COMPARE_NEAR(change, means[u"did_from_rounded_means"], 1e-9);
}

/// Two groups and two periods: the difference of differences (Card & Krueger 1994, table 3, from its rounded
/// means: 2.75).
void TestOverTime::twoByTwo()
{
    const std::array<int, 2> periods{1, 2};
    const std::array<double, 8> outcome{20.44 - 1, 21.03 - 1, 20.44 + 1, 21.03 + 1,
                                        23.33 - 2, 21.17 - 2, 23.33 + 2, 21.17 + 2};
    const std::array<int, 4> first{2, 2, 0, 0};
    const auto fit = staggeredDid({4, periods, outcome, first}, Controls::NeverTreated, DidMethod::Regression);
    QVERIFY(std::abs(*fit->simple.value - 2.75) < 1e-12);
    QVERIFY(!fit->leadIn);
}

void TestOverTime::counties()
{
    GOLDEN_OR_SKIP(file, "did_callaway_santanna.json");
    TABLE_OR_SKIP(table, "mpdta.csv");
    const PanelData plain(table, "county", "year", "lemp", "first_treat");
    PanelData adjusted(plain);
    {
        const auto ids = table.numbers(QStringLiteral("county"));
        const auto population = table.numbers(QStringLiteral("lpop"));
        const std::set<double> units(ids.begin(), ids.end());
        adjusted.x.resize(units.size());
        for (std::size_t i = 0; i < ids.size(); ++i)
            adjusted.x[std::size_t(std::distance(units.begin(), units.find(ids[i])))] = population[i];
    }
    const test::Golden e = file[u"mpdta"];
    compareStaggered(e[u"never_reg"], staggeredDid(plain.panel(), Controls::NeverTreated, DidMethod::Regression));
    compareStaggered(e[u"notyet_reg"], staggeredDid(plain.panel(), Controls::NotYetTreated, DidMethod::Regression));
    compareStaggered(e[u"never_reg_lpop"],
                     staggeredDid(adjusted.panel(), Controls::NeverTreated, DidMethod::Regression));
    compareStaggered(e[u"never_ipw_lpop"],
                     staggeredDid(adjusted.panel(), Controls::NeverTreated, DidMethod::Weighting));
    compareStaggered(e[u"never_dr_lpop"],
                     staggeredDid(adjusted.panel(), Controls::NeverTreated, DidMethod::DoublyRobust));
}

void TestOverTime::staggeredSynthetic()
{
    GOLDEN_OR_SKIP(file, "did_callaway_santanna.json");
    TABLE_OR_SKIP(table, "synthetic_staggered.csv");
    const PanelData data(table, "id", "t", "y", "g");
    compareStaggered(file[u"synthetic"][u"never"],
                     staggeredDid(data.panel(), Controls::NeverTreated, DidMethod::Regression));
    compareStaggered(file[u"synthetic"][u"notyet"],
                     staggeredDid(data.panel(), Controls::NotYetTreated, DidMethod::Regression));
}

/// Every unit there twice, with its twin as its cluster: the same effects, and the errors of the units alone, times the
/// correction for their number.
void TestOverTime::staggeredClusters()
{
    constexpr std::size_t kUnits = 24;
    const std::vector<int> periods{1, 2, 3, 4};
    std::vector<double> outcome, twice;
    std::vector<int> first, firstTwice;
    std::vector<std::uint32_t> cluster;
    for (std::size_t i = 0; i < kUnits; ++i) {
        first.push_back(i % 3 == 0 ? 0 : i % 3 == 1 ? 3 : 4);
        for (int t = 1; t <= 4; ++t)
            outcome.push_back(double(i % 5) + t + std::sin(double(7 * i) + t) +
                              (first.back() > 0 && t >= first.back()));
    }
    for (std::size_t i = 0; i < 2 * kUnits; ++i) {
        const auto unit = i / 2;
        cluster.push_back(std::uint32_t(100 + unit));
        firstTwice.push_back(first[unit]);
        twice.insert(twice.end(), outcome.begin() + std::ptrdiff_t(4 * unit),
                     outcome.begin() + std::ptrdiff_t(4 * unit + 4));
    }
    const auto alone = staggeredDid({kUnits, periods, outcome, first});
    const auto pairs = staggeredDid({2 * kUnits, periods, twice, firstTwice, {}, cluster});
    QVERIFY(alone && pairs);
    QCOMPARE(pairs->clusters, kUnits);
    const double correction = std::sqrt(double(kUnits) / (kUnits - 1));
    const auto compare = [&](const Estimate& a, const Estimate& b) {
        QVERIFY(std::abs(*a.value - *b.value) < 1e-9);
        QVERIFY(std::abs(*a.standardError * correction - *b.standardError) < 1e-9);
        QVERIFY(*b.low<*a.low&& * b.high> * a.high);
    };
    compare(alone->simple, pairs->simple);
    compare(alone->event.overall, pairs->event.overall);
    compare(alone->byGroup.overall, pairs->byGroup.overall);
    QVERIFY(std::abs(alone->leadIn->statistic / (correction * correction) - pairs->leadIn->statistic) < 1e-7);
    const std::vector<std::uint32_t> one(2 * kUnits, 7);
    QCOMPARE(staggeredDid({2 * kUnits, periods, twice, firstTwice, {}, one}).error(), Reason::OneCluster);
    QCOMPARE(staggeredDid({kUnits, periods, outcome, first, {}, one}).error(), Reason::LengthMismatch);
}

void TestOverTime::degenerate()
{
    const std::array<double, 6> flat{3, 3, 3, 3, 3, 3};
    QVERIFY(changePoints(flat, 1)->lastOfSegment.empty());
    QCOMPARE(breakpoints(flat, 2).error(), Reason::Constant);
    QCOMPARE(supF(flat).error(), Reason::Constant);
    QCOMPARE(olsCusum(flat).error(), Reason::Constant);
    QCOMPARE(changePoints(std::array{1.0, 2.0}, 1).error(), Reason::TooFew);
    QCOMPARE(changePoints({}, 1).error(), Reason::Empty);
    const std::array<int, 2> periods{1, 2};
    const std::array<double, 4> outcome{1, 2, 3, 4};
    const std::array<int, 2> never{0, 0};
    const std::array<int, 2> all{2, 2};
    QCOMPARE(staggeredDid({2, periods, outcome, never}).error(), Reason::OneGroup);
    QCOMPARE(staggeredDid({2, periods, outcome, all}).error(), Reason::OneGroup);
    QCOMPARE(staggeredDid({}).error(), Reason::Empty);
}

QTEST_GUILESS_MAIN(TestOverTime)
#include "tst_overtime.moc"
