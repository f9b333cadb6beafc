// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"
#include "support/tinysnapshot.h"

#include <QTest>

using namespace assay;
using namespace assay::metrics;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

bool close(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

} // namespace

class TestQuality : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defectsPerExposure();
    void firstDefects();
    void lineSurvival();
    void lineErrorsAreClustered();
    void reverts();
    void reviews();
    void resolution();
};

void TestQuality::defectsPerExposure()
{
    TinySnapshot s(6, 1, 200);
    s.add(ChangeRow{.merged = 10}); // watched for the whole window
    s.add(ChangeRow{.merged = 20});
    s.add(ChangeRow{.merged = 155});             // half the window
    s.add(ChangeRow{.merged = 160, .flags = 0}); // not traced
    s.addDefect(30, 31, {{0, 0.75}, {1, 0.25}});
    s.addDefect(50, 52, {{0, 1.0}});
    s.addDefect(150, 152, {{0, 1.0}}); // 140 days after the merge: outside
    s.addDefect(170, 171, {{3, 1.0}});
    s.addDefect(171, 172, {});
    const Estimate e = metricById("defects-per-100-changes")->compute(s.view());
    QVERIFY(close(*e.value, 100 * 2.0 / 2.5));
    QVERIFY(*e.low<*e.value&& * e.high> * e.value);
    QCOMPARE(e.total(), 3);
    QCOMPARE(*e.coverage, 0.75);
    QCOMPARE(e.excluded.front().reason, std::string("not covered by tracing"));
}

void TestQuality::firstDefects()
{
    TinySnapshot s(6, 1, 200);
    for (int i = 0; i < 4; ++i) s.add(ChangeRow{.merged = 10.0 + i});
    s.add(ChangeRow{.merged = 180});
    s.addDefect(40, 41, {{0, 0.6}, {1, 0.4}}); // only the larger part counts as a hit
    s.addDefect(50, 51, {{0, 1.0}});           // not the first
    s.addDefect(63, 64, {{3, 0.5}, {2, 0.5}}); // both
    const Estimate e = metricById("time-to-defect")->compute(s.view());
    // At 30 days 4 are at risk (the young one left at 20), at 50 and 51 days 3 and 2.
    QVERIFY(close(*e.value, (1 - 1.0 / 4) * (1 - 1.0 / 3) * (1 - 1.0 / 2)));
}

void TestQuality::lineSurvival()
{
    TinySnapshot s(6, 1, 100);
    s.add(ChangeRow{.merged = 0, .author = 0, .born = 100});
    s.add(ChangeRow{.merged = 80, .author = 1, .born = 50}); // watched for 20 days
    s.add(ChangeRow{.merged = 10, .author = 2, .born = 0});
    s.addDeath(0, 5, 30);
    s.addDeath(0, 25, 10);
    s.addDeath(0, 95, 59);
    s.addDeath(1, 15, 20);
    const Estimate at30 = metricById("survival-30")->compute(s.view());
    QVERIFY(close(*at30.value, (1 - 30.0 / 150) * (1 - 20.0 / 120) * (1 - 10.0 / 70)));
    QCOMPARE(at30.n.back().second, 150);
    const Estimate at7 = metricById("survival-7")->compute(s.view());
    QVERIFY(close(*at7.value, 1 - 30.0 / 150));
    const Estimate rework = metricById("rework-21")->compute(s.view());
    QVERIFY(close(*rework.value, 1 - (1 - 30.0 / 150) * (1 - 20.0 / 120)));
    QVERIFY(*rework.low < *rework.value && *rework.value < *rework.high);
    QVERIFY(!metricById("survival-180")->compute(s.view()).value);
}

void TestQuality::lineErrorsAreClustered()
{
    // Ten lines that live and die together tell no more than one.
    TinySnapshot few(20, 1, 100);
    TinySnapshot many(20, 1, 100);
    for (int i = 0; i < 20; ++i) {
        few.add(ChangeRow{.merged = 0, .author = i, .born = 1});
        many.add(ChangeRow{.merged = 0, .author = i, .born = 10});
        if (i % 4 != 0) continue;
        few.addDeath(i, 3 + i, 1);
        many.addDeath(i, 3 + i, 10);
    }
    const Estimate a = metricById("survival-90")->compute(few.view());
    const Estimate b = metricById("survival-90")->compute(many.view());
    QVERIFY(close(*a.value, 0.75));
    QVERIFY(close(*a.low, *b.low));
    QVERIFY(close(*a.high, *b.high));
}

void TestQuality::reverts()
{
    TinySnapshot s(6, 1, 100);
    for (int i = 0; i < 8; ++i) s.add(ChangeRow{.merged = 10, .reverted = i == 0 ? 15 : i == 1 ? 60 : test::kUnknown});
    s.add(ChangeRow{.merged = 98});
    const Estimate e = metricById("revert-rate-30")->compute(s.view());
    QVERIFY(close(*e.value, 1.0 / 8)); // the young change had left before the revert on day 5
    QVERIFY(*e.low < *e.value && *e.value < *e.high);
}

void TestQuality::reviews()
{
    TinySnapshot s(6, 1, 100);
    s.add(ChangeRow{.merged = 1, .flags = facts::kReviewKnown | facts::kReviewed});
    s.add(ChangeRow{.merged = 2, .flags = facts::kReviewKnown});
    s.add(ChangeRow{.merged = 3});
    const Estimate e = metricById("unreviewed-merges")->compute(s.view());
    QCOMPARE(*e.value, 0.5);
    QCOMPARE(e.excluded.front().count, 1);
}

void TestQuality::resolution()
{
    TinySnapshot s(6, 1, 100);
    s.add(TicketRow{.created = 0, .merged = 3, .resolved = 4, .defect = true});
    s.add(TicketRow{.created = 1, .state = facts::TicketState::Unlinked, .resolved = 3, .defect = true});
    s.add(TicketRow{.created = 2, .merged = 30});
    s.add(TicketRow{.created = 3, .merged = 11, .defect = true});
    const Estimate e = metricById("resolution-time")->compute(s.view());
    QCOMPARE(*e.value, 4.0 * 24);
    QCOMPARE(e.total(), 3);
}

QTEST_APPLESS_MAIN(TestQuality)
#include "tst_quality.moc"
