// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainwindow.h"

#include "pages/pageview.h"
#include "pages/rowsview.h"
#include "present/pages/registry.h"
#include "present/tablecsv.h"
#include "report/pdfreport.h"
#include "shell/alertactions.h"
#include "shell/controller.h"
#include "shell/datatasks.h"
#include "shell/filterbar.h"
#include "shell/importdialog.h"
#include "shell/navigation.h"
#include "shell/peoplescreen.h"
#include "shell/quickpalette.h"
#include "shell/recentworkspaces.h"
#include "shell/startpage.h"
#include "shell/stylesheet.h"
#include "shell/targetactions.h"
#include "widgets/errorbanner.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QSaveFile>
#include <QShortcut>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

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

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), m_controller(new Controller(this)), m_tasks(new DataTasks(*m_controller, this)),
      m_navigation(new Navigation(this)), m_filters(new FilterBar(this)), m_errors(new ErrorBanner(*m_theme, this)),
      m_stack(new QStackedWidget(this)), m_start(new StartPage(this)), m_page(new PageView(this)),
      m_rows(new RowsView(this)), m_people(new PeopleScreen(this))
{
    setWindowTitle(QStringLiteral("Assay"));
    setAcceptDrops(true);
    resize(1440, 900);
    setUpLayout();
    setUpController();
    connectViews();
    connectPeople();
    setUpActions();
    setTheme(Theme::light());
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
    setCentralWidget(centre);
}

void MainWindow::setUpController()
{
    connect(m_controller, &Controller::opened, this, [this] {
        const auto& session = m_controller->session();
        rememberWorkspace(QString::fromStdString(session->path()));
        m_filters->setSnapshot(session->snapshot());
        m_navigation->setWorkspace(QFileInfo(QString::fromStdString(session->path())).fileName());
        setWindowTitle(QStringLiteral("%1 – Assay").arg(QString::fromStdString(session->snapshot()->workspaceName)));
        m_errors->hide();
        showPage(m_pageId);
    });
    connect(m_controller, &Controller::pageReady, this, [this](const present::PageSpec& page) {
        m_shown = page;
        m_page->show(page, *m_theme);
        m_stack->setCurrentWidget(m_page);
    });
    connect(m_controller, &Controller::rowsReady, this, [this](const QString& trail, const present::TableSpec& table) {
        m_rows->show(m_shown.title + QStringLiteral(" › ") + trail, table, *m_theme);
        m_stack->setCurrentWidget(m_rows);
    });
    connect(m_controller, &Controller::reportReady, this, &MainWindow::saveReport);
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
    connect(m_navigation, &Navigation::themeToggled, this,
            [this] { setTheme(m_theme->dark ? Theme::light() : Theme::darkened()); });
    connect(m_filters, &FilterBar::filterChanged, this, &MainWindow::refresh);
    connect(m_filters, &FilterBar::exportRequested, this, [this] { m_controller->requestReport(m_filters->filter()); });
    connect(m_filters, &FilterBar::addDataRequested, this, &MainWindow::chooseData);
    connect(m_filters, &FilterBar::paletteRequested, this, &MainWindow::openPalette);
    connect(m_page, &PageView::drillRequested, this, &MainWindow::showRows);
    connect(m_page, &PageView::linkActivated, this, &MainWindow::showPage);
    connect(m_page, &PageView::actionRequested, this, &MainWindow::act);
    connect(m_rows, &RowsView::drillRequested, this, &MainWindow::showRows);
    connect(m_rows, &RowsView::backRequested, this, [this] { m_stack->setCurrentWidget(m_page); });
    connect(m_rows, &RowsView::saveRequested, this, &MainWindow::saveCsv);
    connect(m_start, &StartPage::demoRequested, this, &MainWindow::createDemo);
    connect(m_start, &StartPage::repositoryRequested, this, &MainWindow::chooseRepository);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseWorkspace);
    connect(m_start, &StartPage::recentChosen, this, &MainWindow::openWorkspace);
}

void MainWindow::connectPeople()
{
    connect(m_tasks, &DataTasks::boardReady, this, [this](const session::PeopleBoard& board) {
        m_people->show(board, *m_theme);
        m_filters->setVisible(false);
        m_stack->setCurrentWidget(m_people);
    });
    connect(m_people, &PeopleScreen::decided, m_tasks, &DataTasks::decide);
    connect(m_people, &PeopleScreen::undoRequested, m_tasks, &DataTasks::undo);
    connect(m_people, &PeopleScreen::backRequested, this, [this] {
        m_pageId = QStringLiteral("data");
        m_controller->reopen(); // the figures go by the new teams
    });
}

void MainWindow::setUpActions()
{
    auto* targets = new TargetActions(*m_controller, this);
    connect(targets, &TargetActions::failed, m_errors, &ErrorBanner::showError);
    auto* alerts = new AlertActions(*m_controller, this);
    connect(alerts, &AlertActions::failed, m_errors, &ErrorBanner::showError);
    m_pageActions = {
        {QStringLiteral("register-target"), [this, targets] { targets->registerOne(*m_theme); }},
        {QStringLiteral("retire-target"), [targets] { targets->retireOne(); }},
        {QStringLiteral("acknowledge-alert"), [this, alerts] { alerts->acknowledgeOne(m_filters->filter()); }}};
    const auto shortcut = [this](const QKeySequence& keys, auto run) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, run);
    };
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openPalette(); });
    shortcut(QKeySequence::Open, [this] { chooseWorkspace(); });
    shortcut(QKeySequence::Print, [this] { m_controller->requestReport(m_filters->filter()); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_I), [this] { chooseData(); });
}

void MainWindow::setTheme(const Theme& theme)
{
    m_theme = &theme;
    qApp->setPalette(paletteFor(theme));
    qApp->setStyleSheet(styleSheetFor(theme));
    m_navigation->setTheme(theme);
    m_errors->setTheme(theme);
    m_start->show(recentWorkspaces(), theme);
    if (!m_shown.id.isEmpty()) m_page->show(m_shown, theme);
    if (m_stack->currentWidget() == m_rows) m_stack->setCurrentWidget(m_page);
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

void MainWindow::showPage(const QString& id)
{
    if (id == QStringLiteral("people")) {
        if (m_controller->session()) m_tasks->openPeople();
        return;
    }
    m_pageId = id;
    m_navigation->setCurrent(id);
    if (!m_controller->session()) return;
    m_filters->setVisible(true);
    refresh();
}

void MainWindow::refresh()
{
    m_controller->requestPage(m_pageId, m_filters->filter());
}

void MainWindow::showRows(const present::RowsQuery& query)
{
    if (query.kind == present::RowKind::Rejects)
        m_tasks->showSource(query.title);
    else
        m_controller->requestRows(query, m_filters->filter());
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

void MainWindow::saveReport(const present::ReportSpec& report)
{
    const auto path =
        QFileDialog::getSaveFileName(this, QStringLiteral("Save the report"),
                                     dataFolder() + QStringLiteral("/report.pdf"), QStringLiteral("PDF (*.pdf)"));
    if (path.isEmpty()) return;
    const auto written = writeReport(report, path, Paper::A4, {}, {});
    if (!written)
        m_errors->showError(QString::fromStdString(written.error().message));
    else
        QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

void MainWindow::saveCsv(const present::TableSpec& table)
{
    const auto path = QFileDialog::getSaveFileName(
        this, QStringLiteral("Save rows"), dataFolder() + QStringLiteral("/rows.csv"), QStringLiteral("CSV (*.csv)"));
    if (path.isEmpty()) return;
    QSaveFile file(path);
    const auto bytes = present::toCsv(table);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        m_errors->showError(
            QStringLiteral("%1 cannot be written (%2); choose another place.").arg(path, file.errorString()));
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
    entries.push_back({QStringLiteral("Switch between light and dark"),
                       [this] { setTheme(m_theme->dark ? Theme::light() : Theme::darkened()); }});
    auto* palette = new QuickPalette(std::move(entries), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
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
