// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/datatasks.h"

#include "base/writefile.h"
#include "present/format.h"
#include "shell/controller.h"
#include "shell/reviewdialog.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace assay::ui {
namespace {

QString sourceText(const session::SourceWithRuns& source)
{
    QStringList lines{QString::fromStdString(source.source.location)};
    for (const auto& run : source.runs)
        lines.append(
            QStringLiteral("%1: %2, %3 new, %4 rejected%5")
                .arg(present::formatInstant(run.finishedAt), QString::fromStdString(run.contents))
                .arg(run.added)
                .arg(run.rejected)
                .arg(run.message.empty() ? QString() : QStringLiteral("; ") + QString::fromStdString(run.message)));
    return lines.mid(0, 12).join(QLatin1Char('\n'));
}

} // namespace

DataTasks::DataTasks(Controller& controller, QWidget* window)
    : QObject(window), m_controller(controller), m_window(window)
{
}

void DataTasks::import(const QStringList& paths, const QString& workspace)
{
    session::ImportRequest request;
    const auto& session = m_controller.session();
    request.workspace = session && workspace.isEmpty() ? session->path() : workspace.toStdString();
    for (const auto& path : paths) request.paths.push_back(path.toStdString());
    review(request);
}

void DataTasks::review(const session::ImportRequest& request)
{
    auto work = [request](const CancelToken& cancel, const ProgressFn& progress) {
        return session::reviewImport(request, cancel, progress);
    };
    m_controller.run(
        QStringLiteral("Looking at what is there"), work, this, [this, request](const session::Review& found) {
            if (!m_review) {
                m_review = new ReviewDialog(request, m_window);
                m_review->setAttribute(Qt::WA_DeleteOnClose);
                connect(m_review, &ReviewDialog::answered, this, &DataTasks::review);
                connect(m_review, &QDialog::accepted, this, [this] { m_controller.import(m_review->request()); });
            }
            m_review->show(found);
        });
}

void DataTasks::showSource(const QString& location)
{
    auto work = [workspace = m_controller.session()->path()](const CancelToken&, const ProgressFn&) {
        return session::sourceList(workspace);
    };
    m_controller.run({}, work, this, [this, location](const std::vector<session::SourceWithRuns>& sources) {
        for (const auto& source : sources)
            if (QString::fromStdString(source.source.location) == location) return ask(source);
    });
}

void DataTasks::ask(const session::SourceWithRuns& source)
{
    QMessageBox box(m_window);
    box.setWindowTitle(QString::fromStdString(source.source.name));
    box.setText(QStringLiteral("<b>%1</b><br>%2")
                    .arg(QString::fromStdString(source.source.name).toHtmlEscaped(),
                         QString::fromStdString(source.source.title).toHtmlEscaped()));
    box.setInformativeText(sourceText(source));
    const bool rejected = !source.runs.empty() && source.runs.back().rejected > 0;
    auto* again = box.addButton(QStringLiteral("Read again"), QMessageBox::ActionRole);
    QPushButton* show =
        rejected ? box.addButton(QStringLiteral("Show rejected rows"), QMessageBox::ActionRole) : nullptr;
    QPushButton* save =
        rejected ? box.addButton(QStringLiteral("Save rejected rows…"), QMessageBox::ActionRole) : nullptr;
    auto* away = box.addButton(QStringLiteral("Remove…"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Close);
    box.exec();
    if (box.clickedButton() == again)
        import({QString::fromStdString(source.source.location)}, {});
    else if (show != nullptr && box.clickedButton() == show)
        showRejects(source.source);
    else if (save != nullptr && box.clickedButton() == save)
        saveRejects(source.source.location);
    else if (box.clickedButton() == away)
        remove(source.source);
}

void DataTasks::showRejects(const store::SourceRow& source)
{
    const auto& sources = m_controller.session()->data().sources;
    for (std::size_t i = 0; i < sources.size(); ++i)
        if (sources[i].location == source.location)
            Q_EMIT rowsRequested({present::RowKind::Rejects,
                                  QStringLiteral("Rejected rows › ") + QString::fromStdString(source.name),
                                  {static_cast<facts::Index>(i)}});
}

void DataTasks::saveRejects(const std::string& location)
{
    const auto path =
        QFileDialog::getSaveFileName(m_window, QStringLiteral("Save rejected rows"),
                                     QDir::homePath() + QStringLiteral("/rejected.csv"), QStringLiteral("CSV (*.csv)"));
    if (path.isEmpty()) return;
    auto work = [workspace = m_controller.session()->path(), location](const CancelToken&, const ProgressFn&) {
        return session::rejectsFile(workspace, location);
    };
    m_controller.run({}, work, this, [this, path](const std::string& text) {
        if (const auto written = writeFile(path.toStdString(), text); !written)
            Q_EMIT m_controller.failed(QString::fromStdString(written.error().message));
    });
}

void DataTasks::remove(const store::SourceRow& source)
{
    const auto name = QString::fromStdString(source.name);
    const auto sure = QMessageBox::question(
        m_window, QStringLiteral("Remove %1?").arg(name),
        QStringLiteral(
            "Everything that came from %1 goes, and the figures are computed anew. What other sources said of "
            "the same things stays. The file itself is not touched.")
            .arg(name),
        QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (sure != QMessageBox::Yes) return;
    auto work = [workspace = m_controller.session()->path(), location = source.location](const CancelToken& cancel,
                                                                                         const ProgressFn& progress) {
        return session::removeSource(workspace, location, false, cancel, progress);
    };
    m_controller.run(QStringLiteral("Removing %1").arg(name), work, this,
                     [this](const session::RemovedSource&) { m_controller.reopen(); });
}

void DataTasks::openPeople()
{
    auto work = [workspace = m_controller.session()->path()](const CancelToken&, const ProgressFn&) {
        return session::peopleBoard(workspace);
    };
    m_controller.run(QStringLiteral("Looking who is who"), work, this,
                     [this](const session::PeopleBoard& board) { Q_EMIT boardReady(board); });
}

void DataTasks::decide(const std::vector<store::DecisionRow>& decisions)
{
    auto work = [workspace = m_controller.session()->path(),
                 decisions](const CancelToken&, const ProgressFn&) -> Result<session::PeopleBoard> {
        if (auto done = session::decide(workspace, decisions); !done) return Failure(done.error());
        return session::peopleBoard(workspace);
    };
    m_controller.run({}, work, this, [this](const session::PeopleBoard& board) { Q_EMIT boardReady(board); });
}

void DataTasks::undo()
{
    auto work = [workspace = m_controller.session()->path()](const CancelToken&,
                                                             const ProgressFn&) -> Result<session::PeopleBoard> {
        if (auto undone = session::undoDecision(workspace); !undone) return Failure(undone.error());
        return session::peopleBoard(workspace);
    };
    m_controller.run({}, work, this, [this](const session::PeopleBoard& board) { Q_EMIT boardReady(board); });
}

} // namespace assay::ui
