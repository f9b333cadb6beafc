// SPDX-License-Identifier: GPL-3.0-or-later
#include "peoplefixture.h"

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

private:
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

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
