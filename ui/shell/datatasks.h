// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/rowsquery.h"
#include "session/peopleboard.h"
#include "session/review.h"
#include "session/sourcelist.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace assay::ui {

class Controller;
class ReviewDialog;

/// What is done to the data besides looking at it: review before an import, sources, people. It asks the user and
/// starts the jobs; the controller runs them.
class DataTasks : public QObject
{
    Q_OBJECT

public:
    DataTasks(Controller& controller, QWidget* window);

    /// Reads everything, asks what must be asked, then imports.
    void import(const QStringList& paths, const QString& workspace);
    /// A source: what came from it, what was rejected, removal.
    void showSource(const QString& location);
    void openPeople();
    void decide(const std::vector<store::DecisionRow>& decisions);
    void undo();

Q_SIGNALS:
    void boardReady(const assay::session::PeopleBoard& board);
    void rowsRequested(const assay::present::RowsQuery& rows);

private:
    void review(const session::ImportRequest& request);
    void ask(const session::SourceWithRuns& source);
    void showRejects(const store::SourceRow& source);
    void saveRejects(const std::string& location);
    void remove(const store::SourceRow& source);

    Controller& m_controller;
    QWidget* m_window;
    QPointer<ReviewDialog> m_review;
};

} // namespace assay::ui
