// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/retention.h"
#include "metrics/series.h"
#include "metrics/survivalcurve.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <cmath>

using namespace assay;
using namespace assay::metrics;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

class TestSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsEndOnTheLastDay();
    void gapsStayGaps();
    void byProvenance();
    void rungsOverTime();
    void emptyDataHaveNoWindows();
    void curves();
    void smallGroupsHaveNoCurve();
    void cohorts();
};

void TestSeries::windowsEndOnTheLastDay()
{
    TinySnapshot s(10, 1, 89);
    for (int i = 0; i < 90; ++i) s.add(ChangeRow{.merged = static_cast<double>(i), .author = i % 10});
    const auto weekly = series(*metricById("throughput"), s.view());
    QCOMPARE(weekly.size(), std::size_t{1});
    QCOMPARE(weekly[0].points.size(), std::size_t{9}); // 62 days of room for ends a week apart
    QCOMPARE(isoDay(weekly[0].points.back().window.to), isoDay(fromEpochDay(test::day(89))));
    QCOMPARE(weekly[0].points.back().window.days(), 28);
    QVERIFY(weekly[0].points.front().window.from >= fromEpochDay(test::day(0)));
    QCOMPARE(*weekly[0].points.front().estimate.value, 7.0);
    const auto monthly = series(*metricById("throughput"), s.view(), {SeriesStep::Month, 28, false});
    QCOMPARE(monthly[0].points.size(), std::size_t{3});
    QCOMPARE(isoDay(monthly[0].points.front().window.to), std::string("2026-01-31"));
    QCOMPARE(isoDay(monthly[0].points[1].window.to), std::string("2026-02-28"));
}

void TestSeries::gapsStayGaps()
{
    TinySnapshot s(10, 1, 120);
    for (int i = 0; i < 30; ++i)
        s.add(TicketRow{.created = static_cast<double>(i), .merged = i + 2.0, .p = 1, .person = i % 10});
    const auto result = series(*metricById("ticket-to-merge"), s.view(), {SeriesStep::Week, 28, true});
    const auto values = valuesOf(result[0]);
    QCOMPARE(values.front(), 48.0);
    QVERIFY(std::isnan(values.back()));
}

void TestSeries::byProvenance()
{
    TinySnapshot s(20, 1, 60);
    for (int i = 0; i < 60; ++i)
        s.add(TicketRow{.created = static_cast<double>(i),
                        .merged = i + (i % 2 == 0 ? 1.0 : 3.0),
                        .p = i % 2 == 0 ? 1.0 : 0.0,
                        .person = i % 20});
    const auto result = series(*metricById("ticket-to-merge"), s.view(), {SeriesStep::Week, 28, true});
    QCOMPARE(result.size(), std::size_t{3});
    QCOMPARE(result[0].key, std::string("ai"));
    for (const auto& point : result[0].points) QCOMPARE(*point.estimate.value, 24.0);
    for (const auto& point : result[1].points) QCOMPARE(*point.estimate.value, 72.0);
    for (const auto& point : result[2].points) QVERIFY(!point.estimate.value);
}

void TestSeries::rungsOverTime()
{
    TinySnapshot s(10, 1, 60);
    for (std::size_t i = 0; i < 10; ++i) {
        facts::Seat seat;
        seat.tool = 0;
        seat.from = test::day(i < 5 ? 0 : 40);
        s.raw().people.seats[i] = {seat};
    }
    const auto result = series(*metricById("seat-share"), s.view());
    QCOMPARE(result.size(), std::size_t{1});
    QCOMPARE(*result[0].points.front().estimate.value, 0.5);
    QCOMPARE(*result[0].points.back().estimate.value, 1.0);
    const auto habitual = series(*metricById("habitual-use"), s.view());
    for (const auto& point : habitual[0].points) QVERIFY(!point.estimate.value);
}

void TestSeries::emptyDataHaveNoWindows()
{
    const facts::View view(std::make_shared<facts::Snapshot>(), {});
    for (const char* id : {"throughput", "real-adoption", "ticket-to-merge"})
        QVERIFY(series(*metricById(id), view)[0].points.empty());
    QVERIFY(defectFreeCurves(view).groups[0].points.empty());
    QVERIFY(!defectFreeCurves(view).note.empty());
    QVERIFY(retention(view).empty());
}

void TestSeries::curves()
{
    TinySnapshot s(10, 1, 400);
    for (int i = 0; i < 40; ++i)
        s.add(ChangeRow{.merged = static_cast<double>(i), .p = i % 2 == 0 ? 1.0 : 0.0, .author = i % 10});
    s.add(ChangeRow{.merged = 390, .p = 1});
    s.addDefect(10, 11, {{0, 1.0}});   // after 10 days
    s.addDefect(122, 123, {{2, 1.0}}); // after 120 days: beyond the tracing window of 90, within the curve
    s.addDefect(11, 12, {{1, 0.4}, {4, 0.6}});
    const auto c = defectFreeCurves(s.view());
    QCOMPARE(c.groups[0].changes, 21);
    QCOMPARE(c.groups[0].hit, 3);
    QCOMPARE(c.groups[1].hit, 0);
    // On days 7 and 10 all 21 and 20 are at risk; on day 120 the youngest (watched for 10 days) is not.
    QVERIFY(std::abs(c.groups[0].points.back().survival - 20.0 / 21 * 19.0 / 20 * 17.0 / 18) < 1e-12);
    QVERIFY(c.logRankP && *c.logRankP > 0.05 && *c.logRankP < 0.2);
    double before = 1;
    for (const auto& point : c.groups[0].points) {
        QVERIFY(point.survival <= before && point.low <= point.survival && point.survival <= point.high);
        before = point.survival;
    }
}

void TestSeries::smallGroupsHaveNoCurve()
{
    TinySnapshot s(10, 1, 400);
    for (int i = 0; i < 40; ++i)
        s.add(ChangeRow{
            .merged = static_cast<double>(i), .p = i % 4 == 0 ? 1.0 : 0.0, .author = i % 4 == 0 ? 0 : i % 10});
    const auto c = defectFreeCurves(s.view());
    QVERIFY(c.groups[0].points.empty() && !c.groups[1].points.empty());
    QCOMPARE(c.groups[0].note, std::string("Withheld: fewer than 5 people."));
    QVERIFY(!c.logRankP);
}

void TestSeries::cohorts()
{
    TinySnapshot s(12, 1, 150);
    s.raw().telemetry = {{0, test::day(0), test::day(150)}};
    // Six people start on day 10; three keep to it for two stretches, three for one. The others never start.
    for (int person = 0; person < 6; ++person)
        for (int day = 10; day < (person < 3 ? 66 : 38); day += 3) s.addUsage(person, test::day(day));
    const auto result = retention(s.view());
    QCOMPARE(result.size(), std::size_t{1});
    QCOMPARE(result[0].month, std::string("2026-01"));
    QCOMPARE(result[0].people, 6);
    QVERIFY(result[0].orEarlier);
    QCOMPARE(result[0].habitual.size(), std::size_t{5}); // five stretches of 28 days fit between day 10 and day 150
    QCOMPARE(*result[0].habitual[0].value, 1.0);
    QCOMPARE(*result[0].habitual[1].value, 0.5);
    QCOMPARE(*result[0].habitual[2].value, 0.0);
    s.raw().telemetry = {{0, test::day(0), test::day(60)}};
    QVERIFY(!retention(s.view())[0].habitual[3].value); // not covered: unknown, not zero
}

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
