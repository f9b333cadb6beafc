// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <array>

using namespace assay;
using namespace assay::metrics;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;
using facts::TicketState;

class TestEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelledCompetesWithMerged();
    void reopened();
    void openTicketsByProvenance();
    void byPriority();
    void keepingToIt();
    void course();
};

void TestEnds::cancelledCompetesWithMerged()
{
    TinySnapshot s(10, 1, 300);
    for (int i = 0; i < 4; ++i) s.add(TicketRow{.created = 0.0 + i, .merged = 20.0 + i, .person = i});
    for (int i = 0; i < 3; ++i)
        s.add(TicketRow{.created = 4.0 + i, .person = i, .state = TicketState::Cancelled, .resolved = 34.0 + i});
    for (int i = 0; i < 3; ++i) s.add(TicketRow{.created = 7.0 + i, .person = i, .state = TicketState::Open});
    const Estimate e = metricById("cancelled-90")->compute(s.view());
    // 10 at risk; 4 merged at 20 days, then 3 of the other 6 cancelled at 30: 0.6 × 3/6, not 3/6 as 1 - Kaplan-Meier
    // says.
    QVERIFY(std::abs(*e.value - 0.3) < 1e-12);
    QVERIFY(*e.low < 0.3 && *e.high > 0.3);
    QCOMPARE(e.total(), 10);
}

void TestEnds::reopened()
{
    TinySnapshot s(10, 1, 100);
    for (int i = 0; i < 8; ++i) s.add(TicketRow{.created = 0.0 + i, .merged = 20.0 + i, .person = i});
    s.add(TicketRow{.created = 9, .person = 1, .state = TicketState::Open});
    s.raw().tickets.reopened[1] = s.raw().tickets.reopened[5] = 2;
    s.raw().tickets.reopened[8] = 1; // open again: not merged
    const Estimate e = metricById("reopened-share")->compute(s.view());
    QCOMPARE(*e.value, 0.25);
    QCOMPARE(e.total(), 8);
}

void TestEnds::openTicketsByProvenance()
{
    TinySnapshot s(10, 1, 100);
    for (int i = 0; i < 12; ++i)
        s.add(TicketRow{.created = 0.0 + i, .merged = 10.0 + i, .p = i % 2 == 0 ? 1.0 : 0.0, .person = i % 10});
    for (int i = 0; i < 8; ++i) // two with AI-assisted commits, one human-only, five without any work
        s.add(TicketRow{.created = 20.0 + i,
                        .p = i < 2    ? 1.0
                             : i == 2 ? 0.0
                                      : test::kUnknown,
                        .person = i,
                        .state = TicketState::Open});
    const std::array by{Dimension::Provenance};
    const auto buckets = split(*metricById("ticket-to-merge"), s.view(), by);
    QCOMPARE(buckets.at(0).keys.front(), std::string("ai"));
    QCOMPARE(buckets.at(0).estimate.n.at(1), (std::pair<std::string, std::int64_t>("open", 2)));
    QCOMPARE(buckets.at(1).estimate.n.at(1).second, 1);
    QCOMPARE(buckets.at(2).keys.front(), std::string("unknown"));
    QCOMPARE(buckets.at(2).estimate.total(), 0);
    QCOMPARE(buckets.at(2).estimate.excluded.back().count, 5);
}

void TestEnds::byPriority()
{
    TinySnapshot s(12, 1, 100);
    for (int i = 0; i < 12; ++i)
        s.add(TicketRow{.created = 0.0 + i,
                        .merged = 0.0 + i + (i < 6 ? 2 : 9),
                        .person = i,
                        .resolved = 0.0 + i + (i < 6 ? 2 : 9),
                        .defect = true,
                        .priority = i < 6 ? 0 : 1});
    const std::array by{Dimension::Priority};
    const auto buckets = split(*metricById("resolution-time"), s.view(), by);
    QCOMPARE(buckets.size(), std::size_t{2});
    QCOMPARE(buckets.at(0).titles.front(), std::string("P1"));
    QCOMPARE(*buckets.at(0).estimate.value, 48.0);
    QCOMPARE(*buckets.at(1).estimate.value, 9 * 24.0);
    QCOMPARE(dimensionFromId("priority"), std::optional(Dimension::Priority));
}

void TestEnds::keepingToIt()
{
    TinySnapshot s(10, 1, 200);
    s.raw().telemetry.push_back({0, test::day(0), test::day(200)});
    for (facts::Index person = 0; person < 8; ++person)
        for (int d = 10; d < (person < 6 ? 100 : 30); d += 2) s.addUsage(person, test::day(d));
    for (int d = 180; d < 200; ++d) s.addUsage(9, test::day(d)); // began too late to tell
    const Estimate e = metricById("retained-12-weeks")->compute(s.view());
    QCOMPARE(*e.value, 0.75);
    QCOMPARE(e.excluded.front().count, 1);
}

void TestEnds::course()
{
    TinySnapshot s(10, 1, 200);
    const Estimate e = metricById("adoption-course")->compute(s.view());
    QVERIFY(!e.value && e.note.ends_with('.'));
}

QTEST_APPLESS_MAIN(TestEnds)
#include "tst_ends.moc"
