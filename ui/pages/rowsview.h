// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/pagespec.h"

#include <QLabel>
#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace assay::ui {

/// The rows behind a figure, or the page of one of them: where they come from, a way back, and a CSV of a table.
class RowsView : public QWidget
{
    Q_OBJECT

public:
    explicit RowsView(QWidget* parent = nullptr);
    /// `trail`: "Quality › Defects introduced".
    void show(const QString& trail, const present::TableSpec& table, const Theme& theme);
    /// A word beside the way to save.
    void say(const QString& sentence);
    void showPage(const QString& trail, const present::PageSpec& page, const Theme& theme);

Q_SIGNALS:
    void backRequested();
    void drillRequested(const assay::present::RowsQuery& rows);
    void saveRequested();
    void linkActivated(const QString& place);

private:
    /// Empties the view, but for the way back and the trail; more can stand beside them.
    [[nodiscard]] QHBoxLayout* begin(const QString& trail, const Theme& theme);

    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_below = nullptr; ///< of the content, below its head
    QPointer<QLabel> m_said;
};

} // namespace assay::ui
