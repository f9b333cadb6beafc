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
    void oneChangeWithMostDefects();
    void firstDefects();
    void lineSurvival();
    void lineErrorsAreClustered();
    void standingLines();
    void reworkByWhom();
    void byLanguage();
    void reverts();
    void reviews();
    void riskSignals();
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

/// One change with nearly all the defects (a migration of years of work): what the rate would be without it shows in
/// the interval.
void TestQuality::oneChangeWithMostDefects()
{
    TinySnapshot s(6, 1, 200);
    for (int i = 0; i < 40; ++i) s.add(ChangeRow{.merged = 10.0 + i});
    for (int i = 0; i < 60; ++i) s.addDefect(70, 71, {{5, 1.0}});
    s.addDefect(70, 71, {{9, 1.0}});
    const Estimate e = metricById("defects-per-100-changes")->compute(s.view());
    QVERIFY(close(*e.value, 100 * 61.0 / 40));
    QVERIFY(*e.low < 100 * 2.0 / 40);
    QCOMPARE(e.method, std::string("Poisson rate, exact interval on effective counts"));
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

void TestQuality::standingLines()
{
    TinySnapshot s(6, 1, 200);
    s.add(ChangeRow{.merged = 10, .born = 100});
    s.add(ChangeRow{.merged = 20, .born = 60});
    s.add(ChangeRow{.merged = 30, .born = 40, .flags = 0});                                  // not traced
    QVERIFY(!metricById("ai-share-of-standing-lines")->compute(s.view()).value.has_value()); // no note: unknown, not 0
    auto& c = s.raw().changes;
    c.linesAlive = {80, 20, 40};
    c.aiLinesAlive = {30, 0, 40};
    c.humanLinesAlive = {10, 0, 0};
    const Estimate e = metricById("ai-share-of-standing-lines")->compute(s.view());
    QVERIFY(close(*e.value, 0.3));
    QVERIFY(close(*e.coverage, 0.4));
    QVERIFY(!e.low.has_value()); // counted, not sampled
}

void TestQuality::reworkByWhom()
{
    TinySnapshot s(6, 1, 200);
    for (int author : {0, 1, 2, 0}) s.add(ChangeRow{.merged = 10.0 * author + 10, .author = author, .born = 100});
    s.addDeath(0, 5, 10, 3); // by their author
    s.addDeath(0, 6, 30, 1); // by another
    s.addDeath(1, 20, 20, 2);
    s.addDeath(1, 22, 50, 2); // too late to be rework
    s.addDeath(2, 1, 7);      // by nobody who is known
    const Estimate e = metricById("rework-by-others")->compute(s.view());
    QVERIFY(close(*e.value, 50.0 / 60));
    QVERIFY(*e.low < *e.value && *e.high <= 1);
    QCOMPARE(e.excluded.front().count, std::int64_t{7});
}

void TestQuality::byLanguage()
{
    TinySnapshot s(12, 1, 200);
    s.raw().languages = {"Rust", "C++"};
    for (int i = 0; i < 18; ++i)
        s.add(ChangeRow{.merged = 10.0 + i, .author = i % 6, .born = 10, .language = i < 12 ? i % 2 : facts::kNoIndex});
    const std::array by{Dimension::Language};
    const auto buckets = split(*metricById("survival-30"), s.view(), by);
    QCOMPARE(buckets.size(), std::size_t{3});
    QCOMPARE(buckets[0].titles.front(), std::string("C++"));
    QCOMPARE(buckets[1].keys.front(), std::string("Rust"));
    QCOMPARE(buckets[2].titles.front(), std::string("No language known"));
    QCOMPARE(dimensionFromId("language"), std::optional(Dimension::Language));
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

void TestQuality::riskSignals()
{
    TinySnapshot s(6, 1, 300);
    const auto known = static_cast<std::uint16_t>(facts::kTraced | facts::kFilesKnown);
    s.add(ChangeRow{.merged = 1, .flags = known});
    s.add(ChangeRow{.merged = 2, .flags = static_cast<std::uint16_t>(known | facts::kManifest)});
    s.add(ChangeRow{.merged = 3, .flags = static_cast<std::uint16_t>(known | facts::kManifest | facts::kLicence)});
    s.add(ChangeRow{.merged = 4, .flags = known});
    s.add(ChangeRow{.merged = 5});
    const Estimate manifests = metricById("manifest-changes")->compute(s.view());
    QCOMPARE(*manifests.value, 0.5);
    QCOMPARE(*manifests.coverage, 0.8);
    QCOMPARE(*metricById("licence-changes")->compute(s.view()).value, 0.25);
    s.addDefect(20, 21, {{0, 1}});
    s.addDefect(22, 23, {{1, 1}});
    s.add(TicketRow{.created = 20, .merged = 21, .defect = true});
    s.add(TicketRow{.created = 22, .merged = 24, .defect = true});
    s.raw().defects.ticket = {0, 1};
    const Estimate silent = metricById("security-defects-per-100-changes")->compute(s.view());
    QVERIFY(!silent.value && silent.note.find("not known") != std::string::npos);
    QVERIFY(!metricById("compliance-time")->compute(s.view()).value);
    s.raw().tickets.labels = {facts::kLabelsKnown | facts::kSecurityLabel,
                              facts::kLabelsKnown | facts::kComplianceLabel};
    QCOMPARE(*metricById("security-defects-per-100-changes")->compute(s.view()).value, 100.0 / 5);
    QCOMPARE(*metricById("compliance-time")->compute(s.view()).value, 48.0);
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
