// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/tablespec.h"

#include <QWidget>

class QVBoxLayout;

namespace assay::ui {

/// The rows behind a figure: where they come from, a way back, the table, and a CSV of it.
class RowsView : public QWidget
{
    Q_OBJECT

public:
    explicit RowsView(QWidget* parent = nullptr);
    /// `trail`: "Quality › Defects introduced".
    void show(const QString& trail, const present::TableSpec& table, const Theme& theme);

Q_SIGNALS:
    void backRequested();
    void drillRequested(const assay::present::RowsQuery& rows);
    void saveRequested(const assay::present::TableSpec& table);

private:
    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
};

} // namespace assay::ui
