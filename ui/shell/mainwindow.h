// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/pagespec.h"
#include "present/reportspec.h"
#include "present/rowsquery.h"
#include "session/importjob.h"

#include <QMainWindow>
#include <QPointer>
#include <functional>
#include <map>

class QStackedWidget;

namespace assay::ui {

class Controller;
class DataTasks;
class ErrorBanner;
class FilterBar;
class ImportDialog;
class Navigation;
class PageView;
class PeopleScreen;
class RowsView;
class StartPage;

/// The window: navigation at the left, filters above, a page or the rows behind a figure below.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void openWorkspace(const QString& path);
    void showPage(const QString& id);
    void setTheme(const Theme& theme);
    [[nodiscard]] Controller& controller() { return *m_controller; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void setUpLayout();
    void setUpController();
    void setUpActions();
    void connectViews();
    void connectPeople();
    void refresh();
    void showStart();
    void showRows(const present::RowsQuery& query);
    void jobStarted(const QString& what);
    void jobEnded();
    void createDemo();
    void chooseRepository();
    void chooseWorkspace();
    void chooseData();
    /// What a page's button asks for; see PageSpec::actions.
    void act(const QString& id);
    void importInto(const QStringList& paths);
    void saveReport(const present::ReportSpec& report);
    void saveCsv(const present::TableSpec& table);
    void openPalette();

    const Theme* m_theme = &Theme::light();
    Controller* m_controller;
    DataTasks* m_tasks;
    std::map<QString, std::function<void()>> m_pageActions; ///< by PageAction::id
    Navigation* m_navigation;
    FilterBar* m_filters;
    ErrorBanner* m_errors;
    QStackedWidget* m_stack;
    StartPage* m_start;
    PageView* m_page;
    RowsView* m_rows;
    PeopleScreen* m_people;
    QPointer<ImportDialog> m_job;
    present::PageSpec m_shown;
    QString m_pageId = QStringLiteral("overview");
};

} // namespace assay::ui
