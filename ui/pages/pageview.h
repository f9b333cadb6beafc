// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/pagespec.h"

#include <QScrollArea>

namespace assay::ui {

/// Shows any page spec and scrolls it.
class PageView : public QScrollArea
{
    Q_OBJECT

public:
    explicit PageView(QWidget* parent = nullptr);
    /// Replaces what is shown; the place scrolled to stays when it is the same page.
    void show(const present::PageSpec& spec, const Theme& theme);
    [[nodiscard]] const QString& pageId() const { return m_id; }
    /// Scrolls to the table row of that id and selects it; false where the page has none.
    bool reveal(const QString& rowId);

Q_SIGNALS:
    void drillRequested(const assay::present::RowsQuery& rows);
    void linkActivated(const QString& place);
    void actionRequested(const QString& id);

private:
    QString m_id;
};

} // namespace assay::ui
