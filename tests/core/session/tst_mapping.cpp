// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/filter.h"
#include "peoplefixture.h"
#include "present/pages/registry.h"
#include "session/datasummary.h"
#include "session/session.h"
#include "store/database.h"

#include <QTest>

using namespace assay;
using namespace peopletest;

namespace {

const QByteArray kRoster = "name,email,login,team,role,from\n"
                           "Ada Example,ada@example.com,ada-ex,Payments,engineer,2025-01-01\n"
                           "Ben Example,ben@example.com,,,engineer,2025-01-01\n";
const QByteArray kUsage = "email,date,tool,is_active,accepted\n"
                          "ada@example.com,2026-03-01,copilot,yes,5\n"
                          "ben@example.com,2026-03-01,copilot,yes,5\n"
                          "cleo@example.org,2026-03-02,copilot,yes,3\n"
                          "cleo@private.example,2026-03-02,copilot,yes,3\n";

std::int64_t unmappedUsage(const session::PeopleBoard& board)
{
    for (const auto& share : board.unmapped)
        if (share.what == "usage days") return share.unmapped;
    return -1;
}

store::DecisionRow inTeam(const session::PeopleBoard& board, const char* who, const char* team, const char* from = "")
{
    return session::teamOf(*personWith(board, who), team, parseIsoDay(from), std::nullopt);
}

} // namespace

/// Who counts as mapped, and what the work of the others comes to.
class TestMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void outOfEveryTeamIsUnmapped();
    void aTeamThatEndedIsATeam();
    void theRosterHoldsWithoutATeam();
    void programsAndMergesAreNobodysWork();
    void splitKeepsTheTeamOnBothSides();
    void splitKeepsTheOrderOfTeams();

private:
    void commit(const QStringList& who, const QString& file) const;
    [[nodiscard]] session::PeopleBoard joinedCleo() const;
    std::unique_ptr<ImportFixture> m_fixture;
};

void TestMapping::init()
{
    m_fixture = std::make_unique<ImportFixture>();
    m_fixture->write(QStringLiteral("roster.csv"), kRoster);
    m_fixture->write(QStringLiteral("usage.csv"), kUsage);
    m_fixture->import({QStringLiteral("roster.csv"), QStringLiteral("usage.csv")});
}

void TestMapping::outOfEveryTeamIsUnmapped()
{
    QCOMPARE(unmappedUsage(boardOf(*m_fixture)), 2);
    decide(*m_fixture, {inTeam(boardOf(*m_fixture), "cleo@example.org", "Shop")});
    QVERIFY(personWith(boardOf(*m_fixture), "cleo@example.org")->mapped);
    QCOMPARE(unmappedUsage(boardOf(*m_fixture)), 1);
    decide(*m_fixture, {inTeam(boardOf(*m_fixture), "cleo@example.org", "")});
    const auto board = boardOf(*m_fixture);
    QVERIFY(!personWith(board, "cleo@example.org")->mapped);
    QCOMPARE(unmappedUsage(board), 2);
    const auto sentence = session::unmappedSentence(board);
    QVERIFY2(sentence.starts_with("2 of 4 people are on the roster or in a team."), sentence.c_str());
    QVERIFY(session::undoDecision(m_fixture->workspace()));
    QVERIFY(personWith(boardOf(*m_fixture), "cleo@example.org")->mapped);
}

void TestMapping::aTeamThatEndedIsATeam()
{
    decide(*m_fixture, {inTeam(boardOf(*m_fixture), "cleo@example.org", "Shop")});
    decide(*m_fixture, {inTeam(boardOf(*m_fixture), "cleo@example.org", "", "2026-03-02")});
    QVERIFY(personWith(boardOf(*m_fixture), "cleo@example.org")->mapped);
}

void TestMapping::theRosterHoldsWithoutATeam()
{
    for (const char* who : {"ada@example.com", "ben@example.com"}) {
        decide(*m_fixture, {inTeam(boardOf(*m_fixture), who, "")});
        const auto board = boardOf(*m_fixture);
        QVERIFY(personWith(board, who)->team.empty());
        QVERIFY(personWith(board, who)->mapped);
    }
}

void TestMapping::commit(const QStringList& who, const QString& file) const
{
    m_fixture->write(QStringLiteral("repo/") + file, "one\n");
    QVERIFY(m_fixture->git({QStringLiteral("add"), QStringLiteral("-A")}));
    QVERIFY(m_fixture->git(QStringList{QStringLiteral("-c"), QStringLiteral("user.name=") + who[0],
                                       QStringLiteral("-c"), QStringLiteral("user.email=") + who[1],
                                       QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("Add a file")}));
}

/// Five commits: two by one whom nobody mapped, one by one on the roster, one by an agent, one merge. The window, the
/// pages and the command line say the same of them.
void TestMapping::programsAndMergesAreNobodysWork()
{
    m_fixture->makeRepository(); // by one whom nobody mapped
    QVERIFY(m_fixture->git({QStringLiteral("checkout"), QStringLiteral("-qb"), QStringLiteral("side")}));
    commit({QStringLiteral("Ada Example"), QStringLiteral("ada@example.com")}, QStringLiteral("b.txt"));
    commit({QStringLiteral("devin-ai-integration[bot]"),
            QStringLiteral("158243242+devin-ai-integration[bot]@users.noreply.github.com")},
           QStringLiteral("c.txt"));
    QVERIFY(m_fixture->git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("main")}));
    commit({QStringLiteral("Eve Example"), QStringLiteral("eve@example.net")}, QStringLiteral("d.txt"));
    QVERIFY(m_fixture->git({QStringLiteral("merge"), QStringLiteral("-q"), QStringLiteral("--no-ff"),
                            QStringLiteral("-m"), QStringLiteral("Join"), QStringLiteral("side")}));
    m_fixture->import({QStringLiteral("repo")});

    const auto board = QString::fromStdString(session::unmappedSentence(boardOf(*m_fixture)));
    QVERIFY2(board.contains(QStringLiteral(
                 "66.7 % of the commits (2 of 3, without 2 by programs and merges) are by people nobody mapped.")),
             qPrintable(board));
    const auto opened = session::Session::open(m_fixture->workspace());
    QVERIFY(opened);
    const auto database = store::Database::open(m_fixture->workspace(), store::Access::ReadOnly);
    QVERIFY(database);
    auto summary = session::summarise(*database, *(*opened)->snapshot());
    QVERIFY(summary);
    const auto page = present::pageById("data")->build(
        present::pageInput(facts::View((*opened)->snapshot(), {}), std::move(*summary)));
    QStringList said{page.banners.front().text};
    for (const auto& placed : page.blocks)
        if (const auto* notes = std::get_if<present::NotesSpec>(&placed.block))
            for (const auto& note : notes->notes)
                if (note.text.contains(QStringLiteral("of the commits"))) said.append(note.text);
    QCOMPARE(said.size(), 2);
    for (const auto& text : said) {
        auto plain = text; // the pages set a percent sign as print does
        plain.replace(QChar(0x202F), QLatin1Char(' ')).replace(QChar(0xA0), QLatin1Char(' '));
        QVERIFY2(plain.contains(QStringLiteral("66.7")) &&
                     plain.contains(QStringLiteral("(2 of 3, without 2 by programs and merges)")),
                 qPrintable(text));
    }
}

/// One person of two addresses that no rule joins.
session::PeopleBoard TestMapping::joinedCleo() const
{
    const auto board = boardOf(*m_fixture);
    decide(*m_fixture, {session::joinOf(*session::identityNamed(board, "cleo@example.org"),
                                        *session::identityNamed(board, "cleo@private.example"))});
    return boardOf(*m_fixture);
}

void TestMapping::splitKeepsTheTeamOnBothSides()
{
    for (const char* taken : {"cleo@example.org", "cleo@private.example"}) {
        init();
        decide(*m_fixture, {inTeam(joinedCleo(), "cleo@example.org", "Shop", "2026-01-05")});
        const auto before = m_fixture->facts();
        const auto joined = boardOf(*m_fixture);
        decide(*m_fixture, session::splitOf(joined, *session::identityNamed(joined, taken)));
        const auto board = boardOf(*m_fixture);
        QVERIFY(personWith(board, "cleo@example.org") != personWith(board, "cleo@private.example"));
        for (const char* address : {"cleo@example.org", "cleo@private.example"}) {
            const auto& person = *personWith(board, address);
            QCOMPARE(person.team, std::string("Shop"));
            QCOMPARE(person.stays.size(), std::size_t{1});
            QCOMPARE(isoDay(*person.stays.front().from), std::string("2026-01-05"));
        }
        QVERIFY(session::undoDecision(m_fixture->workspace())); // one step
        QCOMPARE(m_fixture->facts(), before);
    }
}

/// Before they were joined, each had a team of its own, given in the other order.
void TestMapping::splitKeepsTheOrderOfTeams()
{
    decide(*m_fixture, {inTeam(boardOf(*m_fixture), "cleo@private.example", "Shop")});
    decide(*m_fixture, {inTeam(boardOf(*m_fixture), "cleo@example.org", "Search", "2026-02-01")});
    const auto joined = joinedCleo();
    QCOMPARE(personWith(joined, "cleo@example.org")->stays.size(), std::size_t{2});
    decide(*m_fixture, session::splitOf(joined, *session::identityNamed(joined, "cleo@private.example")));
    for (const char* address : {"cleo@example.org", "cleo@private.example"}) {
        const auto board = boardOf(*m_fixture);
        const auto& stays = personWith(board, address)->stays;
        QCOMPARE(stays.size(), std::size_t{2});
        QCOMPARE(stays[0].team, std::string("Shop"));
        QCOMPARE(isoDay(*stays[0].to), std::string("2026-01-31"));
        QCOMPARE(stays[1].team, std::string("Search"));
    }
}

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
