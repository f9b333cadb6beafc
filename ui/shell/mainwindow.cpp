// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainwindow.h"

#include "pages/pageview.h"
#include "pages/rowsview.h"
#include "shell/appearance.h"
#include "shell/budgetactions.h"
#include "shell/controller.h"
#include "shell/datatasks.h"
#include "shell/filterbar.h"
#include "shell/handbookview.h"
#include "shell/importdialog.h"
#include "shell/navigation.h"
#include "shell/peoplescreen.h"
#include "shell/recentworkspaces.h"
#include "shell/reportactions.h"
#include "shell/startpage.h"
#include "shell/stylesheet.h"
#include "widgets/errorbanner.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace assay::ui {
namespace {

QString dataFolder()
{
    const auto folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return folder.isEmpty() ? QDir::homePath() : folder;
}

/// A path in a folder that nothing has yet: "demo.assay", "demo 2.assay", …
QString freePath(const QString& stem)
{
    QDir().mkpath(dataFolder());
    QString path = QStringLiteral("%1/%2.assay").arg(dataFolder(), stem);
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = QStringLiteral("%1/%2 %3.assay").arg(dataFolder(), stem).arg(n);
    return path;
}

constexpr QSize kSize(1440, 900);
/// What a window manager adds around a window, at most.
constexpr QSize kDecoration(8, 40);

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), m_controller(new Controller(this)), m_tasks(new DataTasks(*m_controller, this)),
      m_budget(new BudgetActions(*m_controller, this)), m_navigation(new Navigation(this)),
      m_filters(new FilterBar(this)), m_errors(new ErrorBanner(*m_theme, this)), m_stack(new QStackedWidget(this)),
      m_start(new StartPage(this)), m_page(new PageView(this)), m_rows(new RowsView(this)),
      m_people(new PeopleScreen(this)), m_handbook(new HandbookView(this))
{
    setWindowTitle(QStringLiteral("Assay"));
    setAcceptDrops(true);
    resize(kSize.boundedTo(screen()->availableSize() - kDecoration));
    setUpLayout();
    setUpController();
    connectViews();
    connectPeople();
    setUpActions();
    setTheme(themeFor(chosenDark(), systemPalette()));
    showStart();
}

MainWindow::~MainWindow() = default;

void MainWindow::setUpLayout()
{
    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_navigation);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filters);
    auto* errors = new QVBoxLayout;
    errors->setContentsMargins(20, 0, 20, 8);
    errors->addWidget(m_errors);
    column->addLayout(errors);
    column->addWidget(m_stack, 1);
    row->addLayout(column, 1);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_rows);
    m_stack->addWidget(m_people);
    m_stack->addWidget(m_handbook);
    setCentralWidget(centre);
}

void MainWindow::setUpController()
{
    connect(m_controller, &Controller::opened, this, [this] {
        const auto& session = m_controller->session();
        rememberWorkspace(QString::fromStdString(session->path()));
        m_filters->setSnapshot(session->snapshot());
        m_budget->opened();
        m_navigation->setWorkspace(QFileInfo(QString::fromStdString(session->path())).fileName());
        setWindowTitle(QStringLiteral("%1 – Assay").arg(QString::fromStdString(session->snapshot()->workspaceName)));
        m_errors->hide();
        m_decided = false;
        showPage(m_pageId);
    });
    connect(m_controller, &Controller::pageReady, this, &MainWindow::pageReady);
    connect(m_controller, &Controller::rowsReady, this, [this](const present::TableSpec& table) {
        m_rows->show(trail(m_trail.size()), table, *m_theme);
        m_stack->setCurrentWidget(m_rows);
    });
    connect(m_controller, &Controller::rowsSaved, m_rows, &RowsView::say);
    connect(m_controller, &Controller::changeReady, this, [this](const present::PageSpec& page) {
        m_rows->showPage(trail(m_trail.size() - 1) + QStringLiteral(" ›"), page, *m_theme);
        m_stack->setCurrentWidget(m_rows);
    });
    auto* report = new ReportActions(this);
    connect(m_controller, &Controller::reportReady, report,
            [report](const present::ReportSpec& spec) { report->save(spec, dataFolder()); });
    connect(report, &ReportActions::written, this,
            [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    connect(report, &ReportActions::failed, m_errors, &ErrorBanner::showError);
    connect(m_controller, &Controller::jobStarted, this, &MainWindow::jobStarted);
    connect(m_controller, &Controller::jobEnded, this, &MainWindow::jobEnded);
    connect(m_controller, &Controller::progressed, this, [this](const QString& phase, qint64 done, qint64 total) {
        if (m_job) m_job->progressed(phase, done, total);
    });
    connect(m_controller, &Controller::imported, this, [this](const session::ImportSummary& summary) {
        auto* dialog = new ImportDialog(QStringLiteral("Imported"), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->finished(summary);
        dialog->open();
    });
    connect(m_controller, &Controller::failed, m_errors, &ErrorBanner::showError);
}

void MainWindow::connectViews()
{
    connect(m_navigation, &Navigation::pageChosen, this, &MainWindow::showPage);
    connect(m_navigation, &Navigation::homeRequested, this, &MainWindow::showStart);
    connect(m_navigation, &Navigation::themeToggled, this, &MainWindow::toggleTheme);
    connect(m_navigation, &Navigation::handbookRequested, this, &MainWindow::showHandbook);
    connect(m_handbook, &HandbookView::backRequested, this, &MainWindow::leaveHandbook);
    connect(m_filters, &FilterBar::filterChanged, this, &MainWindow::refresh);
    connect(m_filters, &FilterBar::exportRequested, this, [this] { m_controller->requestReport(m_filters->filter()); });
    connect(m_filters, &FilterBar::addDataRequested, this, &MainWindow::chooseData);
    connect(m_filters, &FilterBar::paletteRequested, this, &MainWindow::openPalette);
    connect(m_page, &PageView::drillRequested, this, &MainWindow::showRows);
    connect(m_page, &PageView::linkActivated, this, &MainWindow::showPage);
    connect(m_page, &PageView::actionRequested, this, &MainWindow::act);
    connect(m_page, &PageView::trialChanged, m_budget, &BudgetActions::tryOut);
    connect(m_budget, &BudgetActions::trialChanged, this, &MainWindow::refresh);
    connect(m_budget, &BudgetActions::failed, m_errors, &ErrorBanner::showError);
    connect(m_rows, &RowsView::drillRequested, this, &MainWindow::showRows);
    connect(m_rows, &RowsView::linkActivated, this, &MainWindow::showPage);
    connect(m_rows, &RowsView::backRequested, this, &MainWindow::leaveRows);
    connect(m_rows, &RowsView::saveRequested, this, &MainWindow::saveCsv);
    connect(m_start, &StartPage::demoRequested, this, &MainWindow::createDemo);
    connect(m_start, &StartPage::repositoryRequested, this, &MainWindow::chooseRepository);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseWorkspace);
    connect(m_start, &StartPage::recentChosen, this, &MainWindow::openWorkspace);
}

void MainWindow::setTheme(const Theme& theme)
{
    m_theme = &theme;
    qApp->setPalette(paletteFor(theme));
    qApp->setStyleSheet(styleSheetFor(theme));
    m_navigation->setTheme(theme);
    m_errors->setTheme(theme);
    m_handbook->setTheme(theme);
    m_start->show(recentWorkspaces(), theme);
    if (!m_shown.id.isEmpty()) m_page->show(m_shown, theme);
    if (m_stack->currentWidget() == m_rows) m_stack->setCurrentWidget(m_page);
}

void MainWindow::toggleTheme()
{
    const bool dark = !m_theme->dark;
    chooseDark(dark);
    setTheme(themeFor(dark, systemPalette()));
}

void MainWindow::showStart()
{
    m_filters->setVisible(false);
    m_start->show(recentWorkspaces(), *m_theme);
    m_stack->setCurrentWidget(m_start);
}

void MainWindow::openWorkspace(const QString& path)
{
    m_controller->open(path);
}

void MainWindow::showPage(const QString& place)
{
    if (place == QStringLiteral("people")) {
        openPeople();
        return;
    }
    const auto handbook = QStringLiteral("handbook:");
    if (place.startsWith(handbook)) return openHandbook(place.mid(handbook.size()));
    m_pageId = place.section(QLatin1Char('#'), 0, 0);
    m_rowId = place.section(QLatin1Char('#'), 1);
    m_navigation->setCurrent(m_pageId);
    if (!m_controller->session()) {
        m_stack->setCurrentWidget(m_start);
        return;
    }
    m_filters->setVisible(true);
    if (std::exchange(m_decided, false))
        m_controller->reopen(); // the figures go by the new teams; then this page is shown
    else
        refresh();
}

void MainWindow::pageReady(const present::PageSpec& page)
{
    m_shown = page;
    m_trail.clear();
    // What had the keyboard on the page before is gone with it; Qt would give it to the first button of the window.
    const auto* focused = focusWidget();
    const bool follow = focused == nullptr || m_page->isAncestorOf(focused) || m_navigation->isAncestorOf(focused);
    m_page->show(page, *m_theme);
    m_stack->setCurrentWidget(m_page);
    if (follow && !m_page->isAncestorOf(focusWidget())) m_navigation->focusCurrent();
    m_page->reveal(std::exchange(m_rowId, {}));
}

void MainWindow::showHandbook()
{
    openHandbook(m_stack->currentWidget() == m_start ? QStringLiteral("getting-started.md")
                                                     : QStringLiteral("pages.md#") + headingName(m_shown.title));
}

void MainWindow::openHandbook(const QString& place)
{
    if (m_stack->currentWidget() != m_handbook) m_beforeHandbook = m_stack->currentWidget();
    m_handbook->open(place);
    m_filters->setVisible(false);
    m_stack->setCurrentWidget(m_handbook);
    m_handbook->text()->setFocus();
}

void MainWindow::leaveHandbook()
{
    auto* before = m_beforeHandbook ? m_beforeHandbook.data() : m_start;
    m_filters->setVisible(before != m_start && before != m_people);
    m_stack->setCurrentWidget(before);
}

void MainWindow::refresh()
{
    m_controller->requestPage(m_pageId, m_filters->filter(), m_budget->trial());
}

void MainWindow::showRows(const present::RowsQuery& query)
{
    if (query.kind == present::RowKind::Rejects && query.rows.empty()) {
        m_tasks->showSource(query.title);
        return;
    }
    if (m_trail.empty()) m_origin = QApplication::focusWidget();
    m_trail.push_back(query);
    m_controller->requestRows(query, m_filters->filter());
}

/// "Quality › Defects introduced › PAY-1432": the page and the rows opened from it, one from the other.
QString MainWindow::trail(std::size_t steps) const
{
    QString names = m_shown.title;
    for (std::size_t i = 0; i < std::min(steps, m_trail.size()); ++i) names += QStringLiteral(" › ") + m_trail[i].title;
    return names;
}

/// From rows behind rows to the rows before, from these to the page, with the focus where it was.
void MainWindow::leaveRows()
{
    if (!m_trail.empty()) m_trail.pop_back();
    if (!m_trail.empty()) {
        m_controller->requestRows(m_trail.back(), m_filters->filter());
        return;
    }
    m_stack->setCurrentWidget(m_page);
    if (m_origin) m_origin->setFocus();
}

void MainWindow::jobStarted(const QString& what)
{
    m_job = new ImportDialog(what, this);
    m_job->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_job, &ImportDialog::cancelRequested, m_controller, &Controller::cancel);
    m_job->open();
}

void MainWindow::jobEnded()
{
    if (m_job) m_job->done(QDialog::Accepted);
}

void MainWindow::createDemo()
{
    m_controller->createDemo(freePath(QStringLiteral("demo")));
}

void MainWindow::chooseRepository()
{
    const auto folder = QFileDialog::getExistingDirectory(
        this, QStringLiteral("Choose a Git repository or a folder of exports"), QDir::homePath());
    if (!folder.isEmpty()) m_tasks->import({folder}, freePath(QFileInfo(folder).completeBaseName()));
}

void MainWindow::chooseWorkspace()
{
    const auto path = QFileDialog::getOpenFileName(this, QStringLiteral("Open a workspace"), dataFolder(),
                                                   QStringLiteral("Assay workspaces (*.assay)"));
    if (!path.isEmpty()) openWorkspace(path);
}

void MainWindow::chooseData()
{
    const auto paths = QFileDialog::getOpenFileNames(this, QStringLiteral("Add exports"), dataFolder());
    if (!paths.isEmpty()) importInto(paths);
}

void MainWindow::importInto(const QStringList& paths)
{
    if (m_controller->busy()) return;
    const bool workspace = paths.size() == 1 && paths.front().endsWith(QStringLiteral(".assay"));
    if (workspace)
        openWorkspace(paths.front());
    else
        m_tasks->import(paths,
                        m_controller->session() ? QString() : freePath(QFileInfo(paths.front()).completeBaseName()));
}

void MainWindow::act(const QString& id)
{
    if (!m_controller->session() || m_controller->busy()) return;
    if (const auto action = m_pageActions.find(id); action != m_pageActions.end()) action->second();
}

void MainWindow::saveCsv()
{
    if (m_trail.empty()) return;
    const auto path = QFileDialog::getSaveFileName(
        this, QStringLiteral("Save rows"), dataFolder() + QStringLiteral("/rows.csv"), QStringLiteral("CSV (*.csv)"));
    if (!path.isEmpty()) m_controller->saveRows(m_trail.back(), m_filters->filter(), path);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && !m_controller->busy()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const auto& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths.append(url.toLocalFile());
    if (!paths.isEmpty()) importInto(paths);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_controller->cancel();
    event->accept();
}

} // namespace assay::ui
