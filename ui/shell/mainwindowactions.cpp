// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowsview.h"
#include "present/pages/registry.h"
#include "shell/alertactions.h"
#include "shell/appearance.h"
#include "shell/budgetactions.h"
#include "shell/controller.h"
#include "shell/datatasks.h"
#include "shell/filterbar.h"
#include "shell/handbookview.h"
#include "shell/mainwindow.h"
#include "shell/navigation.h"
#include "shell/peoplescreen.h"
#include "shell/quickpalette.h"
#include "shell/targetactions.h"
#include "widgets/errorbanner.h"

#include <QShortcut>
#include <QStackedWidget>

// What the window does on a key or a name: shortcuts, the entries of the palette, and the screen of people.
namespace assay::ui {

void MainWindow::setUpActions()
{
    setUpPageActions();
    const auto shortcut = [this](const QKeySequence& keys, auto run, QWidget* within = nullptr) {
        connect(new QShortcut(keys, within != nullptr ? within : this), &QShortcut::activated, this, run);
    };
    shortcut(QKeySequence::HelpContents, [this] { showHandbook(); });
    // Of a view that is not in sight, a shortcut does nothing.
    shortcut(
        QKeySequence(Qt::Key_Escape), [this] { leaveRows(); }, m_rows);
    shortcut(
        QKeySequence(Qt::Key_Escape), [this] { leaveHandbook(); }, m_handbook);
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openPalette(); });
    shortcut(QKeySequence::Open, [this] { chooseWorkspace(); });
    shortcut(QKeySequence::Print, [this] { m_controller->requestReport(m_filters->filter()); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_I), [this] { chooseData(); });
}

/// What the buttons of a page do.
void MainWindow::setUpPageActions()
{
    auto* targets = new TargetActions(*m_controller, this);
    connect(targets, &TargetActions::failed, m_errors, &ErrorBanner::showError);
    auto* alerts = new AlertActions(*m_controller, this);
    connect(alerts, &AlertActions::failed, m_errors, &ErrorBanner::showError);
    m_pageActions = {
        {QStringLiteral("scenario-save"), [this] { m_budget->save(m_shown); }},
        {QStringLiteral("scenario-lead"), [this] { m_budget->lead(m_shown); }},
        {QStringLiteral("scenario-remove"), [this] { m_budget->remove(m_shown); }},
        {QStringLiteral("scenario-update"), [this] { m_budget->update(m_shown); }},
        {QStringLiteral("scenario-rollout"), [this] { m_budget->rollOut(m_shown); }},
        {QStringLiteral("scenario-spreadsheet"), [this] { m_budget->spreadsheet(m_shown); }},
        {QStringLiteral("scenario-file"), [this] { m_budget->file(m_shown); }},
        {QStringLiteral("register-target"), [this, targets] { targets->registerOne(*m_theme); }},
        {QStringLiteral("retire-target"), [this, targets] { targets->retireOne(m_page->currentRow()); }},
        {QStringLiteral("acknowledge-alert"), [this, alerts] { alerts->acknowledgeOne(m_filters->filter()); }}};
}

void MainWindow::connectPeople()
{
    connect(m_tasks, &DataTasks::boardReady, this, [this](const session::PeopleBoard& board) {
        m_people->show(board, *m_theme);
        m_filters->setVisible(false);
        m_navigation->setCurrent(QStringLiteral("people"));
        const bool opened = m_stack->currentWidget() != m_people; // else a decision came back: the focus stays
        m_stack->setCurrentWidget(m_people);
        if (opened) m_people->setFocus();
    });
    connect(m_tasks, &DataTasks::rowsRequested, this, &MainWindow::showRows);
    connect(m_people, &PeopleScreen::decided, this, [this](const std::vector<store::DecisionRow>& decisions) {
        m_decided = true;
        m_tasks->decide(decisions);
    });
    connect(m_people, &PeopleScreen::undoRequested, this, [this] {
        m_decided = true;
        m_tasks->undo();
    });
    connect(m_people, &PeopleScreen::backRequested, this, [this] { showPage(m_pageId); });
}

/// The page one comes from stays the current one until the people are there.
void MainWindow::openPeople()
{
    if (m_stack->currentWidget() != m_people) m_navigation->setCurrent(m_pageId);
    if (m_controller->session()) m_tasks->openPeople();
}

void MainWindow::openPalette()
{
    std::vector<QuickPalette::Entry> entries;
    for (const auto& page : present::pages()) {
        const auto id = QString::fromUtf8(page.id.data(), static_cast<qsizetype>(page.id.size()));
        entries.push_back({QString::fromUtf8(page.title.data(), static_cast<qsizetype>(page.title.size())),
                           [this, id] { showPage(id); }});
    }
    entries.push_back({QStringLiteral("Add data…"), [this] { chooseData(); }});
    entries.push_back({QStringLiteral("Import a repository or folder…"), [this] { chooseRepository(); }});
    entries.push_back({QStringLiteral("Map people…"), [this] { showPage(QStringLiteral("people")); }});
    entries.push_back({QStringLiteral("Export PDF…"), [this] { m_controller->requestReport(m_filters->filter()); }});
    entries.push_back({QStringLiteral("Open a workspace…"), [this] { chooseWorkspace(); }});
    entries.push_back({QStringLiteral("Open the demo"), [this] { createDemo(); }});
    entries.push_back({QStringLiteral("Switch between light and dark"), [this] { toggleTheme(); }});
    entries.push_back({QStringLiteral("Light or dark as the system"), [this] {
                           chooseDark(std::nullopt);
                           setTheme(themeFor(std::nullopt, systemPalette()));
                       }});
    entries.push_back({QStringLiteral("Handbook"), [this] { showHandbook(); }});
    auto* palette = new QuickPalette(std::move(entries), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

} // namespace assay::ui
