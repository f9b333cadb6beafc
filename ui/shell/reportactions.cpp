// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/reportactions.h"

#include "shell/importdialog.h"

#include <QFileDialog>
#include <QLocale>

namespace assay::ui {
namespace {

Paper usualPaper()
{
    return QLocale::system().measurementSystem() == QLocale::ImperialUSSystem ? Paper::Letter : Paper::A4;
}

} // namespace

ReportActions::ReportActions(QWidget* window) : QObject(window), m_window(window)
{
    connect(&m_turn, &QTimer::timeout, this, &ReportActions::step);
}

ReportActions::~ReportActions() = default;

void ReportActions::save(const present::ReportSpec& report, const QString& folder)
{
    const auto path =
        QFileDialog::getSaveFileName(m_window, QStringLiteral("Save the report"),
                                     folder + QStringLiteral("/report.pdf"), QStringLiteral("PDF (*.pdf)"));
    if (!path.isEmpty()) write(report, path);
}

void ReportActions::write(const present::ReportSpec& report, const QString& path)
{
    if (m_writer) return;
    m_path = path;
    m_writer = std::make_unique<ReportWriter>(report, usualPaper());
    m_dialog = new ImportDialog(QStringLiteral("Drawing the report"), m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ImportDialog::cancelRequested, this, &ReportActions::leave);
    m_dialog->open();
    m_turn.start(0);
}

void ReportActions::step()
{
    const auto progress = m_writer->progress();
    if (m_dialog) m_dialog->progressed(QString::fromStdString(progress.phase), progress.done, progress.total);
    if (m_writer->drawNext()) return;
    const auto saved = m_writer->save(m_path);
    leave();
    if (saved)
        Q_EMIT written(m_path);
    else
        Q_EMIT failed(QString::fromStdString(saved.error().message));
}

void ReportActions::leave()
{
    m_turn.stop();
    m_writer.reset();
    if (m_dialog) m_dialog->done(QDialog::Accepted);
}

} // namespace assay::ui
