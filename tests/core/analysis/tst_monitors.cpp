// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/monitors.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace assay;
using namespace assay::analysis;

namespace {

constexpr int kBaseline = WatchSettings{}.baselineWeeks;

std::vector<double> noise(std::uint32_t seed, int weeks)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    std::vector<double> values;
    for (int i = 0; i < weeks; ++i) values.push_back(normal(random));
    return values;
}

} // namespace

class TestMonitors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isQuietWithoutChange();
    void findsAShift_data();
    void findsAShift();
    void saysSinceWhen();
    void beginsAnewAfterASignal();
    void passesOverGaps();
    void needsABaseline();
    void namesTeamDayAndSize();
    void watchesNobodyOutsideTeams();
    void overAllTeamsAlone();
};

/// A year without change: an alert in about 5 % of series.
void TestMonitors::isQuietWithoutChange()
{
    constexpr int kSeries = 2000;
    int raised = 0;
    for (int i = 0; i < kSeries; ++i)
        raised += watch(noise(static_cast<std::uint32_t>(i), kBaseline + 52)).empty() ? 0 : 1;
    const double share = static_cast<double>(raised) / kSeries;
    QVERIFY2(share > 0.02 && share < 0.065, qPrintable(QString::number(share)));
}

void TestMonitors::findsAShift_data()
{
    QTest::addColumn<double>("shift");
    QTest::addColumn<int>("medianWeeks");
    QTest::addColumn<double>("foundInHalfAYear");
    QTest::newRow("two standard deviations") << 2.0 << 6 << 0.93;
    QTest::newRow("three") << 3.0 << 3 << 0.98;
    QTest::newRow("three, downwards") << -3.0 << 3 << 0.98;
}

void TestMonitors::findsAShift()
{
    QFETCH(double, shift);
    QFETCH(int, medianWeeks);
    QFETCH(double, foundInHalfAYear);
    constexpr int kSeries = 600;
    std::vector<int> delays;
    int found = 0;
    for (int i = 0; i < kSeries; ++i) {
        auto values = noise(10'000U + static_cast<std::uint32_t>(i), kBaseline + 26);
        for (std::size_t k = kBaseline; k < values.size(); ++k) values[k] += shift;
        const auto signals = watch(values);
        const bool right = !signals.empty() && (signals.front().now > signals.front().usual) == (shift > 0);
        found += right ? 1 : 0;
        delays.push_back(right ? static_cast<int>(signals.front().at) - kBaseline + 1 : 99);
    }
    std::nth_element(delays.begin(), delays.begin() + kSeries / 2, delays.end());
    QVERIFY2(delays[kSeries / 2] <= medianWeeks, qPrintable(QString::number(delays[kSeries / 2])));
    QVERIFY2(found >= foundInHalfAYear * kSeries, qPrintable(QString::number(found)));
}

void TestMonitors::saysSinceWhen()
{
    std::vector<double> values;
    for (int i = 0; i < 60; ++i) values.push_back((i % 2 == 0 ? 1.0 : -1.0) + (i >= 40 ? 6 : 0));
    const auto signals = watch(values);
    QVERIFY(!signals.empty());
    QVERIFY2(signals.front().since >= 38 && signals.front().since <= 40,
             qPrintable(QString::number(signals.front().since)));
    QVERIFY(signals.front().at >= 40 && signals.front().at <= 44);
}

void TestMonitors::beginsAnewAfterASignal()
{
    std::vector<double> values;
    for (int i = 0; i < 120; ++i) values.push_back((i % 2 == 0 ? 1.0 : -1.0) + (i >= 40 ? 8 : 0) + (i >= 90 ? 8 : 0));
    const auto signals = watch(values);
    QCOMPARE(signals.size(), std::size_t{2});
    QVERIFY(signals[1].at >= 90 && signals[1].at < 95);
    QVERIFY(std::abs(signals[1].usual - 8) < 1.5);
}

void TestMonitors::passesOverGaps()
{
    std::vector<double> values;
    std::vector<double> gappy;
    for (int i = 0; i < 60; ++i) {
        values.push_back((i % 2 == 0 ? 1.0 : -1.0) + (i >= 40 ? 6 : 0));
        gappy.push_back(values.back());
        gappy.push_back(std::numeric_limits<double>::quiet_NaN());
    }
    const auto plain = watch(values);
    const auto signals = watch(gappy);
    QVERIFY(!plain.empty() && plain.size() == signals.size());
    QCOMPARE(signals.front().at, 2 * plain.front().at);
    QCOMPARE(signals.front().now, plain.front().now);
}

void TestMonitors::needsABaseline()
{
    QVERIFY(watch({}).empty());
    QVERIFY(watch(std::vector<double>(static_cast<std::size_t>(kBaseline), 1.0)).empty());
    QVERIFY(watch(std::vector<double>(100, 1.0)).empty()); // a constant says nothing of its spread
}

namespace {

/// 50 weeks from Monday 29 December 2025 − 3 days; from week 30 on, half of the people take four times as long.
test::TinySnapshot slowFromWeek30(facts::Index teamOfTheSlow)
{
    test::TinySnapshot s(20, 2, 365);
    for (int i = 0; i < 350; ++i)
        for (int person = 0; person < 20; ++person) {
            const bool slow = person % 2 == 0 && i >= 210;
            const double week = 1 + 0.05 * ((i / 7) * 5 % 7); // what a week has in common
            const double hours = (20 + (i * 7 + person * 3) % 11) * week * (slow ? 4.0 : 1.0);
            s.add(test::TicketRow{.created = i + 0.01,
                                  .merged = i + 0.01 + hours / 24,
                                  .person = person,
                                  .team = person % 2 == 0 ? teamOfTheSlow : 1});
        }
    return s;
}

} // namespace

void TestMonitors::namesTeamDayAndSize()
{
    const auto s = slowFromWeek30(0);
    const auto report = monitors(s.view());
    const auto found = std::find_if(report.alerts.begin(), report.alerts.end(), [](const Alert& a) {
        return a.measure == "ticket-to-merge" && a.team == "Team A";
    });
    QVERIFY(found != report.alerts.end());
    QVERIFY(found->better.has_value() && !*found->better);
    QVERIFY2(found->now > 1.2 * found->usual, qPrintable(QString::number(found->now / found->usual)));
    const auto day = toEpochDay(found->on) - test::day(0);
    QVERIFY2(day >= 205 && day <= 235, qPrintable(QString::number(day)));
    QVERIFY(std::none_of(report.alerts.begin(), report.alerts.end(),
                         [](const Alert& a) { return a.measure == "ticket-to-merge" && a.team == "Team B"; }));
    QVERIFY(report.weeksToFalseAlarm > 370);
}

void TestMonitors::watchesNobodyOutsideTeams()
{
    const auto s = slowFromWeek30(facts::kNoIndex);
    const auto report = monitors(s.view());
    const auto of = [&report](const std::string& team) {
        return std::count_if(report.alerts.begin(), report.alerts.end(),
                             [&team](const Alert& a) { return a.measure == "ticket-to-merge" && a.team == team; });
    };
    QVERIFY(of("") > 0);
    QCOMPARE(of("No team"), 0);
}

/// What is there first says of all teams what the whole watch says of them.
void TestMonitors::overAllTeamsAlone()
{
    const auto s = slowFromWeek30(0);
    const auto keys = [&s](bool eachTeam) {
        std::vector<std::string> found;
        for (const Alert& alert : monitors(s.view(), {.eachTeam = eachTeam}).alerts)
            if (!eachTeam || alert.team.empty()) found.push_back(alert.key + std::to_string(alert.now));
        return found;
    };
    QVERIFY(!keys(false).empty());
    QVERIFY(keys(false) == keys(true));
    QVERIFY(monitors(s.view(), {.eachTeam = false}).watched < monitors(s.view()).watched);
}

QTEST_GUILESS_MAIN(TestMonitors)
#include "tst_monitors.moc"
