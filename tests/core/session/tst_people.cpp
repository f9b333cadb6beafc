// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/filter.h"
#include "metrics/metric.h"
#include "peoplefixture.h"
#include "session/session.h"
#include "session/stafflist.h"

#include <QDate>
#include <QTest>
#include <algorithm>

using namespace assay;
using namespace peopletest;

namespace {

const QByteArray kRoster = "name,email,login,team,role,from\n"
                           "Ada Example,ada@example.com,ada-ex,Payments,engineer,2025-01-01\n"
                           "Ben Example,ben@example.com,,Shop,engineer,2025-01-01\n";
const QByteArray kUsage = "email,date,tool,is_active,accepted\n"
                          "ada@example.com,2026-03-01,copilot,yes,5\n"
                          "ada@private.example,2026-03-02,copilot,yes,4\n"
                          "cleo@example.org,2026-03-02,copilot,yes,3\n"
                          "dan@example.org,2026-03-02,copilot,yes,3\n";

} // namespace

class TestPeople : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void exactRulesJoinWeakOnesSuggest();
    void joinsAndUndoes();
    void splitHoldsAgainstTheRoster();
    void marksBotsAndTools();
    void assignsTeamsOverTime();
    void inTwoTeamsCountsOnce();
    void decisionsOutliveTheSource();
    void patternsFindPeople_data();
    void patternsFindPeople();
    void pastesARoster();
    void understandsAStaffList();
    void asksAboutNamesOfPrograms();
    void everyDecisionIsAudited();
    void asksAboutSelfChosenIdentities();
    void asksAboutCoAuthors();
    void answersAboutCoAuthorsOfTools();
    void readsTheMailmap();

private:
    void commitWithCoAuthor() const;
    std::unique_ptr<ImportFixture> m_fixture;
};

void TestPeople::init()
{
    m_fixture = std::make_unique<ImportFixture>();
    m_fixture->write(QStringLiteral("roster.csv"), kRoster);
    m_fixture->write(QStringLiteral("usage.csv"), kUsage);
    m_fixture->import({QStringLiteral("roster.csv"), QStringLiteral("usage.csv")});
}

void TestPeople::exactRulesJoinWeakOnesSuggest()
{
    const auto board = boardOf(*m_fixture);
    QCOMPARE(personWith(board, "ada@example.com"), personWith(board, "github:ada-ex"));
    QVERIFY(personWith(board, "ada@private.example") != personWith(board, "ada@example.com"));
    const auto suggested = std::any_of(board.suggestions.begin(), board.suggestions.end(), [](const auto& s) {
        return s.a.value.find("ada@") == 0 && s.b.value.find("ada@") == 0 && s.score > 0.5 && !s.reason.empty();
    });
    QVERIFY(suggested);
    const auto days = std::find_if(board.unmapped.begin(), board.unmapped.end(),
                                   [](const auto& share) { return share.what == "usage days"; });
    QVERIFY(days != board.unmapped.end());
    QCOMPARE(days->all, 4);
    QCOMPARE(days->unmapped, 3);
    QVERIFY(session::unmappedSentence(board).find("75.0 % of the usage days (3 of 4)") != std::string::npos);
}

void TestPeople::joinsAndUndoes()
{
    auto board = boardOf(*m_fixture);
    const auto before = m_fixture->facts();
    const auto a = session::identityNamed(board, "ada@example.com");
    const auto b = session::identityNamed(board, "ADA@private.example");
    QVERIFY(a && b);
    decide(*m_fixture, {session::joinOf(*a, *b)});
    board = boardOf(*m_fixture);
    QCOMPARE(personWith(board, "ada@example.com"), personWith(board, "ada@private.example"));
    QVERIFY(!board.lastDecision.empty());
    QVERIFY(session::undoDecision(m_fixture->workspace()));
    QCOMPARE(m_fixture->facts(), before);
    QVERIFY(!session::undoDecision(m_fixture->workspace()));
}

void TestPeople::splitHoldsAgainstTheRoster()
{
    auto board = boardOf(*m_fixture);
    decide(*m_fixture, session::splitOf(board, *session::identityNamed(board, "github:ada-ex")));
    board = boardOf(*m_fixture);
    QVERIFY(personWith(board, "ada@example.com") != personWith(board, "github:ada-ex"));
    QVERIFY(personWith(board, "ada@example.com")->mapped);
    QVERIFY(!personWith(board, "github:ada-ex")->mapped);
}

void TestPeople::marksBotsAndTools()
{
    auto board = boardOf(*m_fixture);
    const auto dan = *session::identityNamed(board, "dan@example.org");
    decide(*m_fixture, {session::markOf(dan, store::DecisionAction::Bot)});
    QVERIFY(personWith(boardOf(*m_fixture), "dan@example.org")->bot);
    decide(*m_fixture, {session::markOf(dan, store::DecisionAction::Human)});
    QVERIFY(!personWith(boardOf(*m_fixture), "dan@example.org")->bot);
}

void TestPeople::assignsTeamsOverTime()
{
    auto board = boardOf(*m_fixture);
    const auto& ada = *personWith(board, "ada@example.com");
    decide(*m_fixture, {session::teamOf(ada, "Platform", parseIsoDay("2026-02-01"), std::nullopt)});
    board = boardOf(*m_fixture);
    const auto& moved = *personWith(board, "ada@example.com");
    QCOMPARE(moved.team, std::string("Platform"));
    QCOMPARE(moved.stays.size(), std::size_t{2}); // never in two teams at once
    QCOMPARE(moved.stays[0].team, std::string("Payments"));
    QCOMPARE(isoDay(*moved.stays[0].to), std::string("2026-01-31"));
    QCOMPARE(isoDay(*moved.stays[1].from), std::string("2026-02-01"));
    decide(*m_fixture, {session::teamOf(*personWith(board, "cleo@example.org"), "Shop", std::nullopt, std::nullopt)});
    QVERIFY(personWith(boardOf(*m_fixture), "cleo@example.org")->mapped);
}

/// A roster that puts one person into two teams at once: the teams' people add up to those of the organisation.
void TestPeople::inTwoTeamsCountsOnce()
{
    QByteArray roster = "name,email,team,role,from\n";
    QByteArray usage = "email,date,tool,is_active,accepted\n";
    for (const char* team : {"Payments", "Shop"})
        for (int i = 0; i < 6; ++i) {
            const QByteArray name = QByteArray(team) + QByteArray::number(i);
            roster += name + "," + name + "@example.com," + team + ",engineer,2025-01-01\n";
            for (QDate day(2026, 2, 1); day < QDate(2026, 3, 15); day = day.addDays(1))
                usage += name + "@example.com," + day.toString(Qt::ISODate).toUtf8() + ",copilot,yes,4\n";
        }
    roster += "Payments0,Payments0@example.com,Shop,engineer,2025-01-01\n";
    const ImportFixture f;
    f.write(QStringLiteral("roster.csv"), roster);
    f.write(QStringLiteral("usage.csv"), usage);
    f.import({QStringLiteral("roster.csv"), QStringLiteral("usage.csv")});
    const auto opened = session::Session::open(f.workspace());
    QVERIFY(opened);
    const facts::View all((*opened)->snapshot(), {});
    const metrics::Dimension byTeam[] = {metrics::Dimension::Team};
    const auto* metric = metrics::metricById("habitual-use");
    QVERIFY(metric != nullptr);
    QCOMPARE(metric->compute(all).total(), std::int64_t{12});
    std::int64_t sum = 0;
    const auto teams = metrics::split(*metric, all, byTeam);
    QCOMPARE(teams.size(), std::size_t{2});
    for (const auto& team : teams) sum += team.estimate.total();
    QCOMPARE(sum, std::int64_t{12});
}

void TestPeople::decisionsOutliveTheSource()
{
    auto board = boardOf(*m_fixture);
    decide(*m_fixture, {session::joinOf(*session::identityNamed(board, "ada@example.com"),
                                        *session::identityNamed(board, "ada@private.example"))});
    m_fixture->write(QStringLiteral("usage.csv"), kUsage + "eve@example.org,2026-03-03,copilot,yes,1\n");
    m_fixture->import({QStringLiteral("usage.csv")});
    board = boardOf(*m_fixture);
    QCOMPARE(personWith(board, "ada@example.com"), personWith(board, "ada@private.example"));
    QVERIFY(session::verifyWorkspace(m_fixture->workspace())->passed());
}

void TestPeople::patternsFindPeople_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("found");
    const auto row = [](const char* pattern, int found) {
        QTest::newRow(pattern) << QString::fromUtf8(pattern) << found;
    };
    row("", 5);
    row("ada", 2);
    row("@example.org", 2);
    row("unmapped", 3);
    row("unmapped @example.org", 2);
    row("team:pay", 1);
    row("c*o@example", 1);
    row("path:src", 0);
    row("nobody", 0);
}

void TestPeople::patternsFindPeople()
{
    QFETCH(QString, pattern);
    QFETCH(int, found);
    QCOMPARE(static_cast<int>(session::peopleMatching(boardOf(*m_fixture), pattern.toStdString()).size()), found);
}

void TestPeople::pastesARoster()
{
    const auto list = session::staffList(boardOf(*m_fixture),
                                         "E-mail\tTeam\r\ncleo@example.org\tShop\r\ndan@example.org\tPlatform\r\n"
                                         "zoe@example.org\tShop\r\n\r\n");
    QCOMPARE(list.decisions.size(), std::size_t{2});
    QCOMPARE(list.questions.size(), std::size_t{1});
    QCOMPARE(list.questions.front().line, std::string("zoe@example.org\tShop"));
    decide(*m_fixture, list.decisions);
    QCOMPARE(personWith(boardOf(*m_fixture), "dan@example.org")->team, std::string("Platform"));
    const auto bare = session::staffList(boardOf(*m_fixture), "Ben Example; Payments");
    QCOMPARE(bare.decisions.size(), std::size_t{1});
    QCOMPARE(bare.decisions.front().word, std::string("Payments"));
}

void TestPeople::understandsAStaffList()
{
    const auto board = boardOf(*m_fixture);
    const auto list = session::staffList(board, "\xEF\xBB\xBF"
                                                "Employee;Work e-mail;Department;Floor\r\n"
                                                "\"Example; Cleo\";cleo@example.org;Shop;2\r\n"
                                                ";dan@example.org;Platform;1\r\n"
                                                ";dan@example.org;Platform;1\r\n"
                                                ";cleo@example.org;\"R \"\"and\"\" D\";2\r\n");
    QCOMPARE(list.teamColumn, std::string("Department"));
    QCOMPARE(list.decisions.size(), std::size_t{2}); // people, not lines
    QVERIFY(list.questions.empty());
    QCOMPARE(list.contradictions.size(), std::size_t{1});
    const auto& sentence = list.contradictions.front();
    QVERIFY2(sentence.find("is in Shop on one line and in R \"and\" D on a later one") != std::string::npos,
             sentence.c_str());
    QCOMPARE(list.teams.size(), std::size_t{2});
    const auto without =
        std::count_if(board.people.begin(), board.people.end(), [](const auto& p) { return !p.mapped; });
    std::size_t listed = 0;
    for (const char* address : {"cleo@example.org", "dan@example.org"})
        listed += personWith(board, address)->mapped ? 0 : 1;
    QCOMPARE(list.left.size(), static_cast<std::size_t>(without) - listed);
}

void TestPeople::asksAboutNamesOfPrograms()
{
    m_fixture->makeRepository();
    m_fixture->write(QStringLiteral("repo/b.txt"), "one\n");
    QVERIFY(m_fixture->git({QStringLiteral("add"), QStringLiteral("-A")}));
    QVERIFY(m_fixture->git({QStringLiteral("-c"), QStringLiteral("user.name=Release Bot"), QStringLiteral("-c"),
                            QStringLiteral("user.email=release@example.com"), QStringLiteral("commit"),
                            QStringLiteral("-qm"), QStringLiteral("Add b")}));
    m_fixture->import({QStringLiteral("repo")});
    const auto board = boardOf(*m_fixture);
    QVERIFY(!personWith(board, "release@example.com")->bot); // a surname too: not without asking
    QCOMPARE(board.questions.size(), std::size_t{1});
    QCOMPARE(board.questions.front().example, std::string("Release Bot <release@example.com>"));
    for (const auto action : {store::DecisionAction::Bot, store::DecisionAction::Human}) {
        decide(*m_fixture, {session::markOf(board.questions.front().identity, action)});
        QVERIFY(boardOf(*m_fixture).questions.empty());
        QCOMPARE(personWith(boardOf(*m_fixture), "release@example.com")->bot, action == store::DecisionAction::Bot);
        QVERIFY(session::undoDecision(m_fixture->workspace()));
        QCOMPARE(boardOf(*m_fixture).questions.size(), std::size_t{1});
    }
}

void TestPeople::everyDecisionIsAudited()
{
    auto board = boardOf(*m_fixture);
    decide(*m_fixture,
           {session::markOf(*session::identityNamed(board, "dan@example.org"), store::DecisionAction::Bot)});
    QVERIFY(session::undoDecision(m_fixture->workspace()));
    const auto checked = session::verifyWorkspace(m_fixture->workspace());
    QVERIFY(checked && checked->passed());
}

void TestPeople::asksAboutSelfChosenIdentities()
{
    m_fixture->makeRepository();
    m_fixture->write(QStringLiteral("repo/b.txt"), "one\n");
    QVERIFY(m_fixture->git({QStringLiteral("add"), QStringLiteral("-A")}));
    QVERIFY(m_fixture->git({QStringLiteral("-c"), QStringLiteral("user.name=Claude Assistant"), QStringLiteral("-c"),
                            QStringLiteral("user.email=assistant@anthropic.com"), QStringLiteral("commit"),
                            QStringLiteral("-qm"), QStringLiteral("Add b")}));
    m_fixture->import({QStringLiteral("repo")});
    auto board = boardOf(*m_fixture);
    QCOMPARE(board.questions.size(), std::size_t{1});
    QCOMPARE(board.questions.front().commits, 1);
    QVERIFY(!m_fixture->facts().contains("\"provenance\":\"ai\""));
    decide(*m_fixture, {session::markOf(board.questions.front().identity, store::DecisionAction::Tool, "claude-code")});
    QVERIFY(boardOf(*m_fixture).questions.empty());
    QVERIFY(m_fixture->facts().contains("\"provenance\":\"ai\""));
    QVERIFY(session::undoDecision(m_fixture->workspace()));
    QCOMPARE(boardOf(*m_fixture).questions.size(), std::size_t{1});
}

/// Written by one, committed by another, and a line for a third who did neither.
void TestPeople::commitWithCoAuthor() const
{
    m_fixture->makeRepository();
    m_fixture->write(QStringLiteral("repo/b.txt"), "one\n");
    QVERIFY(m_fixture->git({QStringLiteral("add"), QStringLiteral("-A")}));
    QVERIFY(
        m_fixture->git({QStringLiteral("-c"), QStringLiteral("user.name=Kim Example"), QStringLiteral("-c"),
                        QStringLiteral("user.email=kim@example.com"), QStringLiteral("commit"), QStringLiteral("-qm"),
                        QStringLiteral("Add b\n\nCo-authored-by: AI Assistant <Assistant@Example.net>"),
                        QStringLiteral("--author=Eve Example <eve@example.com>")}));
    m_fixture->import({QStringLiteral("repo")});
}

void TestPeople::asksAboutCoAuthors()
{
    commitWithCoAuthor();
    const auto board = boardOf(*m_fixture);
    QCOMPARE(board.questions.size(), std::size_t{1});
    const auto& question = board.questions.front();
    QCOMPARE(question.example, std::string("AI Assistant <Assistant@Example.net>"));
    QCOMPARE(question.identity.value, std::string("assistant@example.net"));
    QCOMPARE(session::identityNamed(board, "Assistant@example.net")->value, question.identity.value);
    for (const auto action : {store::DecisionAction::Bot, store::DecisionAction::Human}) {
        decide(*m_fixture, {session::markOf(question.identity, action)});
        const auto after = boardOf(*m_fixture);
        QVERIFY(after.questions.empty());
        QVERIFY(!personWith(after, "kim@example.com")->bot);
        QVERIFY(!personWith(after, "eve@example.com")->bot);
        QVERIFY2(after.lastDecision.starts_with("assistant@example.net is a p"), after.lastDecision.c_str());
        QVERIFY(session::undoDecision(m_fixture->workspace()));
        QCOMPARE(boardOf(*m_fixture).questions.size(), std::size_t{1});
    }
}

void TestPeople::answersAboutCoAuthorsOfTools()
{
    commitWithCoAuthor();
    const auto identity = boardOf(*m_fixture).questions.front().identity;
    QVERIFY(!m_fixture->facts().contains("\"provenance\":\"ai\""));
    decide(*m_fixture, {session::markOf(identity, store::DecisionAction::Tool, "claude-code")});
    const auto after = boardOf(*m_fixture);
    QVERIFY(after.questions.empty());
    QVERIFY(!personWith(after, "kim@example.com")->bot);
    QVERIFY(m_fixture->facts().contains("\"provenance\":\"ai\""));
}

void TestPeople::readsTheMailmap()
{
    const auto joined = [this] {
        const auto board = boardOf(*m_fixture);
        return personWith(board, "ada@example.com") == personWith(board, "dev001@example.com");
    };
    m_fixture->makeRepository();
    m_fixture->import({QStringLiteral("repo")});
    QVERIFY(!joined());
    const auto apart = m_fixture->facts();
    m_fixture->write(QStringLiteral("repo/.mailmap"), "Ada Example <ada@example.com> <Dev001@example.com>\n");
    QVERIFY(m_fixture->git({QStringLiteral("add"), QStringLiteral("-A")}));
    QVERIFY(m_fixture->git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("say who is who")}));
    m_fixture->import({QStringLiteral("repo")});
    QVERIFY(joined());
    QVERIFY(m_fixture->git(
        {QStringLiteral("reset"), QStringLiteral("-q"), QStringLiteral("--hard"), QStringLiteral("HEAD~1")}));
    m_fixture->import({QStringLiteral("repo")});
    QCOMPARE(m_fixture->facts(), apart);
    QVERIFY(!joined());
}

QTEST_GUILESS_MAIN(TestPeople)
#include "tst_people.moc"
