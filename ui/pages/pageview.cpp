// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pageview.h"

#include "pages/pagecontent.h"
#include "widgets/tablecard.h"

#include <QLayout>
#include <QScrollBar>
#include <QTableView>

namespace assay::ui {

PageView::PageView(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void PageView::show(const present::PageSpec& spec, const Theme& theme)
{
    const int place = spec.id == m_id ? verticalScrollBar()->value() : 0;
    m_id = spec.id;
    auto* content = new PageContent(spec, theme);
    connect(content, &PageContent::drillRequested, this, &PageView::drillRequested);
    connect(content, &PageContent::linkActivated, this, &PageView::linkActivated);
    connect(content, &PageContent::actionRequested, this, &PageView::actionRequested);
    auto colours = palette();
    colours.setColor(QPalette::Window, theme.background);
    viewport()->setPalette(colours);
    setWidget(content); // deletes the one before
    verticalScrollBar()->setValue(place);
}

bool PageView::reveal(const QString& rowId)
{
    if (widget() == nullptr || rowId.isEmpty()) return false;
    for (auto* card : widget()->findChildren<TableCard*>()) {
        if (!card->reveal(rowId)) continue;
        widget()->layout()->activate();
        ensureWidgetVisible(card, 0, 0);
        card->table()->setFocus();
        return true;
    }
    return false;
}

} // namespace assay::ui
