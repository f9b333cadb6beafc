// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "analysis/detection.h"
#include "analysis/rollout.h"
#include "stats/bias.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace assay;
using namespace assay::analysis;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

constexpr int kPeople = 40;

/// AI-assisted changes have twice the defects; team B uses AI more and has fewer. Of every ten, `unknown` are unknown.
TinySnapshot quality(int rows, int unknown)
{
    TinySnapshot s(kPeople, 2, 400);
    std::mt19937 random(5);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<int> faulty;
    for (int i = 0; i < rows; ++i) {
        const facts::Index team = i % 2;
        const bool ai = uniform(random) < (team == 0 ? 0.3 : 0.7);
        s.add(ChangeRow{.merged = 0.3 * i,
                        .p = i % 10 < unknown ? test::kUnknown
                             : ai             ? 1.0
                                              : 0.0,
                        .author = static_cast<facts::Index>(random() % (kPeople / 2) * 2 + static_cast<unsigned>(team)),
                        .team = team,
                        .tools = ai ? 1U : 0U});
        if (uniform(random) < (ai ? 0.2 : 0.1) * (team == 0 ? 1.5 : 0.75)) faulty.push_back(i);
    }
    for (const int i : faulty) s.addDefect(0.3 * i + 3, 0.3 * i + 4, {{i, 1.0}});
    return s;
}

/// Half of the people get a seat in the third quarter of five and are quicker by a fifth from then on. With `drift`
/// they were getting quicker all along.
TinySnapshot rollOut(bool drift)
{
    TinySnapshot s(kPeople, 2, 5 * 91 + 60);
    std::mt19937 random(9);
    std::normal_distribution<double> noise(0, 0.4);
    std::vector<std::pair<double, facts::Index>> starts;
    for (facts::Index person = 0; person < kPeople; ++person) {
        if (person % 2 == 0)
            s.raw().people.seats[static_cast<std::size_t>(person)].push_back({0, test::day(2 * 91 + 5)});
        for (int day = 1; day < 5 * 91 + 10; day += 6) starts.emplace_back(day + 0.01 * person, person);
    }
    std::sort(starts.begin(), starts.end());
    for (const auto& [day, person] : starts) {
        const bool seated = person % 2 == 0;
        const double effect = seated && day > 2 * 91 + 5 ? std::log(0.8) : 0;
        const double course = seated && drift ? -0.002 * day : 0;
        const double hours = std::exp(std::log(48.0) + 0.02 * person + effect + course + noise(random));
        s.add(TicketRow{.created = day, .merged = day + hours / 24, .p = 0, .person = person, .team = person % 2});
    }
    return s;
}

const SensitivityRun& runOf(const Contrast& c, std::string_view id)
{
    return *std::find_if(c.sensitivity.begin(), c.sensitivity.end(),
                         [id](const SensitivityRun& run) { return run.id == id; });
}

} // namespace

class TestRobustness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eValues();
    void boundsHoldTheTruth();
    void secondOpinion();
    void perTool();
    void rolloutFindsTheEffect();
    void rolloutSaysWhenItCannot_data();
    void rolloutSaysWhenItCannot();
    void badInput_data();
    void badInput();
};

void TestRobustness::eValues()
{
    const auto c = contrast("defects-per-100-changes", quality(1200, 0).view());
    const auto& e = c->adjusted.effect;
    QCOMPARE(*c->robustness.eValue, *stats::eValue(*e.value));
    QCOMPARE(*c->robustness.eValueOfInterval, *stats::eValueOfInterval(*e.low, *e.high));
    QVERIFY(*c->robustness.eValue > *c->robustness.eValueOfInterval);
}

void TestRobustness::boundsHoldTheTruth()
{
    const auto known = contrast("defects-per-100-changes", quality(1200, 0).view());
    QCOMPARE(*known->robustness.boundLow, *known->adjusted.effect.value);
    QCOMPARE(*known->robustness.boundHigh, *known->adjusted.effect.value);
    const auto some = contrast("defects-per-100-changes", quality(1200, 2).view());
    QVERIFY(*some->robustness.boundLow < *some->adjusted.effect.value);
    QVERIFY(*some->robustness.boundHigh > *some->adjusted.effect.value);
    QVERIFY(*some->robustness.boundLow < *known->adjusted.effect.value);
    QVERIFY(*some->robustness.boundHigh > *known->adjusted.effect.value);
}

void TestRobustness::secondOpinion()
{
    const auto c = contrast("defects-per-100-changes", quality(1200, 0).view());
    const auto& run = runOf(*c, "overlap-weighted");
    QVERIFY(std::abs(std::log(*run.effect.effect.value / *c->adjusted.effect.value)) < 0.1);
    QVERIFY(*run.effect.effect.low < *run.effect.effect.value && *run.effect.effect.value < *run.effect.effect.high);
    const auto team = std::find_if(c->robustness.balance.begin(), c->robustness.balance.end(),
                                   [](const Balance& b) { return b.covariate == "team"; });
    QVERIFY(team != c->robustness.balance.end());
    QVERIFY(std::abs(team->before) > 0.5);
    QVERIFY(std::abs(team->after) < 1e-6); // the weights balance exactly what the regression holds
    QVERIFY(*c->robustness.effectiveAi < static_cast<double>(c->adjusted.nAi));
}

void TestRobustness::perTool()
{
    for (const auto& rate : detectionRates()) {
        QVERIFY(0 < rate.low && rate.low <= rate.usual && rate.usual <= rate.high && rate.high <= 1);
        QVERIFY(!rate.source.empty() && rate.asOf.size() == 10);
    }
    QCOMPARE(detectionRateOf("nothing-known").tool, std::string_view());
    const auto c = contrast("defects-per-100-changes", quality(1200, 0).view());
    const auto& run = runOf(*c, "undeclared:copilot");
    // Unseen use in the human-only group makes a real difference look smaller.
    QVERIFY(!run.effect.effect.value || *run.effect.effect.value > *c->adjusted.effect.value);
    QVERIFY(run.effect.effect.method.find("2026-06-23") != std::string::npos);
}

void TestRobustness::rolloutFindsTheEffect()
{
    const auto r = rollout("ticket-to-merge", rollOut(false).view());
    QVERIFY2(r && r->effect.value, r ? r->effect.note.c_str() : "no figure");
    QVERIFY(std::abs(*r->effect.value - 0.8) < 0.06);
    QVERIFY(*r->effect.low < 0.8 && *r->effect.high > 0.8 && *r->effect.high < 1);
    QVERIFY(r->leadInFlat);
    QCOMPARE(r->starts.size(), std::size_t{1}); // team B has no seats
    QCOMPARE(r->starts.front().people, kPeople / 2);
    QVERIFY(std::any_of(r->steps.begin(), r->steps.end(), [](const RolloutStep& step) { return step.quarter < 0; }));
    const auto drifting = rollout("ticket-to-merge", rollOut(true).view());
    QVERIFY(!drifting->leadInFlat);
    QVERIFY(drifting->effect.note.find("not flat") != std::string::npos);
}

void TestRobustness::rolloutSaysWhenItCannot_data()
{
    QTest::addColumn<int>("seats"); // of 40 people
    QTest::addColumn<int>("days");
    QTest::newRow("no seats") << 0 << 400;
    QTest::newRow("everybody from the first day") << 40 << 400;
    QTest::newRow("too few") << 3 << 400;
    QTest::newRow("too short") << 20 << 150;
    QTest::newRow("no work") << 20 << 0;
}

void TestRobustness::rolloutSaysWhenItCannot()
{
    QFETCH(int, seats);
    QFETCH(int, days);
    TinySnapshot s(kPeople, 2, 460);
    for (facts::Index person = 0; person < seats; ++person)
        s.raw().people.seats[static_cast<std::size_t>(person)].push_back({0, test::day(seats == 40 ? 0 : 200)});
    for (int day = 0; day < days; day += 3)
        for (facts::Index person = 0; person < kPeople; ++person)
            s.add(TicketRow{.created = 1.0 * day, .merged = day + 2.0 + 0.1 * person, .p = 0, .person = person});
    const auto r = rollout("ticket-to-merge", s.view());
    QVERIFY(r && !r->effect.value);
    QVERIFY2(r->effect.note.size() > 20 && r->effect.note.ends_with('.'), r->effect.note.c_str());
    QVERIFY(!rollout("formal-adoption", s.view()));
}

void TestRobustness::badInput_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const char* what : {"one team", "all unknown", "all censored", "zero events", "giant outlier", "constant",
                             "zero weights", "clock skew", "one person", "empty"})
        QTest::newRow(what) << QByteArray(what);
}

/// A sentence about what cannot be said; never NaN, never a stand-in zero, never a crash.
void TestRobustness::badInput()
{
    QFETCH(QByteArray, what);
    TinySnapshot s(what == "one person" ? 1 : kPeople, what == "one team" ? 1 : 2, 400);
    const int rows = what == "empty" ? 0 : 300;
    for (int i = 0; i < rows; ++i) {
        const double p = what == "all unknown" ? test::kUnknown : i % 2 == 0 ? 1.0 : 0.0;
        const facts::Index person = what == "one person" ? 0 : i / 2 % kPeople;
        const double hours = what == "constant"                   ? 48
                             : what == "giant outlier" && i == 7  ? 24 * 300
                             : what == "clock skew" && i % 3 == 0 ? -10
                                                                  : 20 + i % 17;
        const facts::Index team = what == "one team" ? 0 : i / 4 % 2;
        s.add(ChangeRow{
            .merged = 0.5 * i, .p = p, .author = person, .team = team, .born = what == "zero weights" ? 0 : 10});
        const bool open = what == "all censored";
        s.add(TicketRow{.created = 0.5 * i,
                        .merged = open ? test::kUnknown : 0.5 * i + hours / 24,
                        .p = p,
                        .person = person,
                        .team = team,
                        .state = open ? facts::TicketState::Open : facts::TicketState::Merged,
                        .problems = static_cast<std::uint16_t>(hours < 0 ? facts::kMergedBeforeCreated : 0)});
    }
    if (what != "zero events")
        for (int i = 0; i < rows; i += 11) s.addDefect(0.5 * i + 2, 0.5 * i + 3, {{i, 1.0}});
    for (const auto id : contrastable()) {
        const auto c = contrast(id, s.view());
        const auto r = rollout(id, s.view());
        QVERIFY(c && r);
        std::vector<std::pair<std::string, metrics::Estimate>> all{
            {"raw", c->raw.effect}, {"adjusted", c->adjusted.effect}, {"roll-out", r->effect}};
        for (const auto& segment : c->segments) all.emplace_back(segment.id, segment.effect);
        for (const auto& run : c->sensitivity) all.emplace_back(run.id, run.effect.effect);
        for (const auto& [name, e] : all) {
            for (const auto& part : {e.value, e.low, e.high}) QVERIFY2(!part || std::isfinite(*part), name.c_str());
            if (!e.value) QVERIFY2(e.note.size() > 10, (std::string(id) + " " + name).c_str());
        }
        for (const auto& part :
             {c->robustness.eValue, c->robustness.eValueOfInterval, c->robustness.boundLow, c->robustness.boundHigh})
            QVERIFY(!part || std::isfinite(*part));
    }
}

QTEST_APPLESS_MAIN(TestRobustness)
#include "tst_robustness.moc"
