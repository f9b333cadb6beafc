// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/pdfreport.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>

class QWidget;

namespace assay::ui {

class ImportDialog;

/// Writes the report from the window: a part per turn of the event loop, with progress and a way to stop.
class ReportActions : public QObject
{
    Q_OBJECT

public:
    explicit ReportActions(QWidget* window);
    ~ReportActions() override;
    /// Asks where to.
    void save(const present::ReportSpec& report, const QString& folder);
    void write(const present::ReportSpec& report, const QString& path);

Q_SIGNALS:
    void written(const QString& path);
    void failed(const QString& sentence);

private:
    void step();
    void leave();

    QWidget* m_window;
    QString m_path;
    std::unique_ptr<ReportWriter> m_writer;
    QPointer<ImportDialog> m_dialog;
    QTimer m_turn;
};

} // namespace assay::ui
