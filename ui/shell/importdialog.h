// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "session/importjob.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace assay::ui {

/// A long job: what it is doing, how far it is, a way to stop it; after an import, what was read and what was not.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ImportDialog(const QString& title, QWidget* parent = nullptr);
    void progressed(const QString& phase, qint64 done, qint64 total);
    void finished(const session::ImportSummary& summary);
    [[nodiscard]] bool showsSummary() const { return m_done; }

Q_SIGNALS:
    void cancelRequested();

protected:
    void reject() override;

private:
    QLabel* m_phase;
    QProgressBar* m_bar;
    QPlainTextEdit* m_summary;
    QPushButton* m_button;
    bool m_done = false;
};

} // namespace assay::ui
