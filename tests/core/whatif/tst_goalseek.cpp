// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/goalseek.h"
#include "whatif/movedtrials.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace assay;
using namespace assay::whatif;

namespace {

constexpr SimulationSettings kTrials{.trials = 5000};

/// The share of trials that gain or the mean, simulated from scratch.
double measureFromScratch(Scenario scenario, Goal goal, Parameter id, double value)
{
    scenario.move(id, value);
    const Trials trials = simulate(scenario, kTrials).value();
    const auto n = static_cast<double>(trials.npv.size());
    if (goal == Goal::MeanNpv) return std::accumulate(trials.npv.begin(), trials.npv.end(), 0.0) / n;
    return static_cast<double>(std::count_if(trials.npv.begin(), trials.npv.end(), [](double v) { return v > 0; })) / n;
}

/// Halves until nothing is left to halve: slow, and obvious.
double soughtFromScratch(const Scenario& scenario, Goal goal, double target, Parameter id, double low, double high)
{
    const bool rising = measureFromScratch(scenario, goal, id, high) >= measureFromScratch(scenario, goal, id, low);
    for (int step = 0; step < 40 && high - low > 1e-6 * (std::abs(high) + std::abs(low)); ++step) {
        const double middle = (low + high) / 2;
        ((measureFromScratch(scenario, goal, id, middle) >= target) == rising ? high : low) = middle;
    }
    return rising ? high : low;
}

} // namespace

class TestGoalSeek : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movedTrialsAreSimulatedOnes_data();
    void movedTrialsAreSimulatedOnes();
    void someOfTheTrials();
    void foundAsByHalving_data();
    void foundAsByHalving();
    void threadsDoNotMatter();
    void wrongScenario();
};

void TestGoalSeek::movedTrialsAreSimulatedOnes_data()
{
    QTest::addColumn<int>("id");
    QTest::addColumn<double>("value");
    const auto row = [](const char* name, Parameter id, double value) {
        QTest::newRow(name) << static_cast<int>(id) << value;
    };
    row("correlated, first of the pair", Parameter::AdoptionPlateau, 0.6);
    row("correlated, second of the pair", Parameter::TimeSaved, 0.2);
    row("cut at its end", Parameter::TimeSaved, 0);
    row("log-normal", Parameter::UsageCost, 40);
    row("triangular by name, free", Parameter::IntegrationMultiple, 5);
    row("known", Parameter::VendorClaim, 0.5);
}

void TestGoalSeek::movedTrialsAreSimulatedOnes()
{
    QFETCH(const int, id);
    QFETCH(const double, value);
    const Scenario scenario;
    MovedTrials moved(scenario, static_cast<Parameter>(id), kTrials);
    (void)moved.at(value / 2 + 0.01); // what was asked before leaves no trace
    const auto results = moved.at(value).value();
    Scenario there = scenario;
    there.move(static_cast<Parameter>(id), value);
    const Trials trials = simulate(there, kTrials).value();
    QVERIFY(results.npv == trials.npv);
    QVERIFY(results.roi == trials.roi);
}

void TestGoalSeek::someOfTheTrials()
{
    MovedTrials moved(Scenario(), Parameter::TimeSaved, kTrials);
    const auto all = moved.at(0.2).value();
    std::vector<std::uint8_t> marks(moved.size());
    BigVector<double> expected;
    for (std::size_t i = 0; i < marks.size(); ++i)
        if (marks[i] = i % 7 == 3 ? 1 : 0; marks[i] != 0) expected.push_back(all.npv[i]);
    moved.keep(marks);
    QCOMPARE(moved.size(), expected.size());
    QVERIFY(moved.at(0.2).value().npv == expected);
    marks.assign(moved.size(), 0);
    marks[5] = marks[300] = 1;
    moved.keep(marks);
    QVERIFY((moved.at(0.2).value().npv == BigVector<double>{expected[5], expected[300]}));
    marks.assign(2, 0);
    moved.keep(marks);
    QVERIFY(moved.at(0.2).value().npv.empty());
    moved.keepAll();
    QVERIFY(moved.at(0.2).value().npv == all.npv);
}

void TestGoalSeek::foundAsByHalving_data()
{
    QTest::addColumn<int>("goal");
    QTest::addColumn<double>("target");
    QTest::addColumn<int>("id");
    const auto row = [](const char* name, Goal goal, double target, Parameter id) {
        QTest::newRow(name) << static_cast<int>(goal) << target << static_cast<int>(id);
    };
    row("rising", Goal::ProbabilityPositive, 0.8, Parameter::TimeSaved);
    row("correlated with what is not moved", Goal::ProbabilityPositive, 0.5, Parameter::AdoptionPlateau);
    row("falling", Goal::ProbabilityPositive, 0.3, Parameter::SeatPrice);
    row("mean", Goal::MeanNpv, 0, Parameter::TimeSaved);
}

void TestGoalSeek::foundAsByHalving()
{
    QFETCH(const int, goal);
    QFETCH(const double, target);
    QFETCH(const int, id);
    Scenario scenario;
    scenario.move(Parameter::TimeSaved, 0.15);
    const auto found = seek(scenario, static_cast<Goal>(goal), target, static_cast<Parameter>(id), kTrials);
    QVERIFY2(found.has_value(), found ? "" : found.error().message.c_str());
    const ParameterInfo& row = info(static_cast<Parameter>(id));
    const double mode = scenario.at(static_cast<Parameter>(id)).mode;
    const double most = std::min(row.most, std::max(mode * 20, row.unit == "share" ? row.most : mode + 20));
    QCOMPARE(found->value,
             soughtFromScratch(scenario, static_cast<Goal>(goal), target, static_cast<Parameter>(id), row.least, most));
    QCOMPARE(found->reached,
             measureFromScratch(scenario, static_cast<Goal>(goal), static_cast<Parameter>(id), found->value));
}

void TestGoalSeek::threadsDoNotMatter()
{
    Scenario scenario;
    scenario.move(Parameter::TimeSaved, 0.15);
    const std::array ids{Parameter::TimeSaved, Parameter::PassThrough, Parameter::Capture};
    SimulationSettings one = kTrials;
    one.threads = 1;
    SimulationSettings three = kTrials;
    three.threads = 3;
    const auto alone = seekEach(scenario, Goal::ProbabilityPositive, 0.6, ids, one);
    const auto together = seekEach(scenario, Goal::ProbabilityPositive, 0.6, ids, three);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        QCOMPARE(alone[i].has_value(), together[i].has_value());
        if (alone[i]) QCOMPARE(alone[i]->value, together[i]->value);
    }
    QVERIFY(alone.front().has_value());
}

void TestGoalSeek::wrongScenario()
{
    Scenario scenario;
    scenario.at(Parameter::Seats).mode = -1;
    const auto found = seek(scenario, Goal::ProbabilityPositive, 0.5, Parameter::TimeSaved, kTrials);
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::Usage);
    QVERIFY(!seek(Scenario(), Goal::ProbabilityPositive, 0.5, Parameter::TimeSaved, {.trials = 0}));
}

QTEST_APPLESS_MAIN(TestGoalSeek)
#include "tst_goalseek.moc"
