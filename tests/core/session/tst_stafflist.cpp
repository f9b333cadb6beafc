// SPDX-License-Identifier: GPL-3.0-or-later
// Staff lists as personnel departments have them, matched with a board made here.
#include "session/boardnames.h"
#include "session/stafflist.h"

#include <QTest>

using namespace assay;
using session::BoardIdentity;
using session::StaffList;

namespace {

session::BoardPerson person(const std::string& name, std::vector<BoardIdentity> identities)
{
    session::BoardPerson made;
    made.name = name;
    made.identities = std::move(identities);
    return made;
}

BoardIdentity email(const std::string& value, std::vector<std::string> names = {})
{
    return {"email", value, "only identity", std::move(names)};
}

/// Two accounts of one name, a hidden address, a second spelling, a program.
session::PeopleBoard board()
{
    session::PeopleBoard made;
    made.asOf = *parseIsoDay("2026-03-31");
    made.people = {
        person("Ada Example", {email("ada@example.com")}),
        person("Ada Example", {email("ada@home.example")}),
        person("b", {email("77+octo-ben@users.noreply.github.com")}),
        person("Cléo Example", {email("cleo@example.com", {"Cléo Example", "cle0"})}),
        person("build-bot", {email("build@example.com")}),
        person("Dan Example", {email("dan@example.com")}),
    };
    made.people[4].bot = true;
    return made;
}

const store::DecisionRow* teamFor(const std::vector<store::DecisionRow>& rows, const std::string& value)
{
    for (const auto& row : rows)
        if (row.action == store::DecisionAction::Team && row.value == value) return &row;
    return nullptr;
}

} // namespace

class TestStaffList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loginsAndSpellingsFindPeople();
    void aNameOfTwoAccountsIsAQuestion();
    void anAddressDecidesWhichOfTwo();
    void addressAndLoginOfTwoAccountsAreOnePerson();
    void everyOpenLineSaysWhy();
    void datesBoundTheStay();
    void aTransferIsNoContradiction();
    void datesThatDoNotSayTheirOrder();
    void aListHoldsFromADay();
    void firstAndLastNamesAreOneName();
    void whoWorksOnAfterTheLastDayIsSaid();
    void aListMayNameNoTeam();
    void anUnknownColumnMayBeTheTeam();
};

void TestStaffList::loginsAndSpellingsFindPeople()
{
    const auto people = board();
    const auto list = session::staffList(people, "Employee;GitHub user;Department\n"
                                                 "Somebody Else;octo-ben;Search\n"
                                                 "CLE0;;Shop\n"
                                                 "Example, Dan;;Shop\n");
    QCOMPARE(list.lines, std::size_t{3});
    QCOMPARE(list.people, std::size_t{3});
    QVERIFY(list.questions.empty());
    QCOMPARE(teamFor(list.decisions, "77+octo-ben@users.noreply.github.com")->word, std::string("Search"));
    QCOMPARE(teamFor(list.decisions, "cleo@example.com")->word, std::string("Shop"));
    QCOMPARE(teamFor(list.decisions, "dan@example.com")->word, std::string("Shop"));
    QCOMPARE(session::BoardNames(people).find("OCTO-BEN").size(), std::size_t{1});
}

void TestStaffList::aNameOfTwoAccountsIsAQuestion()
{
    const auto list = session::staffList(board(), "Name,Team\nAda Example,Search\n");
    QVERIFY(list.decisions.empty());
    QCOMPARE(list.questions.size(), std::size_t{1});
    const auto& question = list.questions.front();
    QVERIFY(!question.exact);
    QVERIFY2(question.why.find("2 accounts have that name") != std::string::npos, question.why.c_str());
    QCOMPARE(question.ifOne.size(), std::size_t{2});
    QCOMPARE(question.ifOne.front().action, store::DecisionAction::Join);
    QCOMPARE(question.ifOne.front().otherValue, std::string("ada@home.example"));
    QCOMPARE(teamFor(question.ifOne, "ada@example.com")->word, std::string("Search"));
    for (const auto& left : list.left)
        QVERIFY2(left.find("Ada") == std::string::npos, left.c_str()); // it is on the list
}

void TestStaffList::anAddressDecidesWhichOfTwo()
{
    const auto list = session::staffList(board(), "Name,E-mail,Team\nAda Example,ada@home.example,Search\n");
    QCOMPARE(list.people, std::size_t{1});
    QVERIFY(teamFor(list.decisions, "ada@home.example") != nullptr);
    QVERIFY(teamFor(list.decisions, "ada@example.com") == nullptr);
    QCOMPARE(list.questions.size(), std::size_t{1}); // whether the other account is hers too
    QVERIFY(!list.questions.front().exact);
    QVERIFY(list.questions.front().taken);
    QVERIFY(list.questions.front().why.starts_with(
        "Assigned. A tick joins the account of the same name to it: Ada Example <ada@example.com>."));
}

void TestStaffList::addressAndLoginOfTwoAccountsAreOnePerson()
{
    const auto list = session::staffList(board(), "E-mail,GitHub,Team\ndan@example.com,octo-ben,Search\n");
    QVERIFY(list.decisions.empty());
    QCOMPARE(list.questions.size(), std::size_t{1});
    QVERIFY(list.questions.front().exact);
    QCOMPARE(list.questions.front().ifOne.size(), std::size_t{2});
}

void TestStaffList::everyOpenLineSaysWhy()
{
    const auto list = session::staffList(board(), "Name,E-mail,Team\n"
                                                  "Nobody,nobody@example.net,Shop\n"
                                                  "Builds,build@example.com,Shop\n"
                                                  "Dan Example,dan@example.com,\n"
                                                  "Cléo,cleo@example.com,Shop\n"
                                                  "Cléo,CLEO@example.com,Shop\n"
                                                  "Cléo,cleo@example.com,Search\n");
    QCOMPARE(list.lines, std::size_t{6});
    QCOMPARE(list.people, std::size_t{1});
    QCOMPARE(list.repeated, std::size_t{1});
    QCOMPARE(list.contradictions.size(), std::size_t{1});
    QCOMPARE(list.decisions.size(), std::size_t{1});
    QCOMPARE(list.decisions.front().word, std::string("Search"));
    QCOMPARE(list.questions.size(), std::size_t{3});
    QCOMPARE(list.questions[0].why, std::string("Nobody here has that address, login or name."));
    QCOMPARE(list.questions[1].why, std::string("This is a program: it belongs to no team."));
    QCOMPARE(list.questions[2].why, std::string("The line names no team."));
    for (const auto& question : list.questions) QVERIFY(question.ifOne.empty());
}

void TestStaffList::datesBoundTheStay()
{
    const auto text = "E-mail;Team;Start;End\n"
                      "dan@example.com;Shop;2025-02-01;\n"
                      "cleo@example.com;Shop;1.2.2024;31.12.2025\n";
    const auto list = session::staffList(board(), text);
    QCOMPARE(list.fromColumn, std::string("Start"));
    QCOMPARE(list.toColumn, std::string("End"));
    QCOMPARE(list.leavers, std::size_t{1});
    const auto* dan = teamFor(list.decisions, "dan@example.com");
    QVERIFY(!dan->first && !dan->last); // what was done before is the team's too
    const auto* cleo = teamFor(list.decisions, "cleo@example.com");
    QVERIFY(!cleo->first && cleo->last == parseIsoDay("2025-12-31"));
    const auto bounded = session::staffList(board(), text, {.firstDays = true});
    QVERIFY(teamFor(bounded.decisions, "dan@example.com")->first == parseIsoDay("2025-02-01"));
    QVERIFY(teamFor(bounded.decisions, "cleo@example.com")->first == parseIsoDay("2024-02-01"));
    const auto without = session::staffList(board(), text, {.lastDays = false});
    for (const auto& row : without.decisions) QVERIFY(!row.first && !row.last);
    QCOMPARE(without.leavers, std::size_t{0});
}

void TestStaffList::aTransferIsNoContradiction()
{
    const auto list = session::staffList(board(), "E-mail,Team,From,To\n"
                                                  "dan@example.com,Shop,2024-01-01,2025-06-30\n"
                                                  "dan@example.com,Search,2025-07-01,\n");
    QVERIFY(list.contradictions.empty());
    QCOMPARE(list.people, std::size_t{1});
    QCOMPARE(list.decisions.size(), std::size_t{2});
    QVERIFY(!list.decisions[0].first && list.decisions[0].last == parseIsoDay("2025-06-30"));
    QVERIFY(list.decisions[1].first == parseIsoDay("2025-07-01") && !list.decisions[1].last);
    const auto open = session::staffList(board(), "E-mail,Team,From\n"
                                                  "dan@example.com,Search,2025-07-01\n"
                                                  "dan@example.com,Shop,2024-01-01\n");
    QVERIFY(open.contradictions.empty());
    const auto* shop = &open.decisions[open.decisions[0].word == "Shop" ? 0 : 1];
    QVERIFY(!shop->first && shop->last == parseIsoDay("2025-06-30")); // who begins elsewhere has left
}

void TestStaffList::datesThatDoNotSayTheirOrder()
{
    const auto list = session::staffList(board(), "E-mail,Team,From\ndan@example.com,Shop,03/04/2025\n");
    QCOMPARE(list.badDate, std::string("03/04/2025"));
    QVERIFY(!list.decisions.front().first);
    const auto backwards =
        session::staffList(board(), "E-mail,Team,From,To\ndan@example.com,Shop,2025-05-01,2025-04-01\n");
    QVERIFY(backwards.decisions.empty());
    QCOMPARE(backwards.questions.front().why, std::string("It ends before it begins."));
}

void TestStaffList::aListHoldsFromADay()
{
    const auto since = parseIsoDay("2026-01-01");
    const auto list = session::staffList(board(),
                                         "E-mail,Team,Start\ndan@example.com,Shop,2024-01-01\n"
                                         "cleo@example.com,Shop,2026-02-01\n",
                                         {.from = since, .firstDays = true});
    QVERIFY(teamFor(list.decisions, "dan@example.com")->first == since);
    QVERIFY(teamFor(list.decisions, "cleo@example.com")->first == parseIsoDay("2026-02-01"));
}

void TestStaffList::firstAndLastNamesAreOneName()
{
    const auto list = session::staffList(board(), "First name\tLast name\tTeam\nDan\tExample\tShop\n");
    QCOMPARE(list.people, std::size_t{1});
    const auto bare = session::staffList(board(), "octo-ben; Payments\n");
    QCOMPARE(bare.people, std::size_t{1});
    QCOMPARE(bare.decisions.front().word, std::string("Payments"));
}

void TestStaffList::whoWorksOnAfterTheLastDayIsSaid()
{
    auto people = board();
    people.people[3].lastSeen = parseIsoDay("2026-03-01");
    people.people[5].lastSeen = parseIsoDay("2026-01-31");
    const auto list = session::staffList(people, "E-mail,Team,End\ncleo@example.com,Shop,2026-01-31\n"
                                                 "dan@example.com,Shop,2026-01-31\n");
    QCOMPARE(list.leavers, std::size_t{2});
    QCOMPARE(list.seenLater, std::vector<std::string>{"Cléo Example"});
}

void TestStaffList::aListMayNameNoTeam()
{
    const auto list = session::staffList(board(), "Name,Work e-mail\nCléo,cleo@example.com\n");
    QVERIFY(list.noTeams);
    QCOMPARE(list.lines, std::size_t{1});
    QCOMPARE(list.people, std::size_t{0});
    QCOMPARE(list.questions.front().why, std::string("The line names no team."));
    QVERIFY(!session::staffList(board(), "cleo@example.com,Team\n").noTeams); // no header: she is in Team
}

void TestStaffList::anUnknownColumnMayBeTheTeam()
{
    const auto list = session::staffList(board(), "E-mail,Stream,Name\ncleo@example.com,Shop,Cléo\n");
    QCOMPARE(list.teamColumn, std::string("Stream"));
    const auto hr = session::staffList(board(), "Last name,First name,Business e-mail,Org unit,Location,Employed since,"
                                                "Last working day\n,Cléo,cleo@example.com,Shop,Lyon,01.03.2024,\n");
    QCOMPARE(hr.teamColumn, std::string("Org unit"));
    QCOMPARE(hr.fromColumn, std::string("Employed since"));
    QCOMPARE(hr.toColumn, std::string("Last working day"));
    session::StaffListOptions options;
    options.team = 4;
    const auto asked =
        session::staffList(board(), "Name,E-mail,Team,x,Location\nCléo,cleo@example.com,Shop,,Lyon\n", options);
    QCOMPARE(teamFor(asked.decisions, "cleo@example.com")->word, std::string("Lyon"));
    QCOMPARE(teamFor(list.decisions, "cleo@example.com")->word, std::string("Shop"));
}

QTEST_GUILESS_MAIN(TestStaffList)
#include "tst_stafflist.moc"
