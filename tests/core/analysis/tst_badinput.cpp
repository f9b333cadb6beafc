// SPDX-License-Identifier: GPL-3.0-or-later
// Data that a figure cannot be made of: every measure, every split of it, every comparison, roll-out, monitor, target
// and recommendation then says in a sentence what cannot be said and why. Never not-a-number, never a zero that stands
// for "unknown".
#include "analysis/contrast.h"
#include "analysis/monitors.h"
#include "analysis/rollout.h"
#include "decision/verdict.h"
#include "metrics/metric.h"
#include "metrics/series.h"
#include "support/tinysnapshot.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace assay;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

constexpr int kDays = 400;
constexpr int kPeople = 12;

/// Some work of every kind by two teams; every other change is AI-assisted. Not remarkable in any way.
facts::Snapshot ordinary()
{
    TinySnapshot s(kPeople, 2, kDays);
    s.raw().telemetry.push_back({0, test::day(0), test::day(kDays)});
    for (int i = 0; i < 240; ++i) {
        const double created = 1.5 * i;
        const double lasts = 3 + i % 7;
        const double p = i % 2 == 0 ? 1 : 0;
        const auto type = i % 3 == 0 ? domain::TaskType::Tests : domain::TaskType::Feature;
        const int who = i % kPeople;
        const auto ticket = s.add(TicketRow{.created = created,
                                            .merged = created + lasts,
                                            .p = p,
                                            .person = who,
                                            .team = who % 2,
                                            .type = type,
                                            .started = created + 1,
                                            .resolved = created + lasts,
                                            .size = 5 + i % 40,
                                            .defect = i % 9 == 0,
                                            .priority = i % 2});
        const auto change = s.add(ChangeRow{.merged = created + lasts,
                                            .p = p,
                                            .author = who,
                                            .team = who % 2,
                                            .type = type,
                                            .ticket = ticket,
                                            .size = 5 + i % 40,
                                            .born = 5 + i % 40,
                                            .flags = facts::kTraced | facts::kReviewKnown | facts::kReviewed,
                                            .tools = p == 1 ? 1U : 0U,
                                            .reverted = i % 40 == 7 ? created + lasts + 4 : test::kUnknown});
        auto& c = s.raw().changes;
        const auto at = static_cast<std::size_t>(change);
        c.openedAt[at] = test::at(created + 1.5);
        c.firstCommitAt[at] = test::at(created + 1);
        c.firstReviewAt[at] = test::at(created + 2);
        c.approvedAt[at] = test::at(created + 2.5);
        c.releasedAt[at] = test::at(created + lasts + 1);
        if (i % 4 == 0) s.addDeath(change, 1 + i % 50, 3, change);
        if (i % 6 == 1 && created + lasts + 9 < kDays)
            s.addDefect(created + lasts + 5, created + lasts + 9, {{change, 1}});
    }
    for (facts::Index person = 0; person < kPeople; ++person) {
        for (int day = 100; day < kDays; day += 2) s.addUsage(person, test::day(day));
        auto& seats = s.raw().people.seats[static_cast<std::size_t>(person)];
        if (person % 4 != 3) seats.push_back({0, test::day(90 + 25 * (person % 4))});
        for (auto& seat : seats) seat.pricePerMonth = 19;
    }
    return s.raw();
}

using Spoil = void (*)(facts::Snapshot& s);

void setProvenance(facts::Snapshot& s, double p)
{
    std::fill(s.changes.aiProbability.begin(), s.changes.aiProbability.end(), p);
    std::fill(s.tickets.aiProbability.begin(), s.tickets.aiProbability.end(), p);
    for (auto& flags : s.changes.flags)
        flags = static_cast<std::uint16_t>(p == 1 ? flags | facts::kDeclared : flags & ~facts::kDeclared);
    std::fill(s.tickets.declared.begin(), s.tickets.declared.end(), std::uint8_t{p == 1});
}

void nothing(facts::Snapshot& s)
{
    s = facts::Snapshot{};
}
void onlyAi(facts::Snapshot& s)
{
    setProvenance(s, 1);
}
void onlyHuman(facts::Snapshot& s)
{
    setProvenance(s, 0);
}
void allUnknown(facts::Snapshot& s)
{
    setProvenance(s, test::kUnknown);
}

void oneTeam(facts::Snapshot& s)
{
    for (auto* column : {&s.changes.team, &s.tickets.team}) std::fill(column->begin(), column->end(), 0);
    for (auto& stays : s.people.memberships) stays = {{0}};
}

void onePerson(facts::Snapshot& s)
{
    oneTeam(s);
    for (auto* column : {&s.changes.author, &s.tickets.person, &s.usage.person})
        std::fill(column->begin(), column->end(), 0);
    std::sort(s.usage.day.begin(), s.usage.day.end());
}

void nobodyKnown(facts::Snapshot& s)
{
    for (auto* column : {&s.changes.author, &s.tickets.person, &s.changes.team, &s.tickets.team, &s.usage.person})
        std::fill(column->begin(), column->end(), facts::kNoIndex);
    for (auto& stays : s.people.memberships) stays.clear();
    for (auto& seats : s.people.seats) seats.clear();
}

void allCensored(facts::Snapshot& s)
{
    auto& t = s.tickets;
    std::fill(t.state.begin(), t.state.end(), facts::TicketState::Open);
    for (auto* column : {&t.startedAt, &t.firstLandedAt, &t.mergedAt, &t.resolvedAt, &t.releasedAt})
        std::fill(column->begin(), column->end(), facts::kNoTime);
    std::fill(t.workingHoursToMerge.begin(), t.workingHoursToMerge.end(), test::kUnknown);
    std::fill(s.changes.mergedAt.begin(), s.changes.mergedAt.end(), toUnixMillis(s.cutOff));
    s.defects = {};
    s.origins = {};
    s.deaths = {};
}

void zeroEvents(facts::Snapshot& s)
{
    s.defects = {};
    s.origins = {};
    s.deaths = {};
    std::fill(s.changes.revertedAt.begin(), s.changes.revertedAt.end(), facts::kNoTime);
    std::fill(s.tickets.defect.begin(), s.tickets.defect.end(), std::uint8_t{0});
    for (auto* column : {&s.usage.accepted, &s.usage.interactions, &s.usage.shown})
        std::fill(column->begin(), column->end(), 0);
    std::fill(s.usage.meaningful.begin(), s.usage.meaningful.end(), std::uint8_t{0});
}

/// Everything takes the same time, has the same size and happens at one moment.
void ties(facts::Snapshot& s)
{
    auto& t = s.tickets;
    std::fill(t.createdAt.begin(), t.createdAt.end(), test::at(100));
    std::fill(t.startedAt.begin(), t.startedAt.end(), test::at(100));
    for (auto* column : {&t.mergedAt, &t.firstLandedAt, &t.resolvedAt})
        std::fill(column->begin(), column->end(), test::at(110));
    std::fill(s.changes.mergedAt.begin(), s.changes.mergedAt.end(), test::at(110));
    std::fill(s.deaths.ageDays.begin(), s.deaths.ageDays.end(), 5.0F);
    std::fill(s.defects.reportedAt.begin(), s.defects.reportedAt.end(), test::at(120));
    for (auto* column : {&t.size, &s.changes.added, &s.changes.linesBorn}) std::fill(column->begin(), column->end(), 7);
    std::fill(t.workingHoursToMerge.begin(), t.workingHoursToMerge.end(), 80);
}

/// The same, but nothing takes any time at all.
void noTime(facts::Snapshot& s)
{
    ties(s);
    auto& t = s.tickets;
    for (auto* column : {&t.mergedAt, &t.firstLandedAt, &t.resolvedAt}) *column = t.createdAt;
    std::fill(t.workingHoursToMerge.begin(), t.workingHoursToMerge.end(), 0);
}

void giant(facts::Snapshot& s)
{
    s.tickets.createdAt.front() = test::at(-36'500);
    s.tickets.workingHoursToMerge.front() = 1e9;
    for (auto* column : {&s.tickets.size, &s.changes.added, &s.changes.deleted, &s.changes.linesBorn, &s.changes.files,
                         &s.changes.reviewRounds, &s.usage.accepted, &s.usage.linesAccepted})
        column->front() = std::numeric_limits<std::int32_t>::max() / 4;
    s.usage.costUsd.front() = 9990;
    for (auto& seats : s.people.seats)
        if (!seats.empty()) seats.front().pricePerMonth = 9990;
    s.deaths.lines.front() = std::numeric_limits<std::int32_t>::max() / 4;
}

/// Stamps in the wrong order, in the future and before the beginning of everything.
void clockSkew(facts::Snapshot& s)
{
    auto& t = s.tickets;
    for (std::size_t i = 0; i < t.rows(); i += 2) {
        std::swap(t.createdAt[i], t.mergedAt[i]);
        t.problems[i] = facts::kMergedBeforeCreated | facts::kResolvedBeforeCreated | facts::kStartedBeforeCreated;
        t.workingHoursToMerge[i] = -8;
    }
    for (std::size_t i = 1; i < t.rows(); i += 2) t.startedAt[i] = test::at(kDays + 50);
    std::sort(t.createdAt.begin(), t.createdAt.end());
    auto& c = s.changes;
    for (std::size_t i = 0; i < c.size(); i += 3) {
        c.openedAt[i] = test::at(kDays + 100);
        c.firstReviewAt[i] = test::at(-100);
        c.releasedAt[i] = test::at(-200);
        c.revertedAt[i] = c.mergedAt[i] - test::kDay;
    }
    for (std::size_t i = c.size() - 9; i < c.size(); ++i) c.mergedAt[i] = test::at(kDays + 200);
    for (float& age : s.deaths.ageDays) age = -age;
    for (std::size_t i = 0; i < s.defects.size(); i += 2) s.defects.reportedAt[i] = test::at(-50);
    for (auto& seats : s.people.seats)
        for (auto& seat : seats)
            seat = {0, test::day(kDays + 40), test::day(10), test::day(kDays + 90), test::day(-90)};
}

/// Each week is like every other.
void constantSeries(facts::Snapshot& s)
{
    auto& t = s.tickets;
    for (std::size_t i = 0; i < t.rows(); ++i) {
        t.mergedAt[i] = t.firstLandedAt[i] = t.resolvedAt[i] = t.createdAt[i] + 5 * test::kDay;
        t.startedAt[i] = t.createdAt[i] + test::kDay;
        t.workingHoursToMerge[i] = 40;
    }
    for (std::size_t i = 0; i < s.changes.size(); ++i) s.changes.mergedAt[i] = t.mergedAt[i];
    std::fill(s.changes.added.begin(), s.changes.added.end(), 10);
    s.defects = {};
    s.origins = {};
}

void zeroWeights(facts::Snapshot& s)
{
    std::fill(s.origins.weight.begin(), s.origins.weight.end(), 0);
    for (auto* column : {&s.changes.linesBorn, &s.changes.linesAlive, &s.changes.added, &s.changes.deleted,
                         &s.tickets.size, &s.deaths.lines, &s.origins.lines})
        std::fill(column->begin(), column->end(), 0);
    for (auto& stays : s.people.memberships)
        for (auto& stay : stays) stay.share = 0;
    for (auto& seats : s.people.seats)
        for (auto& seat : seats) seat.pricePerMonth = 0;
    std::fill(s.usage.costUsd.begin(), s.usage.costUsd.end(), 0);
    s.traceBoundaryDays = 90;
}

constexpr std::pair<const char*, Spoil> kCases[] = {{"ordinary", [](facts::Snapshot&) {}},
                                                    {"nothing at all", nothing},
                                                    {"no human-only work", onlyAi},
                                                    {"no AI-assisted work", onlyHuman},
                                                    {"all unknown", allUnknown},
                                                    {"one team", oneTeam},
                                                    {"one person", onePerson},
                                                    {"nobody known", nobodyKnown},
                                                    {"all censored", allCensored},
                                                    {"zero events", zeroEvents},
                                                    {"ties everywhere", ties},
                                                    {"nothing takes time", noTime},
                                                    {"a single giant", giant},
                                                    {"clock skew", clockSkew},
                                                    {"constant series", constantSeries},
                                                    {"weights of zero", zeroWeights}};

bool isSentence(const std::string& text)
{
    return text.size() > 10 && (text.back() == '.' || text.back() == '?');
}

/// What is wrong with a figure; empty when nothing is.
QString faultOf(const metrics::Estimate& e)
{
    for (const auto& part : {e.value, e.low, e.high, e.coverage})
        if (part && !std::isfinite(*part)) return QStringLiteral("not a finite number");
    if (!e.value)
        return isSentence(e.note) ? QString()
                                  : QStringLiteral("no figure and no sentence: ") + QString::fromStdString(e.note);
    // No change in weeks for which there are data is measured; see historyNotBegun.
    if (*e.value == 0 && e.total() == 0 && e.unit != "changes per week")
        return QStringLiteral("a zero made of nothing");
    // A value may differ from its limit in the last digit.
    const double slack = 1e-9 * std::max(1.0, std::abs(*e.value));
    if (e.low && *e.low > *e.value + slack) return QStringLiteral("low above value");
    if (e.high && *e.high < *e.value - slack) return QStringLiteral("high below value");
    if (e.coverage && (*e.coverage < 0 || *e.coverage > 1)) return QStringLiteral("coverage beyond 0 to 1");
    return {};
}

QString faultOf(const analysis::Effect& e)
{
    const QString fault = faultOf(e.effect);
    if (!fault.isEmpty()) return QString::fromStdString(e.id) + QStringLiteral(": ") + fault;
    const bool verdict = e.verdict == analysis::Verdict::Better || e.verdict == analysis::Verdict::Worse;
    if (verdict && (!e.effect.value || (!e.effect.low && !e.effect.high)))
        return QString::fromStdString(e.id) + QStringLiteral(": a verdict without a figure");
    return {};
}

QString faultOf(const analysis::Contrast& c)
{
    std::vector<QString> faults;
    for (const auto* group : {&c.ai, &c.human, &c.unknown}) faults.push_back(faultOf(*group));
    faults.push_back(faultOf(c.raw));
    faults.push_back(faultOf(c.adjusted));
    for (const auto& segment : c.segments) faults.push_back(faultOf(segment));
    for (const auto& run : c.sensitivity) faults.push_back(faultOf(run.effect));
    const auto& r = c.robustness;
    for (const auto& part :
         {r.eValue, r.eValueOfInterval, r.boundLow, r.boundHigh, r.effectiveAi, r.effectiveHuman, c.weeksToDecide})
        if (part && !std::isfinite(*part)) faults.push_back(QStringLiteral("robustness not finite"));
    for (const auto& b : r.balance)
        if (!std::isfinite(b.before) || !std::isfinite(b.after)) faults.push_back(QStringLiteral("balance not finite"));
    for (const QString& fault : faults)
        if (!fault.isEmpty()) return fault;
    return {};
}

void addCases(const std::vector<std::string>& ids)
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QByteArray>("id");
    for (int i = 0; i < static_cast<int>(std::size(kCases)); ++i)
        for (const std::string& id : ids)
            QTest::newRow((std::string(kCases[i].first) + ": " + id).c_str()) << i << QByteArray::fromStdString(id);
}

/// Each case is made once.
facts::SnapshotPtr caseOf(int which)
{
    static std::vector<facts::SnapshotPtr> made(std::size(kCases));
    auto& snapshot = made[static_cast<std::size_t>(which)];
    if (!snapshot) {
        facts::Snapshot s = ordinary();
        kCases[which].second(s);
        snapshot = std::make_shared<const facts::Snapshot>(std::move(s));
    }
    return snapshot;
}

} // namespace

class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measures_data();
    void measures();
    void historyNotBegun();
    void contrasts_data();
    void contrasts();
    void monitors_data();
    void monitors();
    void decisions_data();
    void decisions();
};

void TestBadInput::measures_data()
{
    std::vector<std::string> ids;
    for (const auto* metric : metrics::catalog()) ids.emplace_back(metric->info().id);
    addCases(ids);
}

void TestBadInput::measures()
{
    QFETCH(int, which);
    QFETCH(QByteArray, id);
    const facts::View view(caseOf(which), {});
    const metrics::Metric& metric = *metrics::metricById(id.toStdString());
    const QString fault = faultOf(metric.compute(view));
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    for (const metrics::Dimension dimension : metric.dimensions()) {
        const std::array by{dimension};
        for (const auto& bucket : metrics::split(metric, view, by)) {
            const QString part = faultOf(bucket.estimate);
            QVERIFY2(part.isEmpty(), qPrintable(QString::fromStdString(bucket.titles.front()) + u' ' + part));
        }
    }
    for (const auto& series : metrics::series(metric, view, {metrics::SeriesStep::Month, 28, true}))
        for (const auto& point : series.points) {
            const bool absent =
                !point.estimate.value && point.estimate.note.empty(); // nothing of the group in the window
            const QString part = absent ? QString() : faultOf(point.estimate);
            QVERIFY2(part.isEmpty(), qPrintable(part));
        }
}

/// Before the first change of all there is no throughput of zero.
void TestBadInput::historyNotBegun()
{
    facts::Snapshot s = ordinary();
    std::fill(s.changes.mergedAt.begin(), s.changes.mergedAt.end(), test::at(300));
    const auto snapshot = std::make_shared<const facts::Snapshot>(std::move(s));
    const auto during = [&](int from, int to) {
        facts::Filter filter;
        filter.period = DayRange{fromEpochDay(test::day(from)), fromEpochDay(test::day(to))};
        return metrics::metricById("throughput")->compute(facts::View(snapshot, filter));
    };
    const auto before = during(0, 100);
    QVERIFY(!before.value && isSentence(before.note));
    QCOMPARE(*during(310, 350).value, 0.0);
}

void TestBadInput::contrasts_data()
{
    std::vector<std::string> ids;
    for (const auto id : analysis::contrastable()) ids.emplace_back(id);
    addCases(ids);
}

void TestBadInput::contrasts()
{
    QFETCH(int, which);
    QFETCH(QByteArray, id);
    const facts::View view(caseOf(which), {});
    analysis::Settings settings;
    settings.resamples = 60;
    const auto contrast = analysis::contrast(id.toStdString(), view, settings);
    QVERIFY(contrast.has_value());
    const QString fault = faultOf(*contrast);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    const auto rollout = analysis::rollout(id.toStdString(), view, settings);
    QVERIFY(rollout.has_value());
    const QString seats = faultOf(rollout->effect);
    QVERIFY2(seats.isEmpty(), qPrintable(QStringLiteral("roll-out: ") + seats));
    for (const auto& step : rollout->steps)
        QVERIFY(std::isfinite(step.effect) && std::isfinite(step.low) && std::isfinite(step.high));
}

void TestBadInput::monitors_data()
{
    addCases({"all"});
}

void TestBadInput::monitors()
{
    QFETCH(int, which);
    const auto report = analysis::monitors(facts::View(caseOf(which), {}));
    for (const auto& alert : report.alerts)
        for (const double part : {alert.usual, alert.now, alert.low, alert.high, alert.sigmas})
            QVERIFY(std::isfinite(part));
}

void TestBadInput::decisions_data()
{
    addCases({"all"});
}

/// Targets of every basis on every kind of measure, and the recommendation that they lead to.
void TestBadInput::decisions()
{
    QFETCH(int, which);
    facts::Filter filter;
    filter.baseline = DayRange{fromEpochDay(test::day(0)), fromEpochDay(test::day(120))};
    const facts::View view(caseOf(which), filter);
    analysis::Settings settings;
    settings.resamples = 60;
    auto targets = decision::defaultTargets();
    for (const char* measure : {"ticket-to-merge", "throughput", "real-adoption", "idle-seat-cost", "rework-21"})
        for (const auto basis : {decision::Basis::Level, decision::Basis::Change}) {
            decision::Target target = targets.front();
            target.id = std::string(measure) + (basis == decision::Basis::Change ? "-change" : "-level");
            target.title = target.id;
            target.measure = measure;
            target.basis = basis;
            target.teams.clear();
            target.window = DayRange{fromEpochDay(test::day(200)), fromEpochDay(test::day(300))};
            targets.push_back(target);
        }
    const auto report = decision::assess(view, settings, targets);
    QVERIFY2(isSentence(report.text), report.text.c_str());
    QCOMPARE(report.targets.size(), targets.size());
    for (const auto& status : report.targets) {
        const QString fault = faultOf(status.evidence);
        QVERIFY2(fault.isEmpty(), qPrintable(QString::fromStdString(status.target.id) + u' ' + fault));
        QVERIFY2(isSentence(status.sentence), status.sentence.c_str());
        QVERIFY(!status.weeksToDecide || std::isfinite(*status.weeksToDecide));
        static const QRegularExpression notANumber(QStringLiteral("\\b(nan|inf)\\b"));
        QVERIFY2(!QString::fromStdString(status.sentence).contains(notANumber), status.sentence.c_str());
    }
    for (const auto& check : report.checks) QVERIFY(!check.condition.empty());
    QVERIFY(report.holdsIn <= report.runs);
    QVERIFY(report.recommendation != decision::Recommendation::Scale); // net value and readiness are not assessed
}

QTEST_APPLESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
