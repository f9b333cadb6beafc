// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/importdialog.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace assay::ui {
namespace {

QString lineFor(const session::ImportedSource& s)
{
    const auto name = QString::fromStdString(s.name);
    const auto title = QString::fromStdString(s.title);
    switch (s.state) {
    case store::RunState::Unchanged:
        return QStringLiteral("✓ %1 (%2): nothing new").arg(name, title);
    case store::RunState::Failed:
        return QStringLiteral("✗ %1: %2").arg(name, QString::fromStdString(s.message));
    default:
        break;
    }
    auto text = QStringLiteral("✓ %1 (%2): %3").arg(name, title, QString::fromStdString(s.contents));
    if (!s.rejects.empty())
        text += QStringLiteral("; %1 rows rejected, the first: line %2, %3")
                    .arg(s.rejects.size())
                    .arg(s.rejects[0].line)
                    .arg(QString::fromStdString(s.rejects[0].reason));
    for (const auto& notice : s.notices) text += QStringLiteral("\n    ") + QString::fromStdString(notice.text);
    return text;
}

} // namespace

ImportDialog::ImportDialog(const QString& title, QWidget* parent)
    : QDialog(parent), m_phase(new QLabel(title, this)), m_bar(new QProgressBar(this)),
      m_summary(new QPlainTextEdit(this)), m_button(new QPushButton(QStringLiteral("Cancel"), this))
{
    setWindowTitle(title);
    setModal(true);
    setMinimumWidth(620);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    m_phase->setFont(interFont(15, QFont::DemiBold));
    m_phase->setWordWrap(true);
    column->addWidget(m_phase);
    m_bar->setRange(0, 0);
    m_bar->setFixedHeight(8);
    column->addWidget(m_bar);
    m_summary->setReadOnly(true);
    m_summary->setMinimumHeight(220);
    m_summary->hide();
    column->addWidget(m_summary);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_button);
    column->addLayout(row);
    connect(m_button, &QPushButton::clicked, this, &ImportDialog::reject);
}

void ImportDialog::progressed(const QString& phase, qint64 done, qint64 total)
{
    if (m_done) return;
    m_phase->setText(phase);
    m_bar->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0) m_bar->setValue(static_cast<int>(1000 * done / total));
}

void ImportDialog::finished(const session::ImportSummary& summary)
{
    m_done = true;
    QStringList lines;
    for (const auto& source : summary.sources) lines.append(lineFor(source));
    for (const auto& skipped : summary.skipped)
        lines.append(QStringLiteral("– %1: skipped, %2")
                         .arg(QString::fromStdString(skipped.path), QString::fromStdString(skipped.reason)));
    m_phase->setText(summary.anyFailed() ? QStringLiteral("Some of it could not be read") : QStringLiteral("Imported"));
    m_bar->hide();
    m_summary->setPlainText(lines.join(QLatin1Char('\n')));
    m_summary->show();
    m_button->setText(QStringLiteral("Close"));
    adjustSize();
}

void ImportDialog::reject()
{
    if (m_done) {
        QDialog::reject();
        return;
    }
    m_phase->setText(QStringLiteral("Stopping…"));
    m_button->setEnabled(false);
    Q_EMIT cancelRequested();
}

} // namespace assay::ui
