// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/pagespec.h"
#include "present/rowsquery.h"
#include "session/importjob.h"

#include <QMainWindow>
#include <QPointer>
#include <functional>
#include <map>
#include <vector>

class QStackedWidget;

namespace assay::ui {

class BudgetActions;
class Controller;
class DataTasks;
class ErrorBanner;
class FilterBar;
class HandbookView;
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
    /// `place`: a page's id, or a row of it: "methods#ticket-to-merge"; or one of the handbook: "handbook:methods.md".
    void showPage(const QString& place);
    void setTheme(const Theme& theme);
    /// The handbook, at what it says about the page in sight.
    void showHandbook();
    [[nodiscard]] Controller& controller() { return *m_controller; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void setUpLayout();
    void setUpController();
    void setUpActions();
    void setUpPageActions();
    void connectViews();
    void connectPeople();
    void openPeople();
    void refresh();
    void showStart();
    void showRows(const present::RowsQuery& query);
    void pageReady(const present::PageSpec& page);
    void leaveRows();
    [[nodiscard]] QString trail(std::size_t steps) const;
    void openHandbook(const QString& place);
    void leaveHandbook();
    void toggleTheme();
    void jobStarted(const QString& what);
    void jobEnded();
    void createDemo();
    void chooseRepository();
    void chooseWorkspace();
    void chooseData();
    /// What a page's button asks for; see PageSpec::actions.
    void act(const QString& id);
    void importInto(const QStringList& paths);
    void saveCsv();
    void openPalette();

    const Theme* m_theme = &Theme::light();
    Controller* m_controller;
    DataTasks* m_tasks;
    BudgetActions* m_budget;
    std::map<QString, std::function<void()>> m_pageActions; ///< by PageAction::id
    Navigation* m_navigation;
    FilterBar* m_filters;
    ErrorBanner* m_errors;
    QStackedWidget* m_stack;
    StartPage* m_start;
    PageView* m_page;
    RowsView* m_rows;
    PeopleScreen* m_people;
    HandbookView* m_handbook;
    QPointer<ImportDialog> m_job;
    present::PageSpec m_shown;
    QString m_pageId = QStringLiteral("overview");
    QString m_rowId;                         ///< to be shown once the page is there
    std::vector<present::RowsQuery> m_trail; ///< of the rows in sight, the outermost first
    QPointer<QWidget> m_origin;              ///< what had the focus when the rows were opened
    QPointer<QWidget> m_beforeHandbook;
    bool m_decided = false; ///< something about people, since the workspace was opened
};

} // namespace assay::ui
