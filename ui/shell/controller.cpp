// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/controller.h"

#include "base/writefile.h"
#include "present/figures.h"
#include "present/format.h"
#include "present/pages/firstlook.h"
#include "present/pages/registry.h"
#include "present/rowstable.h"
#include "present/tablecsv.h"
#include "session/changejob.h"
#include "session/demo.h"
#include "session/rejects.h"
#include "session/reportjob.h"
#include "session/targetjob.h"

#include <QFileInfo>
#include <QFuture>
#include <QPointer>
#include <QtConcurrentRun>
#include <chrono>
#include <limits>

namespace assay::ui {
namespace {

struct Imported
{
    session::ImportSummary summary;
    Controller::SessionPtr session;
};

QString sentence(const Error& error)
{
    return QString::fromStdString(error.message);
}

Day today()
{
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

Result<present::TableSpec> rowsOf(const session::Session& session, const present::RowsQuery& query,
                                  const facts::Filter& filter, const present::RowsOptions& options)
{
    if (query.kind == present::RowKind::Rejects) return session::rejectedRows(session, query);
    return present::rowsTable(facts::View(session.snapshot(), filter), query, options);
}

} // namespace

Controller::Controller(QObject* parent) : QObject(parent) {}

Controller::~Controller()
{
    m_cancel.request();
}

void Controller::begin(const QString& what)
{
    m_cancel = CancelToken();
    m_busy = true;
    if (!what.isEmpty()) Q_EMIT jobStarted(what);
}

void Controller::end()
{
    m_busy = false;
    Q_EMIT jobEnded();
}

void Controller::cancel()
{
    m_cancel.request();
}

ProgressFn Controller::progress()
{
    return [self = QPointer<Controller>(this)](const Progress& p) {
        if (!self) return;
        QMetaObject::invokeMethod(
            self,
            [self, phase = QString::fromStdString(p.phase), done = p.done, total = p.total] {
                if (self) Q_EMIT self->progressed(phase, done, total);
            },
            Qt::QueuedConnection);
    };
}

void Controller::take(Result<SessionPtr>&& result)
{
    if (!result) {
        Q_EMIT failed(sentence(result.error()));
        return;
    }
    m_session = std::move(*result);
    Q_EMIT opened();
}

void Controller::open(const QString& path)
{
    begin(QStringLiteral("Opening %1").arg(path));
    QtConcurrent::run(&m_pool, [file = path.toStdString()] {
        return session::Session::open(file);
    }).then(this, [this](Result<SessionPtr> result) {
        end();
        take(std::move(result));
    });
}

void Controller::reopen()
{
    if (m_session) open(QString::fromStdString(m_session->path()));
}

void Controller::tellFailure(const Error& error)
{
    Q_EMIT failed(sentence(error));
}

void Controller::createDemo(const QString& path)
{
    begin(QStringLiteral("Making a demo organisation"));
    auto work = [file = path.toStdString(), cancel = m_cancel, tell = progress()]() -> Result<SessionPtr> {
        session::DemoRequest request;
        request.workspace = file;
        const auto made = session::makeDemo(request, cancel, tell);
        if (!made) return Failure(made.error());
        return session::Session::open(file);
    };
    QtConcurrent::run(&m_pool, work).then(this, [this](Result<SessionPtr> result) {
        end();
        take(std::move(result));
    });
}

void Controller::import(const session::ImportRequest& request)
{
    if (m_busy) return;
    begin(QStringLiteral("Importing"));
    auto work = [request, cancel = m_cancel, tell = progress()]() -> Result<Imported> {
        auto summary = session::importPaths(request, cancel, tell);
        if (!summary) return Failure(summary.error());
        auto session = session::Session::open(request.workspace);
        if (!session) return Failure(session.error());
        return Imported{std::move(*summary), std::move(*session)};
    };
    QtConcurrent::run(&m_pool, work).then(this, [this](Result<Imported> result) {
        end();
        if (!result) {
            Q_EMIT failed(sentence(result.error()));
            return;
        }
        m_session = std::move(result->session);
        Q_EMIT imported(result->summary);
        Q_EMIT opened();
    });
}

std::shared_ptr<const present::PageInput> Controller::inputFor(const facts::Filter& filter)
{
    if (!m_input || m_inputOf != m_session || !(m_input->view.filter() == filter)) {
        // Whoever still works on another filter's page has nobody to show it to.
        if (m_input && m_input->figures) m_input->figures->abandon();
        m_input = std::make_shared<const present::PageInput>(m_session->pageInput(filter));
        m_inputOf = m_session;
    }
    return m_input;
}

void Controller::requestPage(const QString& id, const facts::Filter& filter, const present::BudgetTrial& trial)
{
    if (!m_session) return;
    const int request = ++m_pageRequest;
    const auto show = [self = QPointer<Controller>(this), request](const present::PageSpec& page) {
        if (!self) return;
        QMetaObject::invokeMethod(
            self,
            [self, request, page] {
                if (self && request == self->m_pageRequest) Q_EMIT self->pageReady(page);
            },
            Qt::QueuedConnection);
    };
    auto work = [input = inputFor(filter), page = id.toStdString(), trial, show]() -> std::optional<present::PageSpec> {
        const auto* entry = present::pageById(page);
        if (entry == nullptr) return std::nullopt;
        present::PageInput tried = *input;
        tried.budgetTrial = trial;
        const auto abandoned = [&tried] { return tried.figures->abandoned(); };
        if (abandoned()) return std::nullopt;
        if (const auto first = present::firstLook(tried, page); first && !abandoned()) show(*first);
        if (abandoned()) return std::nullopt;
        auto whole = entry->build(tried);
        return abandoned() ? std::nullopt : std::optional(std::move(whole));
    };
    QtConcurrent::run(&m_pool, work).then(this, [this, request](std::optional<present::PageSpec> page) {
        if (request == m_pageRequest && page) Q_EMIT pageReady(*page);
    });
}

void Controller::requestRows(const present::RowsQuery& query, const facts::Filter& filter)
{
    if (!m_session) return;
    if (query.kind == present::RowKind::OneChange && !query.rows.empty()) {
        requestChange(query.rows.front(), filter);
        return;
    }
    const int request = ++m_rowsRequest;
    auto work = [session = m_session, query, filter] { return rowsOf(*session, query, filter, {}); };
    QtConcurrent::run(&m_pool, work).then(this, [this, request](Result<present::TableSpec> table) {
        if (request != m_rowsRequest) return;
        if (table)
            Q_EMIT rowsReady(*table);
        else
            Q_EMIT failed(sentence(table.error()));
    });
}

void Controller::saveRows(const present::RowsQuery& query, const facts::Filter& filter, const QString& path)
{
    if (!m_session) return;
    const auto work = [session = m_session, query, filter, path]() -> Result<qint64> {
        present::RowsOptions all;
        all.limit = std::numeric_limits<std::size_t>::max();
        const auto table = rowsOf(*session, query, filter, all);
        if (!table) return Failure(table.error());
        const auto written = writeFile(path.toStdString(), present::toCsv(*table).toStdString());
        if (!written) return Failure(written.error());
        return static_cast<qint64>(table->rows.size());
    };
    QtConcurrent::run(&m_pool, work).then(this, [this, path](Result<qint64> rows) {
        if (rows)
            Q_EMIT rowsSaved(
                QStringLiteral("%1 rows saved to %2").arg(present::formatCount(*rows), QFileInfo(path).fileName()));
        else
            Q_EMIT failed(sentence(rows.error()));
    });
}

void Controller::requestChange(facts::Index change, const facts::Filter& filter)
{
    const int request = ++m_rowsRequest;
    QtConcurrent::run(&m_pool, [session = m_session, change, filter] {
        return session::changePage(*session, filter, change);
    }).then(this, [this, request](Result<present::PageSpec> page) {
        if (request != m_rowsRequest) return;
        if (page)
            Q_EMIT changeReady(*page);
        else
            Q_EMIT failed(sentence(page.error()));
    });
}

bool Controller::registerTarget(const domain::Target& target, QString& refused)
{
    const auto done = session::registerTargets(*m_session, {target}, today());
    if (!done) {
        refused = sentence(done.error());
        return false;
    }
    open(QString::fromStdString(m_session->path()));
    return true;
}

bool Controller::retireTarget(const QString& id, QString& refused)
{
    const auto done = session::retireTarget(m_session->path(), id.toStdString(), today());
    if (!done) {
        refused = sentence(done.error());
        return false;
    }
    open(QString::fromStdString(m_session->path()));
    return true;
}

bool Controller::acknowledge(const QString& alert, const QString& owner, const QString& note,
                             const facts::Filter& filter, QString& refused)
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto done =
        session::acknowledge(*m_session, {alert.toStdString(), now, owner.toStdString(), note.toStdString()}, filter);
    if (!done) {
        refused = sentence(done.error());
        return false;
    }
    open(QString::fromStdString(m_session->path()));
    return true;
}

void Controller::requestReport(const facts::Filter& filter)
{
    if (!m_session) return;
    begin(QStringLiteral("Computing the report"));
    QtConcurrent::run(&m_pool, [session = m_session, filter] {
        return session::reportSpec(*session, filter);
    }).then(this, [this](Result<session::PreparedReport> report) {
        end();
        if (!report) {
            Q_EMIT failed(sentence(report.error()));
            return;
        }
        if (!report->notKept.empty()) Q_EMIT failed(QString::fromStdString(report->notKept));
        Q_EMIT reportReady(report->spec);
    });
}

} // namespace assay::ui
