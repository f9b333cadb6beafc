// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/breakeven.h"
#include "whatif/difference.h"
#include "whatif/fan.h"
#include "whatif/lines.h"
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
    void startsAfterTheData();
    void judgementsAreSigned();
    void equalScenariosDifferByNothing();
    void differences();
    void linesAddUp();
    void toolCostsByMonth();
    void returnsPerYear();
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
    row("short horizon", "name = \"x\"\nmonths = 6\n", "line 2: The horizon must lie between 12 and 60");
    row("rate as percent", "discount-rate = 8\n", "line 1: The discount rate is a share");
    row("start is no month", "start = \"soon\"\n", "line 1: `start` must be a month");
    row("date is no month", "[seats]\nvalue = 40\nas-of = \"lately\"\n", "line 3: `as-of` must be a month");
    row("contradictory rollout",
        "months = 24\n[[rollout]]\nteam = \"A\"\nmonth = 1\npeople = 0.7\n[[rollout]]\nteam = \"B\"\nmonth = 2\n"
        "people = 0.7\n",
        "line 2: The phases of the rollout reach more people than there are");
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

void TestScenarios::startsAfterTheData()
{
    Scenario s;
    QVERIFY(problemWithStart(s, "2025-05").empty());
    s.start = "2025-05";
    QVERIFY(problemsWith(s).empty());
    QVERIFY(problemWithStart(s, "2025-05").empty());
    s.start = "2025-04";
    QVERIFY(problemWithStart(s, "2025-05").find("before the data begin in 2025-05") != std::string::npos);
    const auto read = scenarioFromToml(toToml(s), "start.toml");
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(read->start, std::string("2025-04"));
    for (const char* wrong : {"2025-13", "2025-1", "25-01", "2025-05-01"}) {
        s.start = wrong;
        QCOMPARE(problemsWith(s).size(), std::size_t(1));
    }
}

void TestScenarios::judgementsAreSigned()
{
    Scenario s;
    s.fix(Parameter::Seats, 40);
    s.move(Parameter::TimeSaved, 0.1);
    const Value untouched = s.at(Parameter::Capture);
    sign(s, "Finance", "2026-11");
    for (const Parameter id : {Parameter::Seats, Parameter::TimeSaved}) {
        QCOMPARE(s.at(id).source, std::string("set by Finance"));
        QCOMPARE(s.at(id).asOf, std::string("2026-11"));
    }
    QVERIFY(s.at(Parameter::Capture) == untouched);
    sign(s, "Somebody else", "2027-01"); // who set it first answers for it
    QCOMPARE(s.at(Parameter::Seats).source, std::string("set by Finance"));
    s.fix(Parameter::Seats, 50);
    sign(s, "Somebody else", "2027-01");
    QCOMPARE(s.at(Parameter::Seats).asOf, std::string("2027-01"));
}

void TestScenarios::equalScenariosDifferByNothing()
{
    Scenario a;
    Scenario b;
    b.name = "The same under another name";
    b.at(Parameter::Capture).source = "another source";
    const auto same = differenceOf(a, b, {.trials = 20'000});
    QVERIFY(same.has_value() && same->equal());
    QCOMPARE(same->npv.p10, 0.0);
    QCOMPARE(same->npv.p90, 0.0);
    QCOMPARE(same->npv.mean, 0.0);
    QCOMPARE(same->probabilityEqual, 1.0);
    QCOMPARE(same->probabilityMore, 0.0);
    b.currency = "EUR";
    QCOMPARE(differenceOf(a, b).error().code, ErrorCode::Usage);
}

void TestScenarios::differences()
{
    Scenario a;
    Scenario b;
    b.fix(Parameter::TalentCost, 100);
    b.rollout = {{"Payments", "", 7, 0.4, 1}};
    b.months = 24;
    const auto apart = differenceOf(a, b, {.trials = 4096});
    QVERIFY(apart.has_value());
    QCOMPARE(apart->assumptions.size(), std::size_t(1));
    QCOMPARE(apart->assumptions.front().id, Parameter::TalentCost);
    QCOMPARE(apart->settings.size(), std::size_t(2));
    QCOMPARE(apart->settings.front().first, std::string("36 months"));
    // One cost more, the same luck: the difference is that cost, in every trial.
    b = a;
    b.fix(Parameter::TalentCost, 100);
    double present = 0;
    for (int m = 1; m <= 36; ++m) present -= 100 * std::pow(1.08, -m / 12.0);
    const auto talent = differenceOf(a, b, {.trials = 4096});
    QVERIFY(std::abs(talent->npv.p10 - present) < 1e-6 && std::abs(talent->npv.p90 - present) < 1e-6);
    QCOMPARE(talent->probabilityMore, 0.0);
}

void TestScenarios::linesAddUp()
{
    for (const Preset& preset : presets()) {
        Scenario s = preset.scenario;
        for (const bool phased : {false, true}) {
            if (phased) s.rollout = {{"A", "", 1, 0.3, 1}, {"B", "tests", 8, 0.5, 0.5}};
            const Point p = modesOf(s);
            const Outcome outcome = evaluate(s, p);
            double present = 0;
            double paid = 0;
            for (const CashLine& line : cashLines(s, p)) {
                QCOMPARE(line.years.size(), std::size_t(3));
                present += line.present;
                paid += line.start;
                for (const double year : line.years) paid += year;
            }
            QVERIFY2(std::abs(present - outcome.npv) < 1e-6 * std::abs(outcome.npv), preset.key.data());
            double flows = -outcome.oneOff;
            for (const MonthlyFlow& month : outcome.months) flows += month.benefit - month.cost;
            QVERIFY2(std::abs(paid - flows) < 1e-6 * std::abs(flows), preset.key.data());
        }
    }
}

void TestScenarios::toolCostsByMonth()
{
    Scenario s;
    s.fix(Parameter::EligiblePeople, 100);
    s.fix(Parameter::Seats, 120);
    s.fix(Parameter::SeatPrice, 20);
    s.fix(Parameter::UsageCost, 10);
    s.fix(Parameter::AdoptionToday, 0.2);
    s.fix(Parameter::AdoptionPlateau, 0.2);
    QCOMPARE(toolCostToday(s), 120 * 20 + 100 * 0.2 * 10.0);
    s.rollout = {{"A", "", 3, 0.5, 1}};
    const std::vector<double> costs = toolCosts(s);
    QCOMPARE(costs.size(), std::size_t(36));
    QCOMPARE(costs[1], 200.0);
    QCOMPARE(costs[2], 60 * 20 + 200.0);
}

/// At that rate, the net present value is zero; where nothing is ever earned there is no rate.
void TestScenarios::returnsPerYear()
{
    Scenario s = presets().front().scenario; // the vendor's
    s.fix(Parameter::TimeSaved, 0.05);
    s.fix(Parameter::PilotCost, 400'000);
    s.fix(Parameter::IntegrationMultiple, 1);
    const auto rate = yearlyReturn(s, modesOf(s));
    QVERIFY(rate.has_value());
    s.discountRate = *rate;
    const Outcome at = evaluate(s, modesOf(s));
    QVERIFY2(std::abs(at.npv) < 1e-6 * at.cost, qPrintable(QString::number(at.npv)));
    s.fix(Parameter::TimeSaved, 0);
    QVERIFY(!yearlyReturn(s, modesOf(s)));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
