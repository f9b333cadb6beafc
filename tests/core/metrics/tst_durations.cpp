// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <algorithm>

using namespace assay;
using namespace assay::metrics;
using assay::test::TicketRow;
using assay::test::TinySnapshot;
using facts::TicketState;

namespace {

/// Kaplan–Meier the obvious way: for each event time, count who is at risk by looking at everybody.
std::optional<double> slowMedian(const std::vector<std::array<double, 3>>& entryTimeEvent)
{
    std::vector<double> times;
    for (const auto& row : entryTimeEvent)
        if (row[2] > 0) times.push_back(row[1]);
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    double survival = 1;
    std::optional<double> flatFrom; // where the curve rests at exactly one half, the middle of that rest
    for (const double t : times) {
        double atRisk = 0;
        double events = 0;
        for (const auto& row : entryTimeEvent) {
            if ((row[0] == 0 || row[0] < t) && row[1] >= t) ++atRisk;
            if (row[1] == t && row[2] > 0) ++events;
        }
        survival *= 1 - events / atRisk;
        if (survival < 0.5 - 1e-9) return flatFrom ? (*flatFrom + t) / 2 : t;
        if (survival < 0.5 + 1e-9) flatFrom = t;
    }
    return std::nullopt;
}

facts::Filter days(int from, int to)
{
    facts::Filter filter;
    filter.period = DayRange{fromEpochDay(test::day(from)), fromEpochDay(test::day(to))};
    return filter;
}

std::int64_t excluded(const Estimate& e, std::string_view reason)
{
    for (const auto& x : e.excluded)
        if (x.reason == reason) return x.count;
    return 0;
}

std::int64_t inGroup(const Estimate& e, std::string_view group)
{
    for (const auto& [name, count] : e.n)
        if (name == group) return count;
    return -1;
}

} // namespace

class TestDurations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void censorsOpenAndCancelled();
    void countsWhatIsLeftOut();
    void entersLateIntoPeriods();
    void groupsByProvenanceAreCensoredToo();
    void cycleTimeBeginsWithWork();
    void waitingNeedsRecordedStarts();
    void releasesAreAwaited();
    void workingTime();
    void givesNoMedianWhenMostAreOpen();
};

void TestDurations::censorsOpenAndCancelled()
{
    TinySnapshot s(6, 1, 100);
    s.add(TicketRow{.created = 0, .merged = 2});
    s.add(TicketRow{.created = 1, .merged = 6});
    s.add(TicketRow{.created = 2, .merged = 10.5});
    s.add(TicketRow{.created = 3, .merged = 33});
    s.add(TicketRow{.created = 4, .state = TicketState::Cancelled, .resolved = 7});
    s.add(TicketRow{.created = 95, .state = TicketState::Open});
    s.add(TicketRow{.created = 96, .merged = 97});
    const Estimate e = metricById("ticket-to-merge")->compute(s.view());
    const auto expected = slowMedian({{0, 2, 1}, {0, 5, 1}, {0, 8.5, 1}, {0, 30, 1}, {0, 3, 0}, {0, 5, 0}, {0, 1, 1}});
    QVERIFY(e.value && expected);
    QCOMPARE(*e.value, *expected * 24);
    QCOMPARE(e.unit, std::string("h"));
    QCOMPARE(inGroup(e, "ended"), 5);
    QCOMPARE(inGroup(e, "open"), 1);
    QCOMPARE(inGroup(e, "cancelled"), 1);
    QCOMPARE(*e.coverage, 1.0);
}

void TestDurations::countsWhatIsLeftOut()
{
    TinySnapshot s(6, 1, 100);
    s.add(TicketRow{.created = 0, .merged = 2});
    s.add(TicketRow{.created = 10, .merged = 5, .problems = facts::kMergedBeforeCreated});
    s.add(TicketRow{.created = 11, .state = TicketState::Unlinked, .resolved = 12});
    s.add(TicketRow{.created = test::kUnknown, .merged = 12, .problems = facts::kNoCreated});
    const Estimate e = metricById("ticket-to-merge")->compute(s.view());
    QCOMPARE(*e.value, 48.0);
    QCOMPARE(excluded(e, "stamps out of order"), 1);
    QCOMPARE(excluded(e, "closed without a linked change"), 1);
    QCOMPARE(excluded(e, "no creation stamp"), 1);
    QCOMPARE(*e.coverage, 1.0 / 3.0);
}

void TestDurations::entersLateIntoPeriods()
{
    TinySnapshot s(6, 1, 100);
    s.add(TicketRow{.created = 0, .merged = 40});                // at risk from day 30 of its life on
    s.add(TicketRow{.created = 5, .merged = 20});                // over before the period
    s.add(TicketRow{.created = 20, .state = TicketState::Open}); // 10 … 31, censored by the period's end
    s.add(TicketRow{.created = 31, .merged = 34});
    s.add(TicketRow{.created = 32, .merged = 40});
    s.add(TicketRow{.created = 35, .merged = 70}); // merged later: censored at 16
    s.add(TicketRow{.created = 36, .merged = 48});
    s.add(TicketRow{.created = 60, .merged = 61}); // not there yet
    const Estimate e = metricById("ticket-to-merge")->compute(s.view(days(30, 50)));
    const auto expected = slowMedian({{30, 40, 1}, {10, 31, 0}, {0, 3, 1}, {0, 8, 1}, {0, 16, 0}, {0, 12, 1}});
    QVERIFY(e.value && expected);
    QCOMPARE(*e.value, *expected * 24);
    QCOMPARE(e.total(), 6);
}

void TestDurations::groupsByProvenanceAreCensoredToo()
{
    TinySnapshot s(12, 1, 100);
    for (int i = 0; i < 6; ++i)
        s.add(TicketRow{.created = static_cast<double>(i), .merged = 35.0 + i, .p = 1, .person = i});
    s.add(TicketRow{.created = 32, .merged = 33, .p = 1});
    s.add(TicketRow{.created = 33, .merged = 90, .p = 1});
    s.add(TicketRow{.created = 34, .p = 1, .state = TicketState::Open}); // its commits tell
    s.add(TicketRow{.created = 34, .state = TicketState::Open});
    const std::array by{Dimension::Provenance};
    const auto buckets = split(*metricById("ticket-to-merge"), s.view(days(30, 50)), by);
    QCOMPARE(buckets.size(), std::size_t{2});
    QCOMPARE(buckets[0].keys.front(), std::string("ai"));
    const auto expected = slowMedian({{30, 35, 1},
                                      {29, 35, 1},
                                      {28, 35, 1},
                                      {27, 35, 1},
                                      {26, 35, 1},
                                      {25, 35, 1},
                                      {0, 1, 1},
                                      {0, 18, 0},
                                      {0, 17, 0}});
    QCOMPARE(*buckets[0].estimate.value, *expected * 24);
    QCOMPARE(buckets[0].estimate.total(), 9);
    QCOMPARE(buckets[1].keys.front(), std::string("unknown"));
    QVERIFY(!buckets[1].estimate.value);
    QCOMPARE(buckets[1].estimate.excluded.back().count, 1);
}

void TestDurations::cycleTimeBeginsWithWork()
{
    TinySnapshot s(6, 1, 100);
    s.add(TicketRow{.created = 0, .merged = 10, .started = 8});
    s.add(TicketRow{.created = 1, .merged = 11, .started = 7});
    s.add(TicketRow{.created = 2, .merged = 12, .started = 6});
    s.add(TicketRow{.created = 3, .merged = 20});
    s.add(TicketRow{.created = 4, .merged = 9, .started = 15, .problems = facts::kStartedAfterMerge});
    s.add(TicketRow{.created = 5, .state = TicketState::Open});
    s.add(TicketRow{.created = 6, .state = TicketState::Open, .started = 50});
    const Estimate e = metricById("cycle-time")->compute(s.view());
    QCOMPARE(*e.value, *slowMedian({{0, 2, 1}, {0, 4, 1}, {0, 6, 1}, {0, 50, 0}}) * 24);
    QCOMPARE(excluded(e, "no start of work recorded"), 1);
    QCOMPARE(excluded(e, "stamps out of order"), 1);
    QCOMPARE(excluded(e, "open, stage not begun"), 1);
}

void TestDurations::waitingNeedsRecordedStarts()
{
    TinySnapshot s(6, 1, 100);
    s.add(TicketRow{.created = 0, .merged = 10, .started = 1});
    s.add(TicketRow{.created = 1, .merged = 10});
    s.add(TicketRow{.created = 2, .merged = 10});
    s.add(TicketRow{.created = 3, .state = TicketState::Open});
    const Estimate rare = metricById("stage-wait")->compute(s.view());
    QCOMPARE(rare.total(), 1);
    QCOMPARE(excluded(rare, "no start of work recorded"), 2);
    s.raw().tickets.startedAt[1] = test::at(4);
    const Estimate usual = metricById("stage-wait")->compute(s.view());
    QCOMPARE(usual.total(), 3);
    QCOMPARE(inGroup(usual, "open"), 1);
}

void TestDurations::releasesAreAwaited()
{
    TinySnapshot s(6, 1, 100);
    s.add(TicketRow{.created = 0, .merged = 10, .p = 1});
    s.add(TicketRow{.created = 0, .merged = 90, .p = 1});
    QVERIFY(!metricById("stage-release")->compute(s.view()).value);
    QCOMPARE(excluded(metricById("stage-release")->compute(s.view()), "not in a tagged release"), 2);
    s.raw().tickets.releasedAt[0] = test::at(15);
    const Estimate e = metricById("stage-release")->compute(s.view());
    QCOMPARE(e.total(), 2);
    QCOMPARE(inGroup(e, "open"), 1);
}

void TestDurations::workingTime()
{
    TinySnapshot s(6, 1, 100);
    for (const double merged : {2.0, 3.0, 9.0}) s.add(TicketRow{.created = 0, .merged = merged});
    s.add(TicketRow{.created = 1, .state = TicketState::Open});
    const Estimate e = metricById("ticket-to-merge-working")->compute(s.view());
    QCOMPARE(*e.value, 24.0);
    QCOMPARE(excluded(e, "still open: neither group yet"), 1);
}

void TestDurations::givesNoMedianWhenMostAreOpen()
{
    TinySnapshot s(6, 1, 100);
    s.add(TicketRow{.created = 0, .merged = 2});
    for (int i = 1; i < 5; ++i) s.add(TicketRow{.created = static_cast<double>(i), .state = TicketState::Open});
    const Estimate e = metricById("ticket-to-merge")->compute(s.view());
    QVERIFY(!e.value);
    QCOMPARE(e.note, std::string("Not enough data: fewer than half of 5 have ended."));
}

QTEST_APPLESS_MAIN(TestDurations)
#include "tst_durations.moc"
