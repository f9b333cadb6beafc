// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/pagespec.h"

#include "present/whatifspec.h"

#include <QScrollArea>
#include <QTimer>

namespace assay::ui {

class PageContent;
class WhatIfPanel;

/// Shows any page spec and scrolls it; the assumptions of a budget stand beside it.
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
    /// The id of the row chosen last in a table of the page: what a button means by it. Empty without one.
    [[nodiscard]] QString currentRow() const;
    /// The assumptions beside the page; nullptr where it has none.
    [[nodiscard]] WhatIfPanel* panel() const { return m_panel; }
    [[nodiscard]] const PageContent* content() const { return m_content; }

Q_SIGNALS:
    void drillRequested(const assay::present::RowsQuery& rows);
    void linkActivated(const QString& place);
    void actionRequested(const QString& id);
    /// Other assumptions are tried out: the page is wanted with them, in full.
    void trialChanged(const assay::present::BudgetTrial& trial);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showPanel();
    void showContent();
    void showLive();
    [[nodiscard]] bool narrow() const;

    present::PageSpec m_spec;
    QString m_id;
    const Theme* m_theme = nullptr;
    PageContent* m_content = nullptr;
    WhatIfPanel* m_panel = nullptr;
    const Theme* m_panelTheme = nullptr;
    QTimer m_repaint; ///< figures of a drag, once what else waits is done
    bool m_wasNarrow = false;
};

} // namespace assay::ui
