// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/tablespec.h"
#include "widgets/card.h"

class QTableView;

namespace assay::ui {

/// A table with title and footnote: sortable, copyable, each row opens what is behind it.
class TableCard : public Card
{
    Q_OBJECT

public:
    /// `fill`: takes the height it is given and scrolls; else as high as its rows.
    TableCard(const present::TableSpec& spec, const Theme& theme, bool fill, QWidget* parent = nullptr);
    [[nodiscard]] QTableView* table() const { return m_table; }
    /// Selects the row of that id and scrolls to it; false where the table has none.
    bool reveal(const QString& rowId);
    /// The id of the row chosen last; empty where there is none, or it has no id.
    [[nodiscard]] QString currentRow() const;

Q_SIGNALS:
    void drillRequested(const assay::present::RowsQuery& rows);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitColumns();
    void fitRows();
    [[nodiscard]] bool wraps() const;
    void setUpTable(const present::TableSpec& spec);
    void copySelection() const;
    const bool m_fill; ///< takes the height it is given; else shown whole, as high as its rows
    QTableView* m_table = nullptr;
    int m_headerHeight = 0; ///< with one line of headings or two
};

} // namespace assay::ui
