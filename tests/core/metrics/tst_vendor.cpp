// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "metrics/vendor/activity.h"
#include "metrics/vendor/vendor.h"
#include "support/tinysnapshot.h"

#include <QTest>

using namespace assay;
using namespace assay::metrics;
using assay::test::ChangeRow;
using assay::test::TinySnapshot;

namespace {

constexpr int kSeats = 40;

/// Usage of the reference data: 40 seats over 112 days from a Monday.
facts::Usage referenceUsage(const test::Table& table, facts::EpochDay start)
{
    TinySnapshot s(kSeats + 1, 1);
    const auto people = table.numbers(QStringLiteral("user"));
    const auto days = table.numbers(QStringLiteral("day"));
    for (std::size_t i = 0; i < people.size(); ++i)
        s.addUsage(static_cast<facts::Index>(people[i]), start + static_cast<int>(days[i]), true);
    return s.raw().usage;
}

} // namespace

class TestVendor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void activityAgainstReference();
    void tiersByHand();
    void theirsAndOursDiffer();
    void dora();
    void doraWithoutReleases();
};

void TestVendor::activityAgainstReference()
{
    GOLDEN_OR_SKIP(e, "adoption.json");
    TABLE_OR_SKIP(table, "synthetic_usage.csv");
    const facts::EpochDay start = 20458; // 2026-01-05, a Monday
    const int days = e[u"days"].toInt();
    COMPARE_COUNT(kSeats, e[u"seats"]);
    const UsageDays used = usageDays(referenceUsage(table, start), kSeats + 1, kAllTools);
    const Activity activity(used.seen, std::vector<std::uint8_t>(kSeats + 1, 1), start, start + days - 1);
    for (int d = 0; d < days; ++d) COMPARE_COUNT(int(activity.dailyActive(start + d)), e[u"dau"][d]);
    for (int w = 0; w < days / 7; ++w)
        COMPARE_COUNT(int(activity.active(start + 7 * w, start + 7 * w + 6)), e[u"wau"][w]);
    const facts::EpochDay last = start + days - 1;
    COMPARE_COUNT(int(activity.monthlyActive(last)), e[u"mau28_last"]);
    COMPARE_COUNT(int(activity.monthlyActive(start + 55)), e[u"mau28_day55"]);
    COMPARE_NEAR(activity.stickiness(last), e[u"stickiness_last"], 1e-9);
    COMPARE_NEAR(activity.stickiness(start + 55), e[u"stickiness_day55"], 1e-9);
    COMPARE_NEAR(double(activity.active(start, last)) / kSeats, e[u"seat_activation"], 1e-9);
    COMPARE_NEAR(double(activity.active(last - 6, last)) / kSeats, e[u"real_adoption_wau_last_over_seats"], 1e-9);
    const ActivityTiers tiers = activity.tiers(last, kSeats);
    const test::Golden segments = e[u"segments_last28"];
    COMPARE_COUNT(int(tiers.power), segments[u"power"]);
    COMPARE_COUNT(int(tiers.casual), segments[u"casual"]);
    COMPARE_COUNT(int(tiers.idle), segments[u"idle"]);
    COMPARE_COUNT(int(tiers.inactive), segments[u"inactive"]);
    const auto cohorts = activity.weeklyCohorts();
    const auto expected = e[u"cohorts"];
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const auto& cohort = cohorts.at(std::size_t(i));
        COMPARE_COUNT(cohort.week, expected[i][u"cohort_week"]);
        COMPARE_COUNT(int(cohort.retained.front()), expected[i][u"size"]);
        const auto retained = test::assertedNumbers(expected[i][u"retained"]);
        QCOMPARE(std::vector<double>(cohort.retained.begin(), cohort.retained.end()), retained);
    }
}

void TestVendor::tiersByHand()
{
    TinySnapshot s(4, 1);
    // 2026-01-05 is a Monday, day 4 of the year.
    for (int d = 4; d < 32; ++d)
        if ((d - 4) % 7 < 5) s.addUsage(0, test::day(d));    // 20 of 20 working days
    for (int d = 4; d < 8; ++d) s.addUsage(1, test::day(d)); // 4 of 20
    s.addUsage(2, test::day(5));                             // 1 of 20
    s.addUsage(3, test::day(9));                             // a Saturday
    const UsageDays used = usageDays(s.raw().usage, 4, kAllTools);
    const Activity activity(used.seen, {1, 1, 1, 1}, test::day(0), test::day(31));
    const ActivityTiers tiers = activity.tiers(test::day(31), 4);
    QCOMPARE(tiers.power, 1);
    QCOMPARE(tiers.casual, 1);
    QCOMPARE(tiers.idle, 1);
    QCOMPARE(tiers.inactive, 1);
    QCOMPARE(*activity.stickiness(test::day(31)), (20.0 + 4 + 1) / 20 / 4);
    const PerOwner<facts::EpochDay> nobody{{0, 0}, {}};
    QVERIFY(!Activity(nobody, {1}, 0, 10).stickiness(5));
}

void TestVendor::theirsAndOursDiffer()
{
    TinySnapshot s(10, 1, 60);
    s.raw().telemetry.push_back({0, test::day(0), test::day(60)});
    for (facts::Index person = 0; person < 10; ++person)
        s.raw().people.seats[static_cast<std::size_t>(person)].push_back({0, test::day(0)});
    for (facts::Index person = 0; person < 8; ++person)
        for (int d = 34; d < 60; ++d) s.addUsage(person, test::day(d), false); // shown suggestions, kept none
    QCOMPARE(*metricById("vendor-monthly-active")->compute(s.view()).value, 0.8);
    QCOMPARE(*metricById("vendor-power-users")->compute(s.view()).value, 0.8);
    QCOMPARE(*metricById("habitual-use")->compute(s.view()).value, 0.0);
    s.add(ChangeRow{.merged = 50, .p = 0, .author = 0});
    s.add(ChangeRow{.merged = 50, .p = 0, .author = 9});
    s.add(ChangeRow{.merged = 3, .p = 0, .author = 0}); // telemetry does not cover its week
    const Estimate changes = metricById("vendor-ai-changes")->compute(s.view());
    QCOMPARE(*changes.value, 0.5);
    QCOMPARE(changes.excluded.front().count, 1);
    QCOMPARE(*metricById("ai-share-of-changes")->compute(s.view()).value, 0.0);
}

void TestVendor::dora()
{
    TinySnapshot s(6, 1, 70);
    for (int i = 0; i < 6; ++i) {
        s.add(ChangeRow{.merged = 10.0 * i + 2, .author = i});
        auto& c = s.raw().changes;
        c.firstCommitAt.back() = test::at(10.0 * i);
        if (i < 5) c.releasedAt.back() = test::at(10.0 * (i / 2 * 2) + 14); // days 14, 14, 34, 34, 54; the last waits
    }
    s.addDefect(16, 17, {{0, 1.0}}); // two days after its release
    s.addDefect(60, 61, {{2, 1.0}}); // 26 days after
    s.raw().changes.revertedAt[4] = test::at(55);
    const Estimate frequency = metricById("dora-deployment-frequency")->compute(s.view());
    QVERIFY(std::abs(*frequency.value - 3 / (70.0 / 7)) < 1e-9);
    const Estimate lead = metricById("dora-lead-time")->compute(s.view());
    QCOMPARE(*lead.value, 14 * 24.0); // 14, 4, 14, 4, 14 days and one censored at 20
    const Estimate failure = metricById("dora-change-failure")->compute(s.view());
    QVERIFY(std::abs(*failure.value - 2.0 / 3) < 1e-9);
    const Estimate recovery = metricById("dora-recovery-time")->compute(s.view());
    QVERIFY(!recovery.value && recovery.excluded.front().count == 2); // fixed without a ticket
}

void TestVendor::doraWithoutReleases()
{
    TinySnapshot s(6, 1, 70);
    for (int i = 0; i < 6; ++i) s.add(ChangeRow{.merged = 1.0 + i, .author = i});
    for (const char* id : {"dora-deployment-frequency", "dora-change-failure", "dora-lead-time"}) {
        const Estimate e = metricById(id)->compute(s.view());
        QVERIFY2(!e.value && !e.note.empty(), id);
    }
}

QTEST_GUILESS_MAIN(TestVendor)
#include "tst_vendor.moc"
