// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/ladder.h"
#include "metrics/metric.h"
#include "support/tinysnapshot.h"

#include <QTest>

using namespace assay;
using namespace assay::metrics;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

constexpr int kLast = 99; // the day that is judged

facts::Seat seat(int from = 0, int lastSignIn = -1)
{
    facts::Seat s;
    s.tool = 0;
    s.from = test::day(from);
    s.snapshot = test::day(kLast);
    if (lastSignIn >= 0) s.lastSignIn = test::day(lastSignIn);
    s.pricePerMonth = 19;
    return s;
}

/// Meaningful use on two days of each of the last weeks given.
void use(TinySnapshot& s, facts::Index person, int weeks)
{
    for (int week = weeks - 1; week >= 0; --week)
        for (const int offset : {5, 2}) s.addUsage(person, test::day(kLast - 7 * week - offset));
}

/// Ten people, one per way to stop on the ladder: 0 no seat, 1 never signed in, 2 signed in, 3 used last week, 4
/// habitual, 5 merged AI work that did not last, 6 … 9 trusted.
TinySnapshot rungs(int people = 10)
{
    TinySnapshot s(people, 2, kLast + 1.0);
    s.raw().span.to = fromEpochDay(test::day(kLast));
    s.raw().telemetry = {{0, test::day(0), test::day(60)}, {0, test::day(61), test::day(kLast)}};
    for (int i = 1; i < 10; ++i) s.raw().people.seats[static_cast<std::size_t>(i)] = {seat(0, i == 1 ? -1 : 50)};
    use(s, 3, 2);
    for (int i = 4; i < 10; ++i) use(s, i, 3);
    for (int i = 5; i < 10; ++i) s.add(ChangeRow{.merged = 50.0 + i, .p = 1, .author = i, .team = i % 2, .born = 100});
    for (int i = 0; i < 10; ++i)
        s.add(ChangeRow{.merged = 80.0 + i, .p = i < 5 ? 0.0 : 1.0, .author = i, .team = i % 2, .born = 10});
    s.addDeath(0, 10, 51);
    s.addDeath(1, 10, 50);
    s.addDeath(2, 31, 100);
    return s;
}

QByteArray counts(const Ladder& ladder)
{
    QByteArray text;
    for (const auto& rung : ladder.rungs)
        text += rung.measurable ? QByteArray::number(qlonglong{rung.yes}) + ' ' : QByteArray("- ");
    return text.trimmed();
}

} // namespace

class TestAdoption : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void climbs();
    void unmeasurableIsNotZero_data();
    void unmeasurableIsNotZero();
    void unknownIsNotNo();
    void youngCodeIsNotTrusted();
    void knownOfAHandfulIsWithheld();
    void peopleWhoLeftAreSuspected();
    void receivingIsNoUse();
    void gapIsFormalLessReal();
    void byTeamWithholdsSmallOnes();
    void overTime();
    void workOfATaskType();
    void seats();
    void bypass();
    void firstUse();
};

void TestAdoption::climbs()
{
    const auto s = rungs();
    const Ladder ladder = LadderReader(s.view()).overall(fromEpochDay(test::day(kLast)));
    QCOMPARE(counts(ladder), QByteArray("10 9 8 7 6 5 4"));
    QCOMPARE(*ladder.at(Rung::Trusted).share.value, 0.4);
    QCOMPARE(*metricById("real-adoption")->compute(s.view()).value, 0.4);
    QCOMPARE(*metricById("formal-adoption")->compute(s.view()).value, 0.8);
    QCOMPARE(*metricById("habitual-use")->compute(s.view()).value, 0.6);
}

void TestAdoption::unmeasurableIsNotZero_data()
{
    QTest::addColumn<QByteArray>("without");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("telemetry") << QByteArray("telemetry") << QByteArray("10 9 8 - - 5 4");
    QTest::newRow("telemetry for the window") << QByteArray("window") << QByteArray("10 9 8 7 - 5 4");
    QTest::newRow("seats") << QByteArray("seats") << QByteArray("10 - 7 7 6 5 4");
    QTest::newRow("provenance") << QByteArray("provenance") << QByteArray("10 9 8 7 6 - -");
    QTest::newRow("roster: active authors instead") << QByteArray("roster") << QByteArray("- 9 8 7 6 5 4");
}

void TestAdoption::unmeasurableIsNotZero()
{
    QFETCH(QByteArray, without);
    QFETCH(QByteArray, expected);
    TinySnapshot s = rungs();
    if (without == "telemetry") s.raw().telemetry.clear(), s.raw().usage = {};
    if (without == "window") s.raw().telemetry = {{0, test::day(90), test::day(kLast)}};
    if (without == "seats")
        for (auto& seats : s.raw().people.seats) seats.clear();
    if (without == "provenance")
        for (std::size_t i = 0; i < s.raw().changes.size(); ++i)
            s.raw().changes.aiProbability[i] = test::kUnknown, s.raw().changes.flags[i] = facts::kTraced;
    if (without == "roster")
        for (auto& stays : s.raw().people.memberships) stays.clear();
    const Ladder ladder = LadderReader(s.view()).overall(fromEpochDay(test::day(kLast)));
    QCOMPARE(counts(ladder), expected);
    for (const auto& rung : ladder.rungs)
        if (!rung.measurable) QVERIFY(rung.reason.size() > 20 && (!rung.share.value || &rung == &ladder.rungs.front()));
}

void TestAdoption::unknownIsNotNo()
{
    TinySnapshot s = rungs();
    s.raw().tools = {"copilot", "cursor"};
    s.raw().people.seats[2].front().tool = 1; // a tool whose telemetry was never delivered
    const Ladder ladder = LadderReader(s.view()).overall(fromEpochDay(test::day(kLast)));
    QCOMPARE(ladder.at(Rung::UsedLastWeek).unknown, 1);
    QCOMPARE(ladder.at(Rung::UsedLastWeek).no, 2);
    QCOMPARE(*ladder.at(Rung::UsedLastWeek).share.value, 7.0 / 9);
    QCOMPARE(*ladder.at(Rung::UsedLastWeek).share.coverage, 0.9);
    // Two rungs up a known "no" decides: that person merged only human-only work.
    QCOMPARE(ladder.at(Rung::InMergedWork).unknown, 0);
}

/// A repository in which the provenance of three people's work is known does not speak for all ten, nor show the three.
void TestAdoption::knownOfAHandfulIsWithheld()
{
    TinySnapshot s = rungs();
    s.raw().telemetry.clear();
    s.raw().usage = {};
    for (auto& seats : s.raw().people.seats) seats.clear();
    for (std::size_t i = 0; i < s.raw().changes.size(); ++i) {
        const bool few = s.raw().changes.author[i] >= 7;
        s.raw().changes.aiProbability[i] = few ? 1 : test::kUnknown;
        s.raw().changes.flags[i] = few ? facts::kTraced | facts::kDeclared : facts::kTraced;
    }
    const Ladder ladder = LadderReader(s.view()).overall(fromEpochDay(test::day(kLast)));
    const auto& rung = ladder.at(Rung::InMergedWork);
    QVERIFY(!rung.measurable && !rung.share.value && !rung.share.low);
    QCOMPARE(rung.yes + rung.no, 0);
    QCOMPARE(rung.unknown, 10);
    QVERIFY2(rung.reason.starts_with("Withheld: this is known of fewer than 5"), rung.reason.c_str());
    QVERIFY(rung.share.n.empty());
    const auto real = metricById("real-adoption")->compute(s.view());
    QVERIFY(!real.value && !real.note.empty());
}

void TestAdoption::youngCodeIsNotTrusted()
{
    TinySnapshot s = rungs();
    s.raw().changes.mergedAt[4] = test::at(75); // person 9: the first AI-assisted change is 24 days old
    const Ladder ladder = LadderReader(s.view()).overall(fromEpochDay(test::day(kLast)));
    QCOMPARE(ladder.at(Rung::Trusted).yes, 3);
    QCOMPARE(ladder.at(Rung::Trusted).unknown, 1);
    QCOMPARE(*ladder.at(Rung::Trusted).share.value, 3.0 / 9);
}

void TestAdoption::peopleWhoLeftAreSuspected()
{
    const Day last = fromEpochDay(test::day(kLast));
    QVERIFY(LadderReader(rungs().view()).overall(last).at(kRealRung).share.note.empty());
    QVERIFY(LadderReader(rungs(20).view()).overall(last).at(kRealRung).share.note.empty()); // half is not most
    const auto s = rungs(30);
    const Ladder ladder = LadderReader(s.view()).overall(last);
    QCOMPARE(ladder.silent, std::int64_t{20});
    const auto note = metricById("real-adoption")->compute(s.view()).note;
    QVERIFY2(note.find("20 of 30 eligible people neither merged a change nor used a tool in 90 days") == 0,
             note.c_str());
}

void TestAdoption::receivingIsNoUse()
{
    TinySnapshot s = rungs();
    for (auto& meaningful : s.raw().usage.meaningful) meaningful = 0;
    const Ladder ladder = LadderReader(s.view()).overall(fromEpochDay(test::day(kLast)));
    QCOMPARE(counts(ladder), QByteArray("10 9 8 0 0 0 0"));
}

void TestAdoption::gapIsFormalLessReal()
{
    const auto s = rungs();
    const Estimate gap = metricById("adoption-gap")->compute(s.view());
    QCOMPARE(*gap.value, 40.0);
    QCOMPARE(gap.unit, std::string("points"));
    QVERIFY(*gap.low < 40 && *gap.high > 40);
}

void TestAdoption::byTeamWithholdsSmallOnes()
{
    TinySnapshot s = rungs();
    const LadderReader reader(s.view());
    const auto teams = reader.byTeam(fromEpochDay(test::day(kLast)));
    QCOMPARE(teams.size(), std::size_t{2});
    QCOMPARE(counts(teams[0]), QByteArray("5 4 4 3 3 2 2"));
    s.raw().people.memberships[0].front().to = test::day(kLast - 1); // left the day before
    const auto smaller = LadderReader(s.view()).byTeam(fromEpochDay(test::day(kLast)));
    QVERIFY(smaller[0].withheld);
    QVERIFY(!smaller[0].at(Rung::Trusted).share.value);
    QVERIFY(smaller[0].people.empty());
    QVERIFY(!smaller[1].withheld);
}

void TestAdoption::overTime()
{
    const auto s = rungs();
    const auto months = LadderReader(s.view()).monthly();
    QCOMPARE(months.size(), std::size_t{4});
    QCOMPARE(isoDay(months.front().to), std::string("2026-01-31"));
    QCOMPARE(isoDay(months.back().to), isoDay(fromEpochDay(test::day(kLast))));
    QCOMPARE(counts(months.back()), QByteArray("10 9 8 7 6 5 4"));
    QVERIFY(!months.front().at(Rung::Trusted).measurable);
}

void TestAdoption::workOfATaskType()
{
    TinySnapshot s(10, 2, 100);
    for (int i = 0; i < 8; ++i)
        s.add(TicketRow{
            .created = 0, .merged = 20.0, .p = i < 6 ? 1.0 : 0.0, .person = i, .type = domain::TaskType::Tests});
    s.add(TicketRow{.created = 0, .merged = 90.0, .p = 1.0, .type = domain::TaskType::Tests});
    for (int i = 0; i < 8; ++i)
        s.add(ChangeRow{.merged = 20, .p = i < 6 ? 1.0 : 0.0, .author = i, .ticket = i, .born = 10});
    s.addDeath(0, 3, 6);
    s.addDeath(1, 3, 5);
    const std::array by{Dimension::TaskType};
    const auto buckets = split(*metricById("real-adoption"), s.view(), by);
    QCOMPARE(buckets.size(), std::size_t{1});
    QCOMPARE(buckets[0].keys.front(), std::string("tests"));
    QCOMPARE(*buckets[0].estimate.value, 5.0 / 8);
    QCOMPARE(buckets[0].estimate.excluded.front().reason,
             std::string("merged less than 30 days before the end of the data"));
}

void TestAdoption::seats()
{
    TinySnapshot s = rungs();
    s.raw().people.seats[0] = {seat(kLast - 3)}; // assigned three days ago
    s.raw().people.seats[2].front().pricePerMonth = test::kUnknown;
    const Estimate idle = metricById("idle-seats")->compute(s.view());
    QCOMPARE(*idle.value, 2.0);
    QCOMPARE(*metricById("never-used-seats")->compute(s.view()).value, 1.0);
    const Estimate cost = metricById("idle-seat-cost")->compute(s.view());
    QCOMPARE(*cost.value, 19.0);
    QCOMPARE(cost.excluded.back().reason, std::string("idle seat without a price"));
    s.raw().telemetry.clear();
    s.raw().usage = {};
    for (auto& seats : s.raw().people.seats)
        for (auto& one : seats) one.lastSignIn = facts::kNoDay;
    const Estimate unknown = metricById("idle-seats")->compute(s.view());
    QVERIFY(!unknown.value);
    QCOMPARE(*unknown.coverage, 0.0);
}

void TestAdoption::bypass()
{
    TinySnapshot s = rungs();
    s.add(ChangeRow{.merged = 95, .p = 0, .author = 9});
    s.add(ChangeRow{.merged = 96, .author = 9});
    const Estimate e = metricById("bypass-share")->compute(s.view());
    // Habitual users 4 … 9 merged seven changes of known provenance in the last 28 days; two are human-only.
    QCOMPARE(*e.value, 2.0 / 7);
    QCOMPARE(e.excluded.front().count, 1);
}

void TestAdoption::firstUse()
{
    TinySnapshot s = rungs();
    const Estimate e = metricById("weeks-to-first-use")->compute(s.view());
    QCOMPARE(e.total(), 9);
    // First use on day 80 for six of nine seats, on day 87 for one; two are still waiting.
    QCOMPARE(*e.value, 80.0 / 7);
}

QTEST_APPLESS_MAIN(TestAdoption)
#include "tst_adoption.moc"
