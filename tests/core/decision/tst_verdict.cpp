// SPDX-License-Identifier: GPL-3.0-or-later
#include "decision/verdict.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <algorithm>

using namespace assay;
using namespace assay::decision;
using analysis::Contrast;
using analysis::Effect;
using analysis::Verdict;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

Effect effect(const char* id, double value, double low, double high, Verdict verdict)
{
    Effect e;
    e.id = e.title = id;
    e.effect.value = value;
    e.effect.low = low;
    e.effect.high = high;
    e.effect.unit = "ratio";
    e.verdict = verdict;
    return e;
}

Contrast contrastOf(const char* measure, Effect adjusted, std::vector<Effect> segments)
{
    Contrast c;
    c.measure = c.title = measure;
    c.adjusted = std::move(adjusted);
    c.segments = std::move(segments);
    return c;
}

TargetStatus status(TargetState state, bool guardRail)
{
    TargetStatus s;
    s.target.title = guardRail ? "Rail" : "Target";
    s.target.guardRail = guardRail;
    s.state = state;
    s.sentence = s.target.title + " sentence.";
    return s;
}

const Contrast kFaster = contrastOf(
    "ticket-to-merge", effect("all", 0.8, 0.7, 0.9, Verdict::Better),
    {effect("tests", 0.7, 0.6, 0.8, Verdict::Better), effect("feature", 0.95, 0.85, 1.05, Verdict::Inconclusive)});
const Contrast kMixed =
    contrastOf("ticket-to-merge", effect("all", 0.97, 0.9, 1.05, Verdict::Inconclusive),
               {effect("tests", 0.7, 0.6, 0.8, Verdict::Better), effect("feature", 1.2, 1.1, 1.3, Verdict::Worse),
                effect("documentation", 0.8, 0.7, 0.9, Verdict::Better)});
const Contrast kNothing = contrastOf("ticket-to-merge", effect("all", 1.0, 0.95, 1.05, Verdict::Inconclusive),
                                     {effect("tests", 1.0, 0.92, 1.08, Verdict::Inconclusive)});
const Contrast kSafe = contrastOf("defects-per-100-changes", effect("all", 1.0, 0.9, 1.05, Verdict::Inconclusive), {});
const Contrast kUnsafeTests = contrastOf("defects-per-100-changes", effect("all", 1.1, 0.9, 1.3, Verdict::Inconclusive),
                                         {effect("tests", 1.6, 1.2, 2, Verdict::Worse)});

VerdictInput inputOf(const Contrast& speed, const Contrast& defects, TargetState target, TargetState rail)
{
    VerdictInput input;
    input.speed = &speed;
    input.defects = &defects;
    input.targets = {status(target, false), status(rail, true)};
    input.probabilityNetPositive = 0.9;
    input.readinessBlocker = "";
    return input;
}

} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUnknownCanTurnAShare();
    void scalesOnlyWithEverything_data();
    void scalesOnlyWithEverything();
    void exitsWhenGainsAreExcluded();
    void adjustsScope();
    void defectsSpoilSpeed();
    void keepsMeasuring();
    void everyRuleIsShown();
    void standsAgainstLimits_data();
    void standsAgainstLimits();
    void countsSensitivityRuns();
    void comparesWithABaseline();
    void openWindowsAreOpen();
    void filtersDoNotMoveRegisteredTargets();
    void defaultsSayThatTheyAre();
};

void TestVerdict::scalesOnlyWithEverything_data()
{
    QTest::addColumn<QByteArray>("flaw");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("all is well") << QByteArray() << QByteArray("scale");
    QTest::newRow("target not met") << QByteArray("target") << QByteArray("keep-measuring");
    QTest::newRow("guard-rail crossed") << QByteArray("rail") << QByteArray("keep-measuring");
    QTest::newRow("guard-rail at risk") << QByteArray("risk") << QByteArray("keep-measuring");
    QTest::newRow("net value unlikely") << QByteArray("p") << QByteArray("keep-measuring");
    QTest::newRow("net value not assessed") << QByteArray("no p") << QByteArray("keep-measuring");
    QTest::newRow("a post hoc target besides, not met") << QByteArray("late miss") << QByteArray("scale");
    QTest::newRow("nothing but a post hoc target") << QByteArray("late only") << QByteArray("keep-measuring");
    QTest::newRow("a guard-rail set late, crossed") << QByteArray("late rail") << QByteArray("keep-measuring");
    QTest::newRow("a target yet to open besides") << QByteArray("future") << QByteArray("scale");
    QTest::newRow("taken back, not met") << QByteArray("retired") << QByteArray("keep-measuring");
    QTest::newRow("taken back, met") << QByteArray("retired met") << QByteArray("scale");
    QTest::newRow("blocker") << QByteArray("blocker") << QByteArray("keep-measuring");
    QTest::newRow("readiness not assessed") << QByteArray("no readiness") << QByteArray("keep-measuring");
}

void TestVerdict::scalesOnlyWithEverything()
{
    QFETCH(QByteArray, flaw);
    QFETCH(QByteArray, expected);
    VerdictInput input = inputOf(kFaster, kSafe, TargetState::Met, TargetState::Inconclusive);
    if (flaw == "target") input.targets[0].state = TargetState::AtRisk;
    if (flaw == "rail") input.targets[1].state = TargetState::NotMet;
    if (flaw == "risk") input.targets[1].state = TargetState::AtRisk;
    if (flaw == "late only") input.targets[0].target.postHoc = true;
    if (flaw == "late rail") {
        input.targets[1].state = TargetState::NotMet;
        input.targets[1].target.postHoc = true;
    }
    TargetStatus another = status(flaw == "retired met" ? TargetState::Met : TargetState::NotMet, false);
    another.target.postHoc = flaw == "late miss";
    another.opened = flaw != "future";
    if (flaw.startsWith("retired")) another.target.retiredOn = parseIsoDay("2026-02-01");
    if (flaw == "late miss" || flaw == "future" || flaw.startsWith("retired")) input.targets.push_back(another);
    if (flaw == "p") input.probabilityNetPositive = 0.79;
    if (flaw == "no p") input.probabilityNetPositive.reset();
    if (flaw == "blocker") input.readinessBlocker = "no fallback was tested";
    if (flaw == "no readiness") input.readinessBlocker.reset();
    QCOMPARE(QByteArray(recommendationId(recommend(input).recommendation)), expected);
}

void TestVerdict::exitsWhenGainsAreExcluded()
{
    QCOMPARE(recommend(inputOf(kNothing, kSafe, TargetState::NotMet, TargetState::Met)).recommendation,
             Recommendation::Exit);
    Contrast wide = kNothing;
    wide.segments.push_back(effect("feature", 1.1, 0.8, 1.5, Verdict::Inconclusive));
    QCOMPARE(recommend(inputOf(wide, kSafe, TargetState::NotMet, TargetState::Met)).recommendation,
             Recommendation::KeepMeasuring);
}

void TestVerdict::adjustsScope()
{
    const auto report = recommend(inputOf(kMixed, kSafe, TargetState::NotMet, TargetState::Met));
    QCOMPARE(report.recommendation, Recommendation::AdjustScope);
    QCOMPARE(report.text, std::string("Keep **tests** and **documentation**. Pause the rollout in **feature**: ticket "
                                      "to merge +20 % [+10 %, +30 %]. These figures are associations within work that "
                                      "is alike, not proof that AI is the cause."));
    QCOMPARE(report.title, std::string("Adjust scope"));
}

void TestVerdict::defectsSpoilSpeed()
{
    const auto report = recommend(inputOf(kFaster, kUnsafeTests, TargetState::NotMet, TargetState::Met));
    QVERIFY(report.helps.empty());
    QCOMPARE(report.harms.size(), std::size_t{1});
    QVERIFY(report.harms.front().why.find("defects introduced ×1.60") != std::string::npos);
}

void TestVerdict::keepsMeasuring()
{
    Contrast speed = kFaster;
    speed.weeksToDecide = 5.2;
    const auto report = recommend(inputOf(speed, kSafe, TargetState::Inconclusive, TargetState::Met));
    QCOMPARE(report.recommendation, Recommendation::KeepMeasuring);
    QVERIFY2(report.text.find(
                 "If the difference in ticket to merge stays as it is, about 6 more weeks give an even chance") !=
                 std::string::npos,
             report.text.c_str());
    QCOMPARE(report.wouldChange.front(), std::string("Target sentence."));
    speed.weeksToDecide = 0.4;
    const auto soon = recommend(inputOf(speed, kSafe, TargetState::Inconclusive, TargetState::Met));
    QVERIFY2(soon.text.find("about 1 more week gives an even chance of telling it from none.") != std::string::npos,
             soon.text.c_str());
    const auto nothing = recommend({});
    QCOMPARE(nothing.recommendation, Recommendation::KeepMeasuring);
    QVERIFY(!nothing.text.empty());
    VerdictInput poor = inputOf(speed, kSafe, TargetState::Inconclusive, TargetState::Met);
    QVERIFY(recommend(poor).text.find("do not spend more") == std::string::npos);
    poor.probabilityNetPositive = 0.04;
    const auto money = recommend(poor).text;
    QVERIFY2(money.find("gains in 4 % of its trials: do not spend more") != std::string::npos, money.c_str());
}

void TestVerdict::everyRuleIsShown()
{
    const auto report = recommend(inputOf(kMixed, kSafe, TargetState::NotMet, TargetState::Met));
    for (const auto rule :
         {Recommendation::Scale, Recommendation::Exit, Recommendation::AdjustScope, Recommendation::KeepMeasuring})
        QVERIFY(
            std::any_of(report.checks.begin(), report.checks.end(), [rule](const Check& c) { return c.rule == rule; }));
    for (const Check& check : report.checks) QVERIFY(!check.condition.empty() && !check.evidence.empty());
}

void TestVerdict::standsAgainstLimits_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<bool>("atMost");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, double value, double low, double high, bool atMost, TargetState state) {
        QTest::newRow(name) << value << low << high << atMost << static_cast<int>(state);
    };
    row("whole interval below", 0.8, 0.7, 0.99, true, TargetState::Met);
    row("whole interval above", 1.2, 1.1, 1.3, true, TargetState::NotMet);
    row("below, not surely", 0.9, 0.7, 1.1, true, TargetState::Inconclusive);
    row("above, not surely", 1.1, 0.9, 1.3, true, TargetState::AtRisk);
    row("at least: above", 1.2, 1.1, 1.3, false, TargetState::Met);
    row("at least: below", 0.8, 0.7, 0.9, false, TargetState::NotMet);
    row("at least: below, not surely", 0.9, 0.7, 1.1, false, TargetState::AtRisk);
}

void TestVerdict::standsAgainstLimits()
{
    QFETCH(double, value);
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(bool, atMost);
    QFETCH(int, expected);
    QCOMPARE(static_cast<int>(stateAgainst(effect("x", value, low, high, Verdict::Inconclusive).effect, 1, atMost)),
             expected);
    QCOMPARE(stateAgainst({}, 1, atMost), TargetState::NotMeasurable);
}

void TestVerdict::countsSensitivityRuns()
{
    Contrast speed = kMixed;
    Contrast defects = kSafe;
    speed.sensitivity = {{"a", "A", {}, true}, {"b", "B", {}, false}, {"c", "C", {}, true}};
    defects.sensitivity = {{"a", "A", {}, false}, {"d", "D", {}, false}};
    const auto report = recommend(inputOf(speed, defects, TargetState::NotMet, TargetState::Met));
    QCOMPARE(report.runs, 3);
    QCOMPARE(report.holdsIn, 1);
    speed.adjusted.verdict = Verdict::NotEnoughData; // no answer that a run could hold
    const auto safety = recommend(inputOf(speed, defects, TargetState::NotMet, TargetState::Met));
    QCOMPARE(safety.runs, 2);
    QCOMPARE(safety.holdsIn, 0);
    defects.adjusted.verdict = Verdict::NotEnoughData;
    QCOMPARE(recommend(inputOf(speed, defects, TargetState::NotMet, TargetState::Met)).runs, 0);
}

void TestVerdict::comparesWithABaseline()
{
    TinySnapshot s(10, 1, 120);
    for (int i = 0; i < 100; ++i)
        s.add(TicketRow{.created = i * 0.5, .merged = i * 0.5 + 4 + 0.01 * i, .person = i % 10});
    for (int i = 0; i < 100; ++i)
        s.add(TicketRow{.created = 60 + i * 0.4, .merged = 60 + i * 0.4 + 2 + 0.01 * i, .person = i % 10});
    Target target;
    target.title = "Half the time";
    target.measure = "ticket-to-merge";
    target.basis = Basis::Change;
    target.limit = 0.75;
    target.baseline = DayRange{fromEpochDay(test::day(0)), fromEpochDay(test::day(55))};
    target.window = DayRange{fromEpochDay(test::day(60)), fromEpochDay(test::day(110))};
    target.registeredOn = fromEpochDay(test::day(58));
    const auto status = statusOf(target, s.view(), {});
    QVERIFY(std::abs(*status.evidence.value - 2.5 / 4.5) < 0.02);
    QVERIFY(*status.evidence.low < *status.evidence.value && *status.evidence.value < *status.evidence.high);
    QCOMPARE(status.state, TargetState::Met);
    QVERIFY2(status.sentence.ends_with("Registered on 28 Feb 2026."), status.sentence.c_str());
    target.baseline.reset();
    QCOMPARE(statusOf(target, s.view(), {}).state, TargetState::NotMeasurable);
}

void TestVerdict::openWindowsAreOpen()
{
    TinySnapshot s(10, 1, 50);
    for (int i = 0; i < 50; ++i) s.add(TicketRow{.created = i * 0.5, .merged = i * 0.5 + 2, .person = i % 10});
    Target target;
    target.measure = "ticket-to-merge";
    target.basis = Basis::Level;
    target.limit = 100;
    target.window = DayRange{fromEpochDay(test::day(0)), fromEpochDay(test::day(90))};
    QCOMPARE(statusOf(target, s.view(), {}).state, TargetState::Open);
    QCOMPARE(stateText(statusOf(target, s.view(), {})), std::string("open"));

    target.window = DayRange{fromEpochDay(test::day(60)), fromEpochDay(test::day(90))};
    const auto later = statusOf(target, s.view(), {});
    QVERIFY(!later.opened && !later.evidence.value && !counts(later));
    QVERIFY2(stateText(later).starts_with("opens on "), stateText(later).c_str());

    target.window = DayRange{fromEpochDay(test::day(0)), fromEpochDay(test::day(40))};
    auto over = statusOf(target, s.view(), {});
    QVERIFY(over.ended);
    over.state = TargetState::AtRisk;
    QCOMPARE(stateText(over), std::string("undecided"));
    over.target.retiredOn = fromEpochDay(test::day(45));
    QCOMPARE(stateText(over), std::string("retired; undecided"));
}

/// What was promised for all teams is not judged on the one that happens to be looked at.
void TestVerdict::filtersDoNotMoveRegisteredTargets()
{
    TinySnapshot s(10, 2, 120);
    for (int i = 0; i < 200; ++i)
        s.add(TicketRow{.created = i * 0.5, .merged = i * 0.5 + (i % 2 == 0 ? 2 : 8), .person = i % 10, .team = i % 2});
    Target target;
    target.measure = "ticket-to-merge";
    target.basis = Basis::Level;
    target.limit = 100;
    facts::Filter filter;
    filter.teams = {"Team A"};
    const auto all = statusOf(target, s.view(), {}).evidence;
    QCOMPARE(*statusOf(target, s.view(filter), {}).evidence.value, *all.value);
    target.teams = {"Team B"};
    QVERIFY(*statusOf(target, s.view(filter), {}).evidence.value > *all.value);
    target.byDefault = true; // nobody promised it: it is about what is looked at
    target.teams.clear();
    QVERIFY(*statusOf(target, s.view(filter), {}).evidence.value < *all.value);
}

void TestVerdict::defaultsSayThatTheyAre()
{
    TinySnapshot s(10, 1, 50);
    for (const Target& target : defaultTargets()) {
        QVERIFY(target.byDefault);
        const auto status = statusOf(target, s.view(), {});
        QCOMPARE(status.state, TargetState::NotMeasurable);
        QVERIFY2(status.sentence.find("none is registered") != std::string::npos, status.sentence.c_str());
    }
    const auto report = assess(s.view(), {});
    QCOMPARE(report.recommendation, Recommendation::KeepMeasuring);
    QCOMPARE(report.targets.size(), std::size_t{4});
}

/// Eighteen of 42 people are known, three of them have taken to AI: whether four in ten have is not known.
void TestVerdict::theUnknownCanTurnAShare()
{
    metrics::Estimate share;
    share.unit = "share";
    share.value = 3.0 / 18;
    share.low = 0.06;
    share.high = 0.39;
    QCOMPARE(stateAgainst(share, 0.4, false), TargetState::NotMet);
    QCOMPARE(stateAgainst(whateverTheUnknown(share), 0.4, false), TargetState::NotMet); // all are known
    share.coverage = 18.0 / 42;
    const auto bounds = whateverTheUnknown(share);
    QVERIFY(std::abs(*bounds.low - 0.06 * 18 / 42) < 1e-12);
    QVERIFY(std::abs(*bounds.high - (0.39 * 18 / 42 + 24.0 / 42)) < 1e-12);
    QCOMPARE(stateAgainst(bounds, 0.4, false), TargetState::AtRisk);
    QCOMPARE(stateAgainst(bounds, 0.8, false), TargetState::NotMet);

    TinySnapshot s(12, 1, 200);
    for (facts::Index i = 0; i < 12; ++i)
        s.add(ChangeRow{.merged = 20.0 + i, .flags = static_cast<std::uint16_t>(i < 6 ? 0 : int{facts::kTraced})});
    Target target;
    target.title = "Few changes are mended";
    target.basis = Basis::Level;
    target.measure = "time-to-defect";
    target.limit = 0.51;
    target.atMost = false;
    const auto status = statusOf(target, s.view(), {});
    QCOMPARE(*status.evidence.coverage, 0.5);
    QVERIFY(*status.evidence.low > 0.5 && *status.evidence.value == 1.0);
    QVERIFY(status.turnedByUnknown);
    QCOMPARE(status.state, TargetState::Inconclusive);
    QCOMPARE(stateText(status), std::string("undecided, 50\u00a0% unknown"));
    QVERIFY(status.sentence.find("known of 50 %; the others could turn it") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
