// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"
#include "present/figures.h"
#include "resources/resources.h"
#include "session/demo.h"
#include "session/demotargets.h"
#include "session/session.h"
#include "session/targetfile.h"
#include "session/targetjob.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace assay;
using namespace assay::session;

namespace {

Day day(const char* iso)
{
    return *parseIsoDay(iso);
}

std::vector<domain::Target> oneTarget(double limit)
{
    domain::Target target;
    target.id = "mine";
    target.title = "Mine";
    target.measure = "formal-adoption";
    target.basis = domain::Basis::Level;
    target.atMost = false;
    target.limit = limit;
    target.window = DayRange{day("2027-01-01"), day("2027-03-31")};
    target.owner = "Ada";
    return {target};
}

} // namespace

class TestTargets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsAFile();
    void refusesAFile_data();
    void refusesAFile();
    void demoRegistersBeforeItsWindow();
    void shortDemoHasABaseline();
    void registersAndEdits();
    void registersPriorities();
    void registersAllOrNone();
    void retires();
    void whatNeverOpenedIsGone();
    void keepsEachRecommendationOnce();

private:
    [[nodiscard]] std::shared_ptr<const Session> opened() const
    {
        auto session = Session::open(m_path);
        return session ? *session : nullptr;
    }
    QTemporaryDir m_folder;
    std::string m_path;
};

void TestTargets::initTestCase()
{
    resources::load();
    m_path = m_folder.filePath(QStringLiteral("demo.assay")).toStdString();
    DemoRequest request;
    request.workspace = m_path;
    request.developers = 40;
    request.months = 12;
    const auto made = makeDemo(request, {}, {});
    QVERIFY2(made, made ? "" : made.error().message.c_str());
}

void TestTargets::readsAFile()
{
    const auto read = readTargets(R"([[target]]
measure = "resolution-time"
basis = "change"
at-most = 0.75
task-types = ["bug-fix"]
priorities = ["P1"]
baseline = "2026-01-01..2026-06-30"
window = "2026-07-01..2026-09-28"
owner = "Ada"

[[target]]
id = "rail"
measure = "defects-per-100-changes"
basis = "contrast"
at-most = 1.1
guard-rail = true
)",
                                  "targets.toml");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->size(), std::size_t{2});
    QCOMPARE(read->front().limit, 0.75);
    QVERIFY(read->front().window == std::optional<DayRange>(DayRange{day("2026-07-01"), day("2026-09-28")}));
    QCOMPARE(read->front().taskTypes, std::set<std::string>{"bug-fix"});
    QCOMPARE(read->front().priorities, std::set<std::string>{"P1"});
    QVERIFY(!read->front().guardRail && read->back().guardRail);
}

void TestTargets::refusesAFile_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* text, const char* said) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(said);
    };
    row("no TOML", "measure: x", "t.toml, line 1");
    row("nothing in it", "", "holds no target");
    row("a typo", "[[target]]\nmeasure = \"x\"\nbasis = \"level\"\nat-msot = 1", "line 4: there is no key \"at-msot\"");
    row("two limits", "[[target]]\nmeasure = \"x\"\nbasis = \"level\"\nat-most = 1\nat-least = 0", "one limit");
    row("no limit", "[[target]]\nmeasure = \"x\"\nbasis = \"level\"", "one limit");
    row("no measure", "[[target]]\nbasis = \"level\"\nat-most = 1", "names its measure");
    row("no such basis", "[[target]]\nmeasure = \"x\"\nbasis = \"hope\"\nat-most = 1", "basis is");
    row("a day that is none",
        "[[target]]\nmeasure = \"x\"\nbasis = \"level\"\nat-most = 1\nwindow = \"2026-02-30..2026-03-01\"",
        "window is written as");
}

void TestTargets::refusesAFile()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const auto read = readTargets(text.toStdString(), "t.toml");
    QVERIFY(!read);
    QVERIFY2(QString::fromStdString(read.error().message).contains(said), read.error().message.c_str());
}

void TestTargets::demoRegistersBeforeItsWindow()
{
    const auto session = opened();
    QVERIFY(session);
    const auto& targets = session->decisions().targets;
    QCOMPARE(targets.size(), std::size_t{6});
    for (const auto& target : targets) QVERIFY2(!target.postHoc && target.registeredOn, target.id.c_str());
    const auto input = session->pageInput({});
    const auto& judged = input.figures->recommendation().targets;
    QCOMPARE(judged.size(), std::size_t{6});
    QVERIFY(!judged.front().target.byDefault);
}

void TestTargets::shortDemoHasABaseline()
{
    for (const char* from : {"2026-10-01", "2026-05-01", "2026-04-01", "2025-05-01"}) {
        const auto demo = demoTargets({day(from), day("2026-10-31")});
        for (const auto& target : demo.targets) {
            QVERIFY(target.window && day(from) <= target.window->from && target.window->from < target.window->to);
            if (!target.baseline) continue;
            QVERIFY(day(from) <= target.baseline->from && target.baseline->from < target.baseline->to);
            QVERIFY(target.baseline->to < target.window->from);
        }
    }
}

void TestTargets::registersAndEdits()
{
    const auto first = registerTargets(*opened(), oneTarget(0.5), day("2026-12-01"));
    QVERIFY2(first, first ? "" : first.error().message.c_str());
    QVERIFY(first->front().isNew && !first->front().target.postHoc);
    const auto again = registerTargets(*opened(), oneTarget(0.5), day("2027-02-01"));
    QVERIFY(again && !again->front().changed);
    const auto late = registerTargets(*opened(), oneTarget(0.4), day("2027-02-01"));
    QVERIFY(late && late->front().changed && late->front().target.postHoc);
    const auto session = opened();
    const auto& stored = session->decisions().targets.back();
    QCOMPARE(stored.limit, 0.4);
    QVERIFY(stored.postHoc);
    QCOMPARE(stored.edits.size(), std::size_t{1});
}

/// "Reduce time to resolution of P1 defects by 25 % within 90 days against the prior six months."
void TestTargets::registersPriorities()
{
    const auto read = readTargets(R"([[target]]
id = "p1"
measure = "resolution-time"
basis = "change"
at-most = 0.75
priorities = ["Highest"]
baseline = "2026-05-01..2026-10-31"
window = "2026-12-02..2027-03-01"
owner = "Head of engineering"
)",
                                  "t.toml");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const auto done = registerTargets(*opened(), *read, day("2026-12-01"));
    QVERIFY2(done, done ? "" : done.error().message.c_str());
    const auto session = opened();
    const auto& stored = session->decisions().targets;
    const auto p1 = std::find_if(stored.begin(), stored.end(), [](const auto& target) { return target.id == "p1"; });
    QVERIFY(p1 != stored.end() && !p1->postHoc);
    QCOMPARE(p1->priorities, std::set<std::string>{"Highest"});
    QVERIFY(p1->measuredBaseline && p1->measuredBaseline->value && p1->measuredBaseline->low);
    facts::Filter filter;
    filter.period = p1->baseline;
    filter.priorities = p1->priorities;
    const auto own = metrics::metricById("resolution-time")->compute(facts::View(session->snapshot(), filter));
    QCOMPARE(p1->measuredBaseline->value, own.value);
    QCOMPARE(p1->measuredBaseline->n, std::optional<std::int64_t>(own.total()));
    filter.priorities.clear();
    QVERIFY(own.total() <
            metrics::metricById("resolution-time")->compute(facts::View(session->snapshot(), filter)).total());
    QVERIFY(retireTarget(m_path, "p1", day("2026-12-01")));
}

void TestTargets::registersAllOrNone()
{
    auto targets = oneTarget(0.5);
    targets.front().id = "good";
    targets.push_back(targets.front());
    targets.back().id = "bad";
    targets.back().limit = 50;
    const auto result = registerTargets(*opened(), targets, day("2026-12-01"));
    QVERIFY(!result);
    QVERIFY2(result.error().message.starts_with("bad: "), result.error().message.c_str());
    const auto session = opened();
    for (const auto& target : session->decisions().targets) QVERIFY(target.id != "good");
}

void TestTargets::retires()
{
    const auto session = opened();
    const auto before = session->pageInput({}).figures->recommendation().targets.size();
    const auto& targets = session->decisions().targets;
    const auto habit =
        std::find_if(targets.begin(), targets.end(), [](const auto& target) { return target.id == "habit"; });
    QVERIFY(habit != targets.end() && habit->window && habit->window->from < day("2026-12-01"));
    QVERIFY(retireTarget(m_path, "habit", day("2026-12-01")));
    QVERIFY(!retireTarget(m_path, "nothing", day("2026-12-01")));
    const auto after = opened();
    QCOMPARE(after->decisions().targets.size(), session->decisions().targets.size());
    const auto judged =
        after->pageInput({}).figures->recommendation().targets; // its window had opened: it still counts
    QCOMPARE(judged.size(), before);
    QCOMPARE(judged.back().target.id, std::string("habit"));
    QVERIFY2(decision::stateText(judged.back()).starts_with("retired; "), decision::stateText(judged.back()).c_str());
}

void TestTargets::whatNeverOpenedIsGone()
{
    auto targets = oneTarget(0.5);
    targets.front().id = "later";
    targets.front().window = DayRange{day("2027-01-01"), day("2027-03-31")};
    QVERIFY(registerTargets(*opened(), targets, day("2026-12-01")));
    const auto count = [](const session::Session& session) {
        const auto judged = session.pageInput({}).figures->recommendation().targets;
        return std::count_if(judged.begin(), judged.end(), [](const auto& s) { return s.target.id == "later"; });
    };
    QCOMPARE(count(*opened()), 1);
    QVERIFY(retireTarget(m_path, "later", day("2026-12-02")));
    QCOMPARE(count(*opened()), 0);
}

void TestTargets::keepsEachRecommendationOnce()
{
    const auto session = opened();
    const auto kept = [&](const facts::Filter& filter, int second) {
        const auto result = recordVerdict(*session, session->pageInput(filter).figures->recommendation(), filter,
                                          fromUnixSeconds(second));
        return result && *result;
    };
    facts::Filter tests;
    tests.taskTypes = {"tests"};
    QVERIFY(kept({}, 1));
    QVERIFY(!kept({}, 2));
    QVERIFY(kept(tests, 3));
    QVERIFY(!kept({}, 4));
    QCOMPARE(opened()->decisions().history.size(), std::size_t{2});
    QCOMPARE(opened()->decisions().history.back().scope, std::string("task types tests"));
}

QTEST_GUILESS_MAIN(TestTargets)
#include "tst_targets.moc"
