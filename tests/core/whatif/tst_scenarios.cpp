// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/breakeven.h"
#include "whatif/fan.h"
#include "whatif/measured.h"
#include "whatif/scenariofile.h"

#include <QTest>
#include <cmath>

using namespace assay;
using namespace assay::whatif;

namespace {

constexpr SimulationSettings kTrials{.trials = 8192};

} // namespace

class TestScenarios : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesKeepEverything();
    void rolloutsInFiles();
    void partialFiles();
    void badFiles_data();
    void badFiles();
    void intervalsBecomeAssumptions();
    void impossibleMeasurementsAreNone();
    void measurementsLeaveWhatWasSet();
    void movedMeasurements();
    void fanEndsAtTheNetValue();
    void frontierMeetsItsGoal();
    void staging();
};

void TestScenarios::filesKeepEverything()
{
    for (const Preset& preset : presets()) {
        Scenario written = preset.scenario;
        written.name = "A \"quoted\" name\\with\ttab";
        written.discountRate = 0.1 + 0.2; // a number whose shortest text is long
        written.at(Parameter::TimeSaved).source = "été – “ticket to merge”";
        const auto read = scenarioFromToml(toToml(written), "a.toml");
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QCOMPARE(read->name, written.name);
        QCOMPARE(read->months, written.months);
        QVERIFY(read->discountRate == written.discountRate);
        QVERIFY(read->values == written.values);
        QCOMPARE(read->correlations.size(), written.correlations.size());
        QVERIFY(simulate(*read, kTrials)->npv == simulate(written, kTrials)->npv);
        QCOMPARE(toToml(*read), toToml(written));
    }
}

/// A rollout comes back from its text as it went in.
void TestScenarios::rolloutsInFiles()
{
    Scenario scenario;
    scenario.rollout = {{"Payments", "tests, documentation", 3, 0.4, 0.5}, {"Everybody \"else\"", "", 9, 0.6, 1}};
    const auto read = scenarioFromToml(toToml(scenario), "a.toml");
    QVERIFY(read.has_value());
    QVERIFY(read->rollout == scenario.rollout);
    const auto bad = [](const char* text) { return scenarioFromToml(text, "b.toml").error().message; };
    QVERIFY(QString::fromStdString(bad("[[rollout]]\nteam = \"A\"\nmonth = 40\npeople = 0.5\n")).contains(u"horizon"));
    QVERIFY(QString::fromStdString(bad("[[rollout]]\nteam = \"A\"\nwho = 1\n")).contains(u"has no part “who”"));
    QVERIFY(QString::fromStdString(bad("rollout = 3\n")).contains(u"list of tables"));
    QVERIFY(QString::fromStdString(bad("months = nan\n")).contains(u"whole number"));
}

void TestScenarios::partialFiles()
{
    const auto read = scenarioFromToml("months = 24\ncurrency = \"EUR\"\ncorrelation = []\n[seats]\nvalue = 40\n"
                                       "[infrastructure]\nlow = 100\nlikely = 200\nhigh = 300\n",
                                       "part.toml");
    QVERIFY(read.has_value());
    QCOMPARE(read->months, 24);
    QVERIFY(read->correlations.empty());
    QCOMPARE(read->at(Parameter::Seats).mode, 40.0);
    QCOMPARE(read->at(Parameter::InfrastructureCost).spread, Spread::Pert); // the table knows it as fixed
    QCOMPARE(read->at(Parameter::InfrastructureCost).origin, Origin::Judgement);
    QVERIFY(read->at(Parameter::TimeSaved) == info(Parameter::TimeSaved).standard);
}

void TestScenarios::badFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* text, const char* says) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(says);
    };
    row("misspelt assumption", "[time-save]\nvalue = 0.1\n", "line 1: there is no assumption “time-save”");
    row("misspelt part", "[time-saved]\nmode = 0.1\n", "no part “mode”");
    row("percent as number", "[adoption]\nlow = 20\nlikely = 30\nhigh = 40\n", "enter 0.4");
    row("upside down", "[time-saved]\nlow = 0.3\nlikely = 0.1\nhigh = 0.2\n", "must rise");
    row("not a table", "seats = 100\n", "must be a table");
    row("a word for a number", "months = \"many\"\n", "must be a number");
    row("unknown spread", "[seats]\nlow=1\nlikely=2\nhigh=3\nspread=\"wide\"\n", "must be one of fixed");
    row("short horizon", "months = 6\n", "between 12 and 60");
    row("no TOML", "name = \n", "line 1");
    row("half a correlation", "[[correlation]]\nfirst = \"adoption\"\nvalue = 0.4\n", "needs `first` and `second`");
    row("not a number", "[time-saved]\nlow = nan\nlikely = nan\nhigh = nan\n", "missing");
}

void TestScenarios::badFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const auto read = scenarioFromToml(text.toStdString(), "bad.toml");
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InputMalformed);
    QVERIFY2(QByteArray::fromStdString(read.error().message).contains(says), read.error().message.c_str());
    QVERIFY(read.error().message.starts_with("bad.toml"));
}

/// The 10th and 90th percentile of the normal curve whose 95 % interval is 2 … 16 %: 9 % ± 7 % × 1.28155 / 1.95996.
void TestScenarios::intervalsBecomeAssumptions()
{
    const auto value = fromInterval(Parameter::TimeSaved, 0.09, 0.02, 0.16, "ticket to merge", "2026-10");
    QVERIFY(value.has_value());
    QCOMPARE(value->spread, Spread::Normal);
    QCOMPARE(value->origin, Origin::Measured);
    QVERIFY(std::abs(value->low - 0.0442293) < 1e-6 && std::abs(value->high - 0.1357707) < 1e-6);
    const auto edge = fromInterval(Parameter::AdoptionToday, 0.02, -0.03, 0.07, "real adoption", "2026-10");
    QVERIFY(edge.has_value());
    QCOMPARE(edge->low, 0.0);
    QCOMPARE(edge->spread, Spread::Pert);
    QCOMPARE(fromCount(Parameter::Seats, 212, "seat list", "2026-10")->spread, Spread::Fixed);
}

void TestScenarios::impossibleMeasurementsAreNone()
{
    const double nan = std::nan("");
    QVERIFY(!fromInterval(Parameter::TimeSaved, nan, 0, 1, "", ""));
    QVERIFY(!fromInterval(Parameter::TimeSaved, 0.1, nan, 0.2, "", ""));
    QVERIFY(!fromInterval(Parameter::TimeSaved, 0.1, 0.3, 0.2, "", ""));
    QVERIFY(!fromInterval(Parameter::AdoptionToday, 31, 20, 40, "", ""));
    QVERIFY(!fromCount(Parameter::SeatPrice, -19, "", ""));
    QVERIFY(!fromCount(Parameter::Seats, nan, "", ""));
}

void TestScenarios::measurementsLeaveWhatWasSet()
{
    Scenario s;
    s.fix(Parameter::Seats, 25);
    const std::vector<Measurement> measured{
        {Parameter::Seats, *fromCount(Parameter::Seats, 212, "seat list", "2026-10")},
        {Parameter::TimeSaved, *fromInterval(Parameter::TimeSaved, 0.09, 0.02, 0.16, "ticket to merge", "2026-10")}};
    adopt(s, measured);
    QCOMPARE(s.at(Parameter::Seats).mode, 25.0);
    QCOMPARE(s.at(Parameter::TimeSaved).mode, 0.09);
    const std::vector<Measurement> later{
        {Parameter::TimeSaved, *fromInterval(Parameter::TimeSaved, 0.06, 0, 0.12, "ticket to merge", "2026-11")}};
    adopt(s, later);
    QCOMPARE(s.at(Parameter::TimeSaved).mode, 0.06);
}

void TestScenarios::movedMeasurements()
{
    Scenario s;
    const auto at = [](double mode) {
        return std::vector<Measurement>{
            {Parameter::TimeSaved, *fromInterval(Parameter::TimeSaved, mode, mode - 0.1, mode + 0.1, "", "2026-11")}};
    };
    QVERIFY(movedSince(s, at(0.06)).empty()); // a benchmark is not a measurement
    adopt(s, at(0.09));
    QVERIFY(movedSince(s, at(0.092)).empty());
    const auto moved = movedSince(s, at(0.06));
    QCOMPARE(moved.size(), std::size_t(1));
    QCOMPARE(moved.front().was.mode, 0.09);
    QCOMPARE(moved.front().now.mode, 0.06);
    QVERIFY(movedSince(s, {}).empty());
}

void TestScenarios::fanEndsAtTheNetValue()
{
    const Scenario s;
    const auto fan = cashFan(s, kTrials);
    QVERIFY(fan.has_value());
    QCOMPARE(fan->size(), std::size_t(s.months) + 1);
    for (const FanMonth& month : *fan) QVERIFY(month.p10 <= month.p50 && month.p50 <= month.p90);
    const Summary summary = summarise(s, *simulate(s, kTrials));
    QVERIFY(std::abs(fan->back().p10 - summary.npv.p10) < 1e-6 * std::abs(summary.npv.p10));
    QVERIFY(std::abs(fan->back().p50 - summary.npv.p50) < 1e-6 * std::abs(summary.npv.p50));
    QVERIFY(std::abs(fan->back().p90 - summary.npv.p90) < 1e-6 * std::abs(summary.npv.p90));
    QVERIFY(fan->front().p90 < 0); // paid before anything is gained
    Scenario bad;
    bad.currency.clear();
    QVERIFY(!cashFan(bad, kTrials));
}

void TestScenarios::frontierMeetsItsGoal()
{
    const Scenario s;
    const auto line =
        frontier(s, Goal::MeanNpv, 0, Parameter::AdoptionPlateau, 0.1, 0.8, 4, Parameter::TimeSaved, kTrials);
    QVERIFY(line.has_value());
    QCOMPARE(line->size(), std::size_t(4));
    for (std::size_t i = 0; i < 4; ++i) QVERIFY((*line)[i].second.has_value());
    for (std::size_t i = 1; i < 4; ++i) QVERIFY(*(*line)[i].second < *(*line)[i - 1].second); // more use, less needed
    Scenario there = s;
    there.move(Parameter::AdoptionPlateau, (*line)[1].first);
    there.move(Parameter::TimeSaved, *(*line)[1].second);
    QVERIFY(std::abs(summarise(there, *simulate(there, kTrials)).npv.mean) < 500);
    QVERIFY(!frontier(s, Goal::MeanNpv, 0, Parameter::TimeSaved, 0.1, 0.8, 4, Parameter::TimeSaved, kTrials));
    const auto never =
        frontier(s, Goal::MeanNpv, 0, Parameter::AdoptionPlateau, 0.1, 0.8, 2, Parameter::VendorClaim, kTrials);
    QVERIFY(never.has_value() && !never->front().second);
}

/// Knowing the best assumption is worth something exactly when some of its values would change the decision.
void TestScenarios::staging()
{
    Scenario s;
    s.move(Parameter::TimeSaved, 0.2);
    const auto worth = informationValues(s, kTrials);
    const auto rule = stagingRule(s, *worth, kTrials);
    QVERIFY(rule.has_value() && rule->has_value());
    QCOMPARE((*rule)->id, Parameter::TimeSaved);
    QVERIFY((*rule)->atLeast && (*rule)->optionValue > 0);
    QVERIFY((*rule)->threshold > 0 && (*rule)->threshold < 0.3);
    const auto none = stagingRule(s, {}, kTrials);
    QVERIFY(none.has_value() && !none->has_value());
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
