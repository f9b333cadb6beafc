// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/peoplescreen.h"
#include "shell/reviewdialog.h"
#include "shell/rosterpaste.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;

namespace {

/// Two hundred people of two companies, of whom every tenth is on the roster.
session::PeopleBoard board()
{
    session::PeopleBoard made;
    made.asOf = *parseIsoDay("2026-03-31");
    made.teams = {"Payments", "Shop"};
    for (int i = 0; i < 200; ++i) {
        session::BoardPerson person;
        const auto name = "dev" + std::to_string(1000 + i);
        person.name = name;
        person.mapped = i % 10 == 0;
        person.identities = {{"email", name + (i % 2 == 0 ? "@example.com" : "@example.org"), "only identity"}};
        person.commits = 200 - i;
        person.places = {i % 4 == 0 ? "shop/src/checkout" : "shop/src/search"};
        made.people.push_back(std::move(person));
    }
    made.suggestions = {{made.people[0].identities[0], made.people[1].identities[0], 0, 1, 0.95, "same name"},
                        {made.people[2].identities[0], made.people[3].identities[0], 2, 3, 0.6, "shared local part"}};
    made.unmapped = {{"commits", 20100, 18000}};
    return made;
}

using Decisions = std::vector<store::DecisionRow>;

/// The screen, and what it asks for.
struct Screen
{
    Screen()
    {
        QObject::connect(&screen, &ui::PeopleScreen::decided, [this](const Decisions& d) { decided.push_back(d); });
        screen.show(board(), ui::Theme::light());
        screen.resize(1200, 800);
        static_cast<QWidget&>(screen).show();
    }
    template <class T>
    T* child(const char* name)
    {
        return screen.findChild<T*>(QString::fromUtf8(name));
    }
    ui::PeopleScreen screen;
    std::vector<Decisions> decided;
};

} // namespace

class TestPeopleScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void assignsAWholeFolderByKeyboard();
    void twoHundredPeopleInAMinute();
    void acceptsSuggestions();
    void oneClickAnswersOnce();
    void peopleOfTwoTeamsAreNotJoinedUnseen();
    void staffListSaysWhatItUnderstood();
    void oneTickJoinsTheAccountsOfALine();
    void leaversShowTheirLastTeam();
    void buttonsThatCanDoNothingAreOff();
    void undoNeedsSomethingToUndo();
    void reviewAsksAndAnswers();
};

void TestPeopleScreen::assignsAWholeFolderByKeyboard()
{
    Screen s;
    auto* filter = s.child<QLineEdit>("filter");
    QVERIFY(filter != nullptr);
    QCOMPARE(s.screen.focusProxy(), filter); // opening the screen is enough to type
    s.screen.setFocus();
    QTest::keyClicks(filter, QStringLiteral("path:checkout unmapped"));
    auto* people = s.child<QTableView>("people");
    QCOMPARE(people->model()->rowCount(), 40);
    QTest::keyClick(filter, Qt::Key_Return); // takes all that are shown
    auto* team = s.child<QLineEdit>("team");
    QTest::keyClicks(team, QStringLiteral("Checkout"));
    QTest::keyClick(team, Qt::Key_Return);
    QCOMPARE(s.decided.size(), std::size_t{1});
    QCOMPARE(s.decided.front().size(), std::size_t{40});
    QCOMPARE(s.decided.front().front().word, std::string("Checkout"));
    QVERIFY(!s.decided.front().front().first.has_value());
}

void TestPeopleScreen::twoHundredPeopleInAMinute()
{
    Screen s;
    QElapsedTimer timer;
    timer.start();
    auto* filter = s.child<QLineEdit>("filter");
    auto* team = s.child<QLineEdit>("team");
    std::size_t assigned = 0;
    for (const char* pattern : {"path:checkout", "path:search @example.com", "path:search @example.org"}) {
        filter->clear();
        QTest::keyClicks(filter, QString::fromUtf8(pattern));
        QTest::keyClick(filter, Qt::Key_Return);
        team->clear();
        QTest::keyClicks(team, QStringLiteral("Team of %1").arg(QString::fromUtf8(pattern)));
        QTest::keyClick(team, Qt::Key_Return);
        assigned += s.decided.back().size();
    }
    QCOMPARE(assigned, std::size_t{200});
    QVERIFY(timer.elapsed() < 60'000);
}

void TestPeopleScreen::acceptsSuggestions()
{
    Screen s;
    s.screen.findChild<QTabWidget*>()->setCurrentIndex(1);
    QTest::keyClicks(s.child<QLineEdit>("suggestionFilter"), QStringLiteral("LOCAL dev1002"));
    QCOMPARE(s.child<QTableWidget>("suggestions")->rowCount(), 1);
    QVERIFY(!s.child<QPushButton>("acceptAll")->isEnabled()); // of those shown
    s.child<QLineEdit>("suggestionFilter")->clear();
    QTest::mouseClick(s.child<QPushButton>("acceptAll"), Qt::LeftButton);
    QCOMPARE(s.decided.size(), std::size_t{1});
    QCOMPARE(s.decided.front().size(), std::size_t{1}); // 0.60 is not sure enough
    QCOMPARE(s.decided.front().front().action, store::DecisionAction::Join);
    s.child<QTableWidget>("suggestions")->selectRow(1);
    for (auto* button : s.screen.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Two persons")) QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(s.decided.back().front().action, store::DecisionAction::Split);
}

void TestPeopleScreen::oneClickAnswersOnce()
{
    Screen s;
    auto* table = s.child<QTableWidget>("suggestions");
    table->selectRow(0);
    auto rest = board();
    rest.suggestions.erase(rest.suggestions.begin());
    s.screen.show(rest, ui::Theme::light()); // what comes back after the answer
    QCOMPARE(table->rowCount(), 1);
    QVERIFY(table->selectionModel()->selectedRows().isEmpty());
    for (auto* button : s.screen.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("One person")) button->click();
    QVERIFY(s.decided.empty());
}

void TestPeopleScreen::peopleOfTwoTeamsAreNotJoinedUnseen()
{
    Screen s;
    auto teams = board();
    teams.people[0].team = "Shop";
    teams.people[1].team = "Payments";
    s.screen.show(teams, ui::Theme::light());
    auto* all = s.child<QPushButton>("acceptAll");
    QVERIFY(!all->isEnabled());
    QVERIFY(s.child<QTableWidget>("suggestions")->item(0, 1)->text().endsWith(QStringLiteral("(Shop)")));
    teams.people[1].team = "Shop";
    s.screen.show(teams, ui::Theme::light());
    QVERIFY(all->isEnabled());
    QCOMPARE(all->text(), QStringLiteral("Accept all above 0.90 (1)"));
}

void TestPeopleScreen::staffListSaysWhatItUnderstood()
{
    const auto people = board();
    ui::RosterPaste dialog(people, {});
    dialog.show();
    auto* text = dialog.findChild<QPlainTextEdit*>();
    auto* open = dialog.findChild<QTableWidget*>(QStringLiteral("openLines"));
    const auto said = [&dialog] {
        QString all;
        for (const auto* label : dialog.findChildren<QLabel*>()) all += label->text() + QLatin1Char('\n');
        return all;
    };
    QVERIFY(said().contains(QStringLiteral("Nothing pasted yet")));
    QVERIFY(!open->isVisible());
    text->setPlainText(QStringLiteral("Who,Department\ndev1001@example.org,Shop\ndev1002@example.com,Payments\n"
                                      "dev1002@example.com,Shop\nnobody@example.net,Shop\n"));
    QVERIFY2(said().contains(QStringLiteral(
                 "4 lines: 2 people of the data found for certain, in 1 team: Shop 2 (column “Department”).")),
             qPrintable(said()));
    QVERIFY(open->isVisible());
    QCOMPARE(open->rowCount(), 2);
    QCOMPARE(open->item(0, 1)->text(), QStringLiteral("nobody@example.net,Shop"));
    QVERIFY(open->item(1, 2)->text().contains(
        QStringLiteral("dev1002 is in Payments on one line and in Shop on a later one")));
    QVERIFY(said().contains(QStringLiteral("Not on the list, and in no team:")));
    QCOMPARE(dialog.decisions().size(), std::size_t{2});
    QVERIFY2(dialog.outcome().startsWith(QStringLiteral("Staff list: 2 people put into teams. 1 line stays open;")),
             qPrintable(dialog.outcome()));

    auto* column = dialog.findChild<QComboBox*>(QStringLiteral("teamColumn"));
    QCOMPARE(column->currentText(), QStringLiteral("Department"));
    text->setPlainText(QStringLiteral("E-mail;Team;Location\ndev1001@example.org;Shop;Lyon\n"));
    QCOMPARE(column->currentText(), QStringLiteral("Team"));
    column->setCurrentIndex(2);
    Q_EMIT column->activated(2);
    QCOMPARE(dialog.decisions().front().word, std::string("Lyon"));

    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("staff.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xEF\xBB\xBF"
               "Team;E-mail\r\nSearch;dev1003@example.org\r\n");
    file.close();
    dialog.readFile(file.fileName());
    QCOMPARE(dialog.decisions().size(), std::size_t{1});
    QCOMPARE(dialog.decisions().front().word, std::string("Search"));
    dialog.readFile(folder.filePath(QStringLiteral("absent.csv")));
    QVERIFY(said().contains(QStringLiteral("absent.csv cannot be opened")));
}

void TestPeopleScreen::oneTickJoinsTheAccountsOfALine()
{
    auto people = board();
    for (const std::size_t i : {0U, 1U}) people.people[i].name = "Ada Example";
    for (const std::size_t i : {2U, 3U}) people.people[i].name = "leo";
    ui::RosterPaste dialog(people, QStringLiteral("Name;Team\nAda Example;Shop\ndev1004;Shop\nLeo;Shop\n"));
    dialog.show();
    auto* open = dialog.findChild<QTableWidget*>(QStringLiteral("openLines"));
    QCOMPARE(open->rowCount(), 2);
    QCOMPARE(dialog.decisions().size(), std::size_t{1}); // a name alone joins nobody
    QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("tickShared")), Qt::LeftButton);
    QCOMPARE(open->item(0, 0)->checkState(), Qt::Checked);
    QCOMPARE(open->item(1, 0)->checkState(), Qt::Unchecked); // “Leo” is many
    const auto decisions = dialog.decisions();
    QVERIFY(dialog.outcome().startsWith(QStringLiteral("Staff list: 2 people put into teams. 1 line ")));
    QCOMPARE(decisions.size(), std::size_t{3});
    QCOMPARE(decisions[1].action, store::DecisionAction::Join);
    QCOMPARE(dialog.text(),
             QStringLiteral("Name;Team\nAda Example;Shop\ndev1004;Shop\nLeo;Shop\n")); // for the next visit
}

void TestPeopleScreen::leaversShowTheirLastTeam()
{
    Screen s;
    auto left = board();
    left.people[0].stays = {{"Shop", {}, parseIsoDay("2025-06-30")},
                            {"Payments", parseIsoDay("2025-07-01"), parseIsoDay("2025-12-31")}};
    s.screen.show(left, ui::Theme::light());
    const auto* model = s.child<QTableView>("people")->model();
    QCOMPARE(model->index(0, 2).data().toString(), QStringLiteral("Payments, until 31 Dec 2025"));
    QCOMPARE(model->index(1, 2).data().toString(), QStringLiteral("–"));
}

void TestPeopleScreen::buttonsThatCanDoNothingAreOff()
{
    Screen s;
    auto* people = s.child<QTableView>("people");
    const auto isOn = [&s](const char* text) {
        for (const auto* button : s.screen.findChildren<QPushButton*>())
            if (button->text() == QString::fromUtf8(text)) return button->isEnabled();
        return false;
    };
    QVERIFY(!isOn("Assign"));
    people->selectRow(0);
    QVERIFY(isOn("Assign"));
    QVERIFY(!isOn("Join"));   // one person
    QVERIFY(!isOn("Split…")); // of one account
}

void TestPeopleScreen::undoNeedsSomethingToUndo()
{
    Screen s;
    QSignalSpy undone(&s.screen, &ui::PeopleScreen::undoRequested);
    auto* undo = s.child<QPushButton>("undo");
    QVERIFY(!undo->isEnabled());
    auto decided = board();
    decided.lastDecision = "dev1001@example.com works in Shop";
    s.screen.show(decided, ui::Theme::light());
    QTest::mouseClick(undo, Qt::LeftButton);
    QCOMPARE(undone.count(), 1);
}

void TestPeopleScreen::reviewAsksAndAnswers()
{
    session::Review review;
    session::ReviewedSource jira;
    jira.path = "/exports/jira.csv";
    jira.name = "jira.csv";
    jira.format = "jira-csv";
    jira.title = "Jira CSV export";
    jira.problem = "03/04/2026 can be day/month or month/day";
    jira.questions = {{session::ReviewQuestion::About::DateOrder, "Which comes first?", {"03/04/2026"}}};
    session::ReviewedSource seats;
    seats.path = "/exports/seats.json";
    seats.name = "seats.json";
    seats.title = "Copilot seats";
    seats.previews = {{"seats", {"Tool", "Who"}, {{"copilot", "dev-001"}}, 9}};
    review.sources = {jira, seats};
    ui::ReviewDialog dialog({});
    std::vector<session::ImportRequest> asked;
    connect(&dialog, &ui::ReviewDialog::answered, this,
            [&asked](const session::ImportRequest& request) { asked.push_back(request); });
    dialog.show(review);
    QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("dayFirst")), Qt::LeftButton);
    QCOMPARE(asked.size(), std::size_t{1});
    QCOMPARE(asked.front().paths, std::vector<std::string>{"/exports/jira.csv"});
    QCOMPARE(asked.front().answers.at("/exports/jira.csv").options.dateOrder, session::ImportDateOrder::DayFirst);
    jira.problem.clear();
    jira.questions.clear();
    dialog.show({{jira}, {}});
    auto* list = dialog.findChild<QListWidget*>(QStringLiteral("sources"));
    QCOMPARE(list->count(), 2);
    QVERIFY(list->item(0)->text().startsWith(QStringLiteral("✓")));
    list->setCurrentRow(1);
    QVERIFY(dialog.findChild<QTableWidget*>(QStringLiteral("preview")) != nullptr);
    list->item(1)->setCheckState(Qt::Unchecked);
    QVERIFY(dialog.request().answers.at("/exports/seats.json").leaveOut);
}

QTEST_MAIN(TestPeopleScreen)
#include "tst_peoplescreen.moc"
