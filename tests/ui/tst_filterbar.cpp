// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/snapshot.h"
#include "present/figures.h"
#include "present/pages/registry.h"
#include "shell/filterbar.h"
#include "ui/windowfixture.h"
#include "widgets/kpicard.h"
#include "widgets/richtext.h"

#include <QLabel>
#include <QMenu>
#include <QTimer>
#include <QToolButton>

using namespace uitest;

namespace {

QToolButton* chipNamed(const ui::MainWindow& window, const QString& label)
{
    for (auto* chip : window.findChildren<QToolButton*>(QStringLiteral("chip")))
        if (chip->text().startsWith(label + QStringLiteral("  "))) return chip;
    return nullptr;
}

/// Opens the chip's menu by mouse, clicks the entry and closes the menu, if it stays, by Escape.
bool pick(QToolButton& chip, const QString& entry)
{
    bool clicked = false;
    QTimer::singleShot(0, &chip, [&] {
        auto* menu = chip.menu();
        for (auto* action : menu->actions()) {
            if (action->text() != entry) continue;
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            clicked = true;
            break;
        }
        if (menu->isVisible()) QTest::keyClick(menu, Qt::Key_Escape);
    });
    QTest::mouseClick(&chip, Qt::LeftButton); // returns when the menu is closed
    return clicked;
}

/// Every text on the page.
QString textsOf(const QWidget& page)
{
    QStringList texts;
    for (const auto* label : page.findChildren<QLabel*>()) texts.append(label->text());
    return texts.join(QLatin1Char('\n'));
}

} // namespace

class TestFilterBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChoiceChangesThePageAndTheChip_data();
    void aChoiceChangesThePageAndTheChip();
    void severalTeamsAreCounted();
    void allTakesTheChoiceBack();
    void aNewWorkspaceBeginsWithoutChoices();
    void whatIsNoLongerAskedForIsAbandoned();

private:
    Home m_home;
};

void TestFilterBar::aChoiceChangesThePageAndTheChip_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<int>("entry");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* chip, int entry, const char* says) {
        QTest::newRow(name) << QString::fromLatin1(chip) << entry << QString::fromUtf8(says);
    };
    // The first two entries are "All" and a line.
    row("team", "Teams", 2, "");
    row("kind of task", "Task types", 5, "");
    row("period", "Period", 2, " – ");
}

void TestFilterBar::aChoiceChangesThePageAndTheChip()
{
    QFETCH(QString, chip);
    QFETCH(int, entry);
    QFETCH(QString, says);
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    auto* button = chipNamed(window, chip);
    QVERIFY(button != nullptr);
    const auto wordsBefore = textsOf(*inSight(window));
    const auto chipBefore = button->text();
    const auto* action = button->menu()->actions().at(entry);
    const auto expected = says.isEmpty() ? action->text() : says;
    QVERIFY(untilPage(window, [&] { QVERIFY(pick(*button, action->text())); }));
    QVERIFY2(button->text() != chipBefore, qPrintable(button->text()));
    QVERIFY2(button->text().contains(expected), qPrintable(button->text()));
    QVERIFY2(button->accessibleDescription().contains(expected), qPrintable(button->accessibleDescription()));
    const auto wordsAfter = textsOf(*inSight(window));
    QVERIFY(wordsAfter != wordsBefore);
    // The page is the one that the same filter gives without a window.
    const auto* filters = window.findChild<ui::FilterBar*>();
    const auto spec = present::pageById("overview")->build(window.controller().session()->pageInput(filters->filter()));
    for (const auto& kpi : spec.kpis) {
        QVERIFY2(wordsAfter.contains(kpi.value), qPrintable(kpi.value));
        QVERIFY2(wordsAfter.contains(ui::unbroken(kpi.interval)), qPrintable(kpi.interval));
    }
}

void TestFilterBar::severalTeamsAreCounted()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    auto* teams = chipNamed(window, QStringLiteral("Teams"));
    const auto entries = teams->menu()->actions();
    QVERIFY(untilPage(window, [&] {
        QVERIFY(pick(*teams, entries.at(2)->text()));
        QVERIFY(pick(*teams, entries.at(3)->text()));
    }));
    QCOMPARE(teams->text(), QStringLiteral("Teams  2 of %1 ▾").arg(entries.size() - 2));
    QCOMPARE(window.findChild<ui::FilterBar*>()->filter().teams.size(), std::size_t{2});
}

void TestFilterBar::allTakesTheChoiceBack()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    auto* teams = chipNamed(window, QStringLiteral("Teams"));
    const auto chipBefore = teams->text();
    const auto wordsBefore = textsOf(*inSight(window));
    QVERIFY(untilPage(window, [&] { QVERIFY(pick(*teams, teams->menu()->actions().at(2)->text())); }));
    QVERIFY(textsOf(*inSight(window)) != wordsBefore);
    QVERIFY(untilPage(window, [&] { QVERIFY(pick(*teams, QStringLiteral("All"))); }));
    QCOMPARE(teams->text(), chipBefore);
    QCOMPARE(textsOf(*inSight(window)), wordsBefore);
}

void TestFilterBar::aNewWorkspaceBeginsWithoutChoices()
{
    ui::MainWindow window;
    QVERIFY(bringUp(window));
    QVERIFY(openIn(window, m_home.demo()));
    auto* teams = chipNamed(window, QStringLiteral("Teams"));
    QVERIFY(untilPage(window, [&] { QVERIFY(pick(*teams, teams->menu()->actions().at(2)->text())); }));
    QVERIFY(openIn(window, m_home.demoCopy(QStringLiteral("other.assay"))));
    QVERIFY(window.findChild<ui::FilterBar*>()->filter().teams.empty());
    QVERIFY(teams->text().contains(QStringLiteral("All")));
}

/// The page of another filter, asked for before the last one is there, alone is worked out to its end.
void TestFilterBar::whatIsNoLongerAskedForIsAbandoned()
{
    ui::MainWindow window;
    QVERIFY(openIn(window, m_home.demo()));
    auto& controller = window.controller();
    QSignalSpy shown(&controller, &ui::Controller::pageReady);
    facts::Filter filter;
    filter.minimumGroup = 6;
    controller.requestPage(QStringLiteral("overview"), filter);
    const auto before = controller.input();
    QVERIFY(!before->figures->abandoned());
    controller.requestPage(QStringLiteral("delivery"), filter);
    QVERIFY(!before->figures->abandoned()); // another page of them
    filter.minimumGroup = 7;
    controller.requestPage(QStringLiteral("adoption"), filter);
    QVERIFY(before->figures->abandoned());
    QVERIFY(!controller.input()->figures->abandoned());
    QVERIFY(shown.wait(kPatienceMs));
    QCOMPARE(shown.size(), 1);
    QCOMPARE(shown.front().front().value<present::PageSpec>().id, QStringLiteral("adoption"));
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
