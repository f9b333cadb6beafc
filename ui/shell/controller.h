// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "facts/filter.h"
#include "present/reportspec.h"
#include "present/rowsquery.h"
#include "present/tablespec.h"
#include "session/importjob.h"
#include "session/session.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QtConcurrentRun>
#include <memory>

namespace assay::ui {

/// Runs the use cases for the window: everything slow happens on a worker, results come back by signal, a newer request
/// for a page or for rows makes an older one silent.
class Controller : public QObject
{
    Q_OBJECT

public:
    using SessionPtr = std::shared_ptr<const session::Session>;

    explicit Controller(QObject* parent = nullptr);
    ~Controller() override;

    [[nodiscard]] const SessionPtr& session() const { return m_session; }
    [[nodiscard]] bool busy() const { return m_busy; }

    void open(const QString& path);
    void createDemo(const QString& path);
    void import(const session::ImportRequest& request);
    /// Opens the workspace again after something changed in it.
    void reopen();
    /// Runs `work(cancel, progress)` on a worker and hands its value to `then` in this thread, unless `context` is
    /// gone; what fails goes out by `failed`. `what` is shown while it runs; empty: nothing is shown.
    template <class Work, class Then>
    void run(const QString& what, Work work, QObject* context, Then then);
    void cancel();
    /// `trial`: what is tried out on the Economics page. Figures of the filter last asked for are kept, so that other
    /// assumptions do not measure anything again.
    void requestPage(const QString& id, const facts::Filter& filter, const present::BudgetTrial& trial = {});
    /// What the page last asked for is made from; null before.
    [[nodiscard]] const std::shared_ptr<const present::PageInput>& input() const { return m_input; }
    void requestRows(const present::RowsQuery& query, const facts::Filter& filter);
    /// Writes all of the rows, also those that a table does not show, as CSV; `rowsSaved` or `failed` follows.
    void saveRows(const present::RowsQuery& query, const facts::Filter& filter, const QString& path);
    /// Registers or edits a target and opens the workspace again; false with `refused` when it cannot be judged.
    bool registerTarget(const domain::Target& target, QString& refused);
    bool retireTarget(const QString& id, QString& refused);
    bool acknowledge(const QString& alert, const QString& owner, const QString& note, const facts::Filter& filter,
                     QString& refused);
    void requestReport(const facts::Filter& filter);

Q_SIGNALS:
    void opened();
    void pageReady(const assay::present::PageSpec& page);
    void rowsReady(const assay::present::TableSpec& table);
    void rowsSaved(const QString& sentence);
    /// The page of one change, asked for as rows are.
    void changeReady(const assay::present::PageSpec& page);
    void reportReady(const assay::present::ReportSpec& report);
    void jobStarted(const QString& what);
    void progressed(const QString& phase, qint64 done, qint64 total);
    void imported(const assay::session::ImportSummary& summary);
    void jobEnded();
    void failed(const QString& sentence);

private:
    void begin(const QString& what);
    void tellFailure(const Error& error);
    void end();
    void take(Result<SessionPtr>&& result);
    void requestChange(facts::Index change, const facts::Filter& filter);
    [[nodiscard]] ProgressFn progress();
    [[nodiscard]] std::shared_ptr<const present::PageInput> inputFor(const facts::Filter& filter);

    SessionPtr m_session;
    std::shared_ptr<const present::PageInput> m_input; ///< of the filter last asked for
    SessionPtr m_inputOf;
    CancelToken m_cancel;
    bool m_busy = false;
    int m_pageRequest = 0;
    int m_rowsRequest = 0;
    /// Last, so that it goes first: its end waits for the work that still speaks to this object.
    QThreadPool m_pool;
};

template <class Work, class Then>
void Controller::run(const QString& what, Work work, QObject* context, Then then)
{
    if (m_busy) return;
    begin(what);
    auto job = [work, cancel = m_cancel, tell = progress()] { return work(cancel, tell); };
    using Outcome = decltype(job());
    QtConcurrent::run(&m_pool, job).then(this, [this, owner = QPointer<QObject>(context), then](Outcome result) {
        end();
        if (!result)
            tellFailure(result.error());
        else if (owner)
            then(*result);
    });
}

} // namespace assay::ui
