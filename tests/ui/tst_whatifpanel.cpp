// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/assumptionrow.h"
#include "pages/whatifpanel.h"
#include "shell/rolloutdialog.h"
#include "ui/windowfixture.h"
#include "widgets/badge.h"
#include "widgets/errorbanner.h"
#include "widgets/kpicard.h"
#include "widgets/rangeslider.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QToolButton>
#include <cmath>
#include <memory>

using namespace uitest;

namespace {

using Handle = ui::RangeSlider::Handle;

const QString kTimeSaved = QStringLiteral("time-saved");

present::SliderSpec saving()
{
    present::SliderSpec spec;
    spec.id = kTimeSaved;
    spec.title = QStringLiteral("Time saved");
    spec.low = 0.1;
    spec.mode = 0.2;
    spec.high = 0.3;
    spec.before = 0.2;
    return spec;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

/// Takes a handle, moves it by some pixels in steps, and lets it go if asked to.
void drag(ui::RangeSlider& slider, Handle handle, int by, bool letGo = true)
{
    const QPoint from = slider.centreOf(handle);
    QTest::mousePress(&slider, Qt::LeftButton, Qt::NoModifier, from);
    for (int part = 1; part <= 4; ++part) QTest::mouseMove(&slider, from + QPoint(by * part / 4, 0));
    if (letGo) QTest::mouseRelease(&slider, Qt::LeftButton, Qt::NoModifier, from + QPoint(by, 0));
}

QString pageText(const ui::MainWindow& window)
{
    QStringList words;
    for (const auto* label : inSight(window)->findChildren<QLabel*>())
        if (label->isVisible()) words << label->text();
    return words.join(QLatin1Char('\n'));
}

/// The tile that begins with a title.
QString tile(const ui::MainWindow& window, const QString& title)
{
    for (const auto* card : inSight(window)->findChildren<ui::KpiCard*>())
        if (card->accessibleName().startsWith(title)) return card->accessibleName();
    return {};
}

} // namespace

class TestWhatIfPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void middleTakesTheRangeAlong();
    void endsStayInOrder();
    void keysMoveEachHandle();
    void knownHasOneHandle();
    void dragging();
    void resetOneAndAll();
    void refused_data();
    void refused();
    void cleanupTestCase() { m_desk.reset(); }
    void typedRange();
    void presets();
    void horizon();
    void rollOut();
    void hostingAndApproach();
    void sourcesLeadToFigures();
    void savedLedAndRemoved();
    void savedAsFiles();
    void figuresAreKept();
    void darkAndNarrow();

private:
    struct Desk
    {
        ui::MainWindow window;
        [[nodiscard]] ui::WhatIfPanel& panel() const { return *qobject_cast<ui::PageView*>(inSight(window))->panel(); }
        [[nodiscard]] ui::AssumptionRow& row(const QString& id) const { return *panel().row(id); }
    };
    bool open(Desk& desk, const QString& workspace) const
    {
        desk.window.setTheme(ui::Theme::light());
        desk.window.resize(1440, 900);
        return bringUp(desk.window) && openIn(desk.window, workspace) &&
               showPage(desk.window, QStringLiteral("economics"));
    }
    /// The shared window on its economics page, nothing tried out.
    bool atRest()
    {
        if (!m_desk) {
            m_desk = std::make_unique<Desk>();
            return open(*m_desk, m_home.demo());
        }
        auto& window = m_desk->window;
        if (qobject_cast<ui::PageView*>(inSight(window))->panel() == nullptr &&
            !showPage(window, QStringLiteral("economics")))
            return false;
        auto* all = button(m_desk->panel(), QStringLiteral("Reset all"));
        return !all->isVisible() || (untilPage(window, [&] { QTest::mouseClick(all, Qt::LeftButton); }) &&
                                     m_desk->panel().trial().edits.empty());
    }
    Home m_home;
    std::unique_ptr<Desk> m_desk; ///< one window for all that stores nothing
};

void TestWhatIfPanel::middleTakesTheRangeAlong()
{
    ui::RangeSlider slider(ui::Theme::light());
    slider.resize(218, 24); // 200 px for 100 %
    slider.show(saving());
    QSignalSpy moves(&slider, &ui::RangeSlider::moved);
    QSignalSpy ends(&slider, &ui::RangeSlider::released);
    drag(slider, Handle::Mode, 40);
    QVERIFY(near(slider.spec().mode, 0.4));
    QVERIFY(near(slider.spec().low, 0.3));
    QVERIFY(near(slider.spec().high, 0.5));
    QVERIFY(moves.size() >= 2);
    QCOMPARE(ends.size(), 1);
    // Against the end the range is cut, and whole again when the handle comes back before it is let go.
    QTest::mousePress(&slider, Qt::LeftButton, Qt::NoModifier, slider.centreOf(Handle::Mode));
    QTest::mouseMove(&slider, QPoint(300, 12));
    QVERIFY(near(slider.spec().mode, 1));
    QTest::mouseMove(&slider, QPoint(9 + 80, 12));
    QTest::mouseRelease(&slider, Qt::LeftButton, Qt::NoModifier, QPoint(9 + 80, 12));
    QVERIFY(near(slider.spec().low, 0.3));
    QVERIFY(near(slider.spec().high, 0.5));
}

void TestWhatIfPanel::endsStayInOrder()
{
    ui::RangeSlider slider(ui::Theme::light());
    slider.resize(218, 24);
    slider.show(saving());
    drag(slider, Handle::Low, 150);
    QVERIFY(near(slider.spec().low, 0.2));
    drag(slider, Handle::High, 100);
    QVERIFY(near(slider.spec().high, 0.8));
    QVERIFY(near(slider.spec().mode, 0.2));
}

void TestWhatIfPanel::keysMoveEachHandle()
{
    QWidget window;
    ui::RangeSlider slider(ui::Theme::light(), &window);
    QPushButton after(&window);
    slider.resize(218, 24);
    slider.show(saving());
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    after.setFocus();
    slider.setFocus(Qt::TabFocusReason);
    QSignalSpy ends(&slider, &ui::RangeSlider::released);
    QCOMPARE(slider.handle(), Handle::Low);
    QTest::keyClick(&slider, Qt::Key_Right);
    QVERIFY(near(slider.spec().low, 0.11));
    QTest::keyClick(&slider, Qt::Key_Tab);
    QCOMPARE(slider.handle(), Handle::Mode);
    QTest::keyClick(&slider, Qt::Key_PageUp);
    QVERIFY(near(slider.spec().mode, 0.3));
    QVERIFY(near(slider.spec().high, 0.4));
    QTest::keyClick(&slider, Qt::Key_Tab);
    QCOMPARE(slider.handle(), Handle::High);
    QTest::keyClick(&slider, Qt::Key_End);
    QVERIFY(near(slider.spec().high, 1));
    QCOMPARE(ends.size(), 3);
    QTest::keyClick(&slider, Qt::Key_Tab);
    QVERIFY2(after.hasFocus(), "Tab leaves the slider after its last handle");
}

void TestWhatIfPanel::knownHasOneHandle()
{
    auto spec = saving();
    spec.known = true;
    spec.low = spec.high = spec.mode;
    ui::RangeSlider slider(ui::Theme::light());
    slider.resize(218, 24);
    slider.show(spec);
    drag(slider, Handle::Mode, 20);
    QVERIFY(near(slider.spec().mode, 0.3));
    QVERIFY(near(slider.spec().low, 0.3));
    QVERIFY(near(slider.spec().high, 0.3));
}

/// While it moves, the figures follow from fewer trials; let go, from all.
void TestWhatIfPanel::dragging()
{
    QVERIFY(atRest());
    Desk& desk = *m_desk;
    const QString before = tile(desk.window, QStringLiteral("Net value"));
    QVERIFY(pageText(desk.window).contains(QStringLiteral("100,000 trials")));
    auto& row = desk.row(kTimeSaved);
    QSignalSpy pages(&desk.window.controller(), &ui::Controller::pageReady);
    drag(*row.slider(), Handle::Mode, 60, false);
    QTRY_VERIFY(tile(desk.window, QStringLiteral("Net value")) != before);
    const QString underWay = tile(desk.window, QStringLiteral("Net value"));
    QVERIFY2(pageText(desk.window).contains(QStringLiteral("2,048 trials, median")), "fewer trials while it moves");
    QCOMPARE(pages.size(), 0);
    QVERIFY(row.spec().edited);
    QVERIFY(row.spec().was.startsWith(QStringLiteral("was ")));
    QTest::mouseRelease(row.slider(), Qt::LeftButton, Qt::NoModifier, row.slider()->centreOf(Handle::Mode));
    QVERIFY(!pages.isEmpty() || pages.wait(kPatienceMs));
    QVERIFY(pageText(desk.window).contains(QStringLiteral("Share of 100,000 trials")));
    QVERIFY(tile(desk.window, QStringLiteral("Net value")) != before);
    QVERIFY(pageText(desk.window).contains(QStringLiteral("Tried out, not saved")));
    QVERIFY(!underWay.isEmpty());
}

void TestWhatIfPanel::resetOneAndAll()
{
    QVERIFY(atRest());
    Desk& desk = *m_desk;
    const QString before = tile(desk.window, QStringLiteral("Net value"));
    const auto change = [&](const QString& id) {
        return untilPage(desk.window, [&] { drag(*desk.row(id).slider(), Handle::Mode, 40); });
    };
    QVERIFY(change(kTimeSaved));
    QVERIFY(change(QStringLiteral("capture")));
    QCOMPARE(desk.panel().trial().edits.size(), std::size_t{2});
    auto* reset = desk.row(kTimeSaved).findChild<QToolButton*>();
    QVERIFY(reset != nullptr && !reset->isHidden());
    QVERIFY(untilPage(desk.window, [&] { reset->click(); }));
    QCOMPARE(desk.panel().trial().edits.size(), std::size_t{1});
    QVERIFY(!desk.row(kTimeSaved).spec().edited);
    auto* all = button(desk.panel(), QStringLiteral("Reset all"));
    QVERIFY(untilPage(desk.window, [&] { QTest::mouseClick(all, Qt::LeftButton); }));
    QVERIFY(desk.panel().trial().edits.empty());
    QCOMPARE(tile(desk.window, QStringLiteral("Net value")), before);
    QVERIFY(!all->isVisible());
}

void TestWhatIfPanel::refused_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* id, const char* typed, const char* says) {
        QTest::newRow(name) << QString::fromUtf8(id) << QString::fromUtf8(typed) << QString::fromUtf8(says);
    };
    row("low above likely", "time-saved", "20 % : 10 % : 30 %", "must rise");
    row("likely above high", "time-saved", "5 % : 40 % : 30 %", "must rise");
    row("percent as a number", "time-saved", "30", "for 30 % enter 0.3");
    row("negative price", "seat-price", "-5", "must lie between 0");
    row("zero seats", "seats", "0", "must lie between 1");
    row("nobody", "eligible", "0", "must lie between 1");
    row("no number", "ramp", "soon", "is not a number");
    row("not a number", "ramp", "nan", "is missing");
    row("endless", "ramp", "inf", "is missing");
    row("nothing", "ramp", " ", "is not a number");
    row("two numbers", "ramp", "3 : 9", "one number, or low : likely : high");
    row("beyond the month", "hours", "900", "must lie between 0 and 250");
}

/// Beside the field, in one sentence; nothing is simulated with it.
void TestWhatIfPanel::refused()
{
    QFETCH(QString, id);
    QFETCH(QString, typed);
    QFETCH(QString, says);
    QVERIFY(atRest());
    const Desk& desk = *m_desk;
    auto& row = desk.row(id);
    auto* field = row.findChild<QLineEdit*>();
    QSignalSpy pages(&m_desk->window.controller(), &ui::Controller::pageReady);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, typed);
    QTest::keyClick(field, Qt::Key_Return);
    QStringList said;
    for (const auto* label : row.findChildren<QLabel*>())
        if (!label->isHidden()) said << label->text();
    QVERIFY2(said.join(QLatin1Char('\n')).contains(says), qPrintable(said.join(QLatin1Char('\n'))));
    QVERIFY(desk.panel().trial().edits.empty());
    QVERIFY(!pages.wait(50));
}

void TestWhatIfPanel::typedRange()
{
    QVERIFY(atRest());
    Desk& desk = *m_desk;
    auto* field = desk.row(QStringLiteral("capture")).findChild<QLineEdit*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("20 % : 30 % : 0.6"));
    QVERIFY(untilPage(desk.window, [&] { QTest::keyClick(field, Qt::Key_Return); }));
    const auto& spec = desk.row(QStringLiteral("capture")).spec();
    QVERIFY(near(spec.low, 0.2));
    QVERIFY(near(spec.mode, 0.3));
    QVERIFY(near(spec.high, 0.6));
    QCOMPARE(spec.origin, QStringLiteral("judgement"));
    QVERIFY(untilPage(desk.window, [&] {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("40%"));
        QTest::keyClick(field, Qt::Key_Tab);
    }));
    const auto& moved = desk.row(QStringLiteral("capture")).spec();
    QVERIFY2(near(moved.low, 0.3) && near(moved.mode, 0.4) && near(moved.high, 0.7),
             "one number takes the range along");
}

void TestWhatIfPanel::presets()
{
    QVERIFY(atRest());
    Desk& desk = *m_desk;
    auto* scenarios = desk.panel().findChild<QComboBox*>();
    QStringList names;
    for (int i = 0; i < scenarios->count(); ++i) names << scenarios->itemText(i);
    for (const char* name : {"Vendor's case", "Realistic", "Regulated, on-premise", "Narrow scope first"})
        QVERIFY2(names.contains(QString::fromUtf8(name)), name);
    QVERIFY(untilPage(desk.window, [&] {
        scenarios->setFocus();
        scenarios->setCurrentText(QStringLiteral("Vendor's case"));
        Q_EMIT scenarios->textActivated(QStringLiteral("Vendor's case"));
    }));
    QCOMPARE(desk.row(QStringLiteral("appropriate")).spec().value, QStringLiteral("100\u00a0%"));
    QVERIFY(desk.row(QStringLiteral("appropriate")).spec().known);
    QVERIFY(untilPage(desk.window, [&] {
        scenarios->setCurrentIndex(0);
        Q_EMIT scenarios->textActivated(scenarios->currentText());
    }));
}

/// Another horizon is tried out as any other assumption, and undone with them.
void TestWhatIfPanel::horizon()
{
    QVERIFY(atRest());
    Desk& desk = *m_desk;
    QComboBox* horizon = nullptr;
    for (auto* box : desk.panel().findChildren<QComboBox*>())
        if (box->accessibleName() == QStringLiteral("Horizon")) horizon = box;
    QVERIFY(horizon != nullptr);
    QCOMPARE(horizon->currentData().toInt(), 36);
    horizon->setFocus();
    QVERIFY(untilPage(desk.window, [&] { QTest::keyClick(horizon, Qt::Key_Down); }));
    QCOMPARE(desk.panel().trial().months, 48);
    QVERIFY(pageText(desk.window).contains(QStringLiteral("over 48 months at 8\u00a0% a year")));
    auto* all = button(desk.panel(), QStringLiteral("Reset all"));
    QVERIFY(untilPage(desk.window, [&] { QTest::mouseClick(all, Qt::LeftButton); }));
    QVERIFY(pageText(desk.window).contains(QStringLiteral("over 36 months at 8\u00a0% a year")));
}

/// Two phases are entered, the impossible one is refused beside the fields, and the page follows.
void TestWhatIfPanel::rollOut()
{
    QVERIFY(atRest());
    Desk& desk = *m_desk;
    const QString before = tile(desk.window, QStringLiteral("Net value"));
    QTest::mouseClick(button(desk.panel(), QStringLiteral("Roll-out…")), Qt::LeftButton);
    auto* dialog = desk.window.findChild<ui::RolloutDialog*>();
    QVERIFY(dialog != nullptr);
    auto* take = button(*dialog, QStringLiteral("Try out"));
    auto* add = button(*dialog, QStringLiteral("Add phase"));
    QVERIFY2(take->isEnabled(), "no phase is a roll-out, too");
    for (const auto* team : {"Payments", "Everybody else"}) {
        QTest::mouseClick(add, Qt::LeftButton);
        QVERIFY2(!take->isEnabled(), "a phase without a team is refused");
        QTest::keyClicks(dialog->focusWidget(), QString::fromUtf8(team));
    }
    QVERIFY2(!take->isEnabled(), "two phases of everybody are more people than there are");
    QList<QDoubleSpinBox*> people;
    for (auto* share : dialog->findChildren<QDoubleSpinBox*>())
        if (share->accessibleName() == QStringLiteral("Share of people")) people << share;
    const auto months = dialog->findChildren<QSpinBox*>();
    QCOMPARE(people.size(), 2);
    QCOMPARE(months.size(), 2);
    people[0]->setValue(40);
    people[1]->setValue(60);
    months[1]->setValue(13);
    QVERIFY2(take->isEnabled(), qPrintable(dialog->findChild<QLabel*>(QStringLiteral("sentence"))->text()));
    QVERIFY(untilPage(desk.window, [&] { QTest::mouseClick(take, Qt::LeftButton); }));
    const QString said = pageText(desk.window).replace(QChar::Nbsp, QLatin1Char(' '));
    QVERIFY(said.contains(QStringLiteral("Roll-out: Payments from month 1 (40 % of the people), Everybody else from "
                                         "month 13 (60 % of the people).")));
    QVERIFY(tile(desk.window, QStringLiteral("Net value")) != before);
    auto* all = button(desk.panel(), QStringLiteral("Reset all"));
    QVERIFY(untilPage(desk.window, [&] { QTest::mouseClick(all, Qt::LeftButton); }));
    QCOMPARE(tile(desk.window, QStringLiteral("Net value")), before);
}

/// Hosting sets its assumption, says what it was, and "as set" where the value is none of the choices.
void TestWhatIfPanel::hostingAndApproach()
{
    Desk desk;
    QVERIFY(open(desk, m_home.demoCopy(QStringLiteral("hosting.assay"))));
    const auto named = [&desk](const QString& name) {
        for (auto* box : desk.panel().findChildren<QComboBox*>())
            if (box->accessibleName() == name) return box;
        return static_cast<QComboBox*>(nullptr);
    };
    const QString before = tile(desk.window, QStringLiteral("Net value"));
    auto* hosting = named(QStringLiteral("Hosting"));
    QVERIFY(hosting != nullptr);
    QCOMPARE(hosting->currentText(), QStringLiteral("Hosting: cloud"));
    QVERIFY(untilPage(desk.window, [&] {
        hosting->setCurrentIndex(2);
        Q_EMIT hosting->activated(2);
    }));
    QVERIFY(near(desk.row(QStringLiteral("hosting")).spec().mode, 3));
    QVERIFY(desk.row(QStringLiteral("hosting")).spec().was.startsWith(QStringLiteral("was ×1")));
    QVERIFY(tile(desk.window, QStringLiteral("Net value")) != before);
    auto* approach = named(QStringLiteral("Approach"));
    QVERIFY(untilPage(desk.window, [&] {
        approach->setCurrentIndex(2);
        Q_EMIT approach->activated(2);
    }));
    QVERIFY(near(desk.row(QStringLiteral("integration")).spec().mode, 7.6));
    auto* all = button(desk.panel(), QStringLiteral("Reset all"));
    QVERIFY(untilPage(desk.window, [&] { QTest::mouseClick(all, Qt::LeftButton); }));
    QCOMPARE(approach->currentText(), QStringLiteral("Buy"));
    QCOMPARE(hosting->currentText(), QStringLiteral("Hosting: cloud"));
}

void TestWhatIfPanel::sourcesLeadToFigures()
{
    Desk desk;
    QVERIFY(open(desk, m_home.demoCopy(QStringLiteral("links.assay"))));
    QCOMPARE(desk.row(kTimeSaved).spec().link, QStringLiteral("delivery"));
    auto* chip = desk.row(kTimeSaved).findChild<ui::Badge*>();
    QVERIFY(chip != nullptr);
    QVERIFY(untilPage(desk.window, [&] { QTest::mouseClick(chip, Qt::LeftButton); }));
    QVERIFY(!tile(desk.window, QStringLiteral("Ticket to merge")).isEmpty());
    QVERIFY(showPage(desk.window, QStringLiteral("economics")));
    auto* benchmark = desk.row(QStringLiteral("appropriate")).findChild<ui::Badge*>();
    QVERIFY(untilPage(desk.window, [&] { QTest::mouseClick(benchmark, Qt::LeftButton); }));
    QVERIFY2(pageText(desk.window).contains(QStringLiteral("Planning values of the budget")), "a benchmark's passport");
}

void TestWhatIfPanel::savedLedAndRemoved()
{
    Desk desk;
    QVERIFY(open(desk, m_home.demoCopy(QStringLiteral("scenarios.assay"))));
    QVERIFY(untilPage(desk.window, [&] { drag(*desk.row(kTimeSaved).slider(), Handle::Mode, 30); }));
    const double chosen = desk.row(kTimeSaved).spec().mode;
    QTest::mouseClick(button(desk.panel(), QStringLiteral("Save as…")), Qt::LeftButton);
    auto* name = desk.window.findChild<QLineEdit*>(QStringLiteral("scenario-name"));
    auto* by = desk.window.findChild<QLineEdit*>(QStringLiteral("scenario-by"));
    QVERIFY(name != nullptr && by != nullptr);
    QVERIFY2(!by->text().isEmpty(), "whoever is logged in");
    name->setText(QStringLiteral("Our plan"));
    by->setText(QStringLiteral("The finance team"));
    auto* dialog = qobject_cast<QDialog*>(name->window());
    QVERIFY(dialog != nullptr);
    QVERIFY(untilPage(desk.window, [&] { dialog->accept(); }));
    QVERIFY(bringUp(desk.window));
    QCOMPARE(desk.panel().findChild<QComboBox*>()->currentText(), QStringLiteral("Our plan"));
    QVERIFY(near(desk.row(kTimeSaved).spec().mode, chosen));
    QVERIFY(!desk.row(kTimeSaved).spec().edited);
    QVERIFY(desk.row(kTimeSaved).spec().tip.contains(QStringLiteral("set by The finance team, 20")));
    auto* lead = button(desk.panel(), QStringLiteral("Lead"));
    QVERIFY(lead->isEnabled());
    QVERIFY(untilPage(desk.window, [&] { QTest::mouseClick(lead, Qt::LeftButton); }));
    QVERIFY(bringUp(desk.window));
    QCOMPARE(desk.window.controller().session()->budgetFacts().scenarios.front().scenario.name,
             std::string("Our plan"));
    QVERIFY(!button(desk.panel(), QStringLiteral("Lead"))->isEnabled());
    QTest::mouseClick(button(desk.panel(), QStringLiteral("Remove")), Qt::LeftButton);
    auto* question = desk.window.findChild<QMessageBox*>();
    QVERIFY(question != nullptr);
    QVERIFY(untilPage(desk.window, [&] { question->button(QMessageBox::Yes)->click(); }));
    for (const auto& stored : desk.window.controller().session()->budgetFacts().scenarios)
        QVERIFY(stored.scenario.name != "Our plan");
}

/// What is tried out, not what is stored.
void TestWhatIfPanel::savedAsFiles()
{
    Desk desk;
    QVERIFY(open(desk, m_home.demoCopy(QStringLiteral("files.assay"))));
    QVERIFY(untilPage(desk.window, [&] { drag(*desk.row(kTimeSaved).slider(), Handle::Mode, 30); }));
    const auto save = [&](const QString& words, const QString& path) {
        button(*inSight(desk.window), words)->click();
        auto* dialog = desk.window.findChild<QFileDialog*>();
        if (dialog == nullptr) return QByteArray();
        Q_EMIT dialog->fileSelected(path);
        delete dialog;
        return bytesOf(path);
    };
    const QByteArray sheet = save(QStringLiteral("Spreadsheet…"), m_home.at(QStringLiteral("plan.xlsx")));
    QVERIFY2(sheet.startsWith("PK"), "a spreadsheet is a ZIP archive");
    const QByteArray text = save(QStringLiteral("Scenario file…"), m_home.at(QStringLiteral("plan.toml")));
    QVERIFY(text.contains("source = \"set by hand\""));
    save(QStringLiteral("Spreadsheet…"), m_home.at(QStringLiteral("nowhere/plan.xlsx")));
    const auto* banner = desk.window.findChild<ui::ErrorBanner*>();
    QVERIFY(banner->isVisible());
}

/// Other assumptions, and other pages of the same filter, measure nothing again.
void TestWhatIfPanel::figuresAreKept()
{
    QVERIFY(atRest());
    Desk& desk = *m_desk;
    const auto input = desk.window.controller().input();
    QVERIFY(input && input->figures);
    QVERIFY(untilPage(desk.window, [&] { drag(*desk.row(kTimeSaved).slider(), Handle::Mode, 30); }));
    QCOMPARE(desk.window.controller().input(), input);
    QVERIFY(showPage(desk.window, QStringLiteral("quality")));
    QCOMPARE(desk.window.controller().input(), input);
    QVERIFY2(qobject_cast<ui::PageView*>(inSight(desk.window))->panel() == nullptr, "only where there is a budget");
}

void TestWhatIfPanel::darkAndNarrow()
{
    QVERIFY(atRest());
    Desk& desk = *m_desk;
    QVERIFY(untilPage(desk.window, [&] { drag(*desk.row(kTimeSaved).slider(), Handle::Mode, 30); }));
    desk.window.setTheme(ui::Theme::darkened());
    QCOMPARE(desk.panel().trial().edits.size(), std::size_t{1});
    QVERIFY(desk.row(kTimeSaved).spec().edited);
    desk.window.resize(1280, 720);
    QTest::qWait(50);
    const auto* view = qobject_cast<ui::PageView*>(inSight(desk.window));
    QVERIFY(view->widget()->width() <= view->viewport()->width());
    QVERIFY(desk.panel().geometry().right() < view->viewport()->geometry().left());
}

QTEST_MAIN(TestWhatIfPanel)
#include "tst_whatifpanel.moc"
