// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/filter.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <numeric>

using namespace assay;
using namespace assay::facts;
using assay::domain::Provenance;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;
using Kind = ProvenanceThreshold::Kind;

namespace {

int selected(const std::vector<std::uint8_t>& rows)
{
    return std::accumulate(rows.begin(), rows.end(), 0);
}

TinySnapshot twoMonths()
{
    TinySnapshot s(6, 2, 60);
    s.add(ChangeRow{.merged = 5, .p = 1, .team = 0, .tools = 1});
    s.add(ChangeRow{.merged = 10, .p = 0, .author = 1, .team = 1, .type = domain::TaskType::Tests, .repository = 1});
    s.add(ChangeRow{.merged = 40, .p = 1, .team = kNoIndex, .tools = 2});
    s.add(ChangeRow{.merged = 41, .flags = kAutomation});
    s.add(TicketRow{.created = 1, .merged = 5, .p = 1, .key = "PAY-1"});
    s.add(TicketRow{.created = 2, .team = 1, .state = TicketState::Open, .priority = 0, .key = "PAY-2"});
    s.add(TicketRow{.created = 3, .state = TicketState::Cancelled, .resolved = 8, .key = "WEB-1"});
    s.add(TicketRow{.created = 50, .merged = 55, .p = 0, .priority = 1, .key = "WEB-2"});
    s.raw().changes.ticket[0] = 0;
    s.raw().changes.ticket[1] = 3;
    return s;
}

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classifies_data();
    void classifies();
    void selects_data();
    void selects();
    void peopleOfTeams();
    void namesUnknown();
    void emptySnapshot();
};

void TestFilter::classifies_data()
{
    QTest::addColumn<double>("p");
    QTest::addColumn<bool>("declared");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("threshold");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, double p, bool declared, Kind kind, double threshold, const char* expected) {
        QTest::newRow(name) << p << declared << static_cast<int>(kind) << threshold << QByteArray(expected);
    };
    row("unknown stays unknown", test::kUnknown, false, Kind::Probability, 0.5, "unknown");
    row("unknown stays unknown when only declarations count", test::kUnknown, false, Kind::Declared, 0.5, "unknown");
    row("declared", 1, true, Kind::Declared, 0.5, "ai");
    row("likely is no declaration", 0.9, false, Kind::Declared, 0.5, "unknown");
    row("likely", 0.5, false, Kind::Probability, 0.5, "ai");
    row("unlikely is not human", 0.3, false, Kind::Probability, 0.5, "unknown");
    row("higher bar", 0.7, false, Kind::Probability, 0.8, "unknown");
    row("human evidence", 0, false, Kind::Probability, 0.5, "human");
    row("human evidence beats a threshold of zero", 0, false, Kind::Probability, 0, "human");
    row("bound: human", test::kUnknown, false, Kind::UnknownAsHuman, 0.5, "human");
    row("bound: human, unlikely", 0.3, false, Kind::UnknownAsHuman, 0.5, "human");
    row("bound: human, declared", 1, true, Kind::UnknownAsHuman, 0.5, "ai");
    row("bound: ai", test::kUnknown, false, Kind::UnknownAsAi, 0.5, "ai");
    row("bound: ai, human evidence", 0, false, Kind::UnknownAsAi, 0.5, "human");
}

void TestFilter::classifies()
{
    QFETCH(double, p);
    QFETCH(bool, declared);
    QFETCH(int, kind);
    QFETCH(double, threshold);
    QFETCH(QByteArray, expected);
    const auto got = classify(p, declared, ProvenanceThreshold{static_cast<Kind>(kind), threshold});
    QCOMPARE(QByteArray(domain::provenanceId(got)), expected);
}

void TestFilter::selects_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("changes");
    QTest::addColumn<int>("tickets");
    QTest::newRow("everything but automation") << QByteArray() << QByteArray() << 3 << 4;
    QTest::newRow("period: open tickets stay, ended ones go") << QByteArray("period") << QByteArray("30..60") << 1 << 2;
    QTest::newRow("period: later tickets are not there yet") << QByteArray("period") << QByteArray("0..20") << 2 << 3;
    QTest::newRow("team") << QByteArray("team") << QByteArray("Team B") << 1 << 1;
    QTest::newRow("task type") << QByteArray("type") << QByteArray("tests") << 1 << 0;
    QTest::newRow("repository: open tickets by their project")
        << QByteArray("repository") << QByteArray("core") << 2 << 2;
    QTest::newRow("tool keeps human-only work") << QByteArray("tool") << QByteArray("cursor") << 2 << 3;
    QTest::newRow("priority of tickets; changes have none") << QByteArray("priority") << QByteArray("P1") << 3 << 1;
    QTest::newRow("unknown team") << QByteArray("team") << QByteArray("Nobody") << 0 << 0;
}

void TestFilter::selects()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(int, changes);
    QFETCH(int, tickets);
    Filter filter;
    if (field == "team") filter.teams.insert(value.toStdString());
    if (field == "type") filter.taskTypes.insert(value.toStdString());
    if (field == "repository") filter.repositories.insert(value.toStdString());
    if (field == "tool") filter.tools.insert(value.toStdString());
    if (field == "priority") filter.priorities.insert(value.toStdString());
    if (field == "period") {
        const auto parts = value.split('.');
        filter.period =
            DayRange{fromEpochDay(test::day(parts.first().toInt())), fromEpochDay(test::day(parts.last().toInt()))};
    }
    const View view = twoMonths().view(filter);
    QCOMPARE(selected(view.changes()), changes);
    QCOMPARE(selected(view.tickets()), tickets);
}

void TestFilter::peopleOfTeams()
{
    TinySnapshot s(4, 2, 60);
    s.raw().people.memberships[2] = {Membership{0, kNoDay, test::day(9), true, 1},
                                     Membership{1, test::day(10), kNoDay, true, 1}};
    s.raw().people.bot[3] = 1;
    Filter filter;
    filter.teams = {"Team A"};
    QCOMPARE(selected(s.view(filter).people()), 2);
    filter.period = DayRange{fromEpochDay(test::day(20)), fromEpochDay(test::day(30))};
    QCOMPARE(selected(s.view(filter).people()), 1);
    QCOMPARE(selected(s.view().people()), 3);
}

void TestFilter::namesUnknown()
{
    Filter filter;
    filter.teams = {"Team A", "Nobody"};
    filter.tools = {"hal"};
    const auto sentences = unknownNames(*twoMonths().share(), filter);
    QCOMPARE(sentences.size(), std::size_t{2});
    QCOMPARE(QByteArray::fromStdString(sentences.front()),
             QByteArray("There is no team \"Nobody\": the workspace has Team A, Team B."));
    filter = {};
    filter.taskTypes = {"feature"};
    QVERIFY(unknownNames(*twoMonths().share(), filter).empty());
}

void TestFilter::emptySnapshot()
{
    const View view(std::make_shared<const Snapshot>(), Filter{});
    QVERIFY(view.changes().empty());
    QVERIFY(view.tickets().empty());
    QVERIFY(view.people().empty());
}

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
