// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pageview.h"

#include "pages/pagecontent.h"
#include "pages/whatifpanel.h"
#include "widgets/tablecard.h"

#include <QLayout>
#include <QScrollBar>
#include <QTableView>
#include <utility>

namespace assay::ui {

namespace {

/// With less room than this, blocks stand below each other.
constexpr int kNarrow = 900;

} // namespace

PageView::PageView(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_repaint.setSingleShot(true);
    connect(&m_repaint, &QTimer::timeout, this, &PageView::showLive);
}

void PageView::show(const present::PageSpec& spec, const Theme& theme)
{
    const int place = spec.id == m_id ? verticalScrollBar()->value() : 0;
    m_id = spec.id;
    m_spec = spec;
    m_theme = &theme;
    m_repaint.stop();
    showPanel();
    auto colours = palette();
    colours.setColor(QPalette::Window, theme.background);
    viewport()->setPalette(colours);
    showContent();
    verticalScrollBar()->setValue(place);
}

void PageView::showPanel()
{
    if (!m_spec.whatIf || m_panelTheme != m_theme) {
        delete std::exchange(m_panel, nullptr);
        m_panelTheme = m_theme;
    }
    if (m_spec.whatIf && m_panel == nullptr) {
        m_panel = new WhatIfPanel(*m_theme, this);
        connect(m_panel, &WhatIfPanel::dragged, this, [this] { m_repaint.start(0); });
        connect(m_panel, &WhatIfPanel::trialChanged, this, [this](const present::BudgetTrial& trial) {
            m_repaint.stop();
            Q_EMIT trialChanged(trial);
        });
        connect(m_panel, &WhatIfPanel::actionRequested, this, &PageView::actionRequested);
        connect(m_panel, &WhatIfPanel::linkActivated, this, &PageView::linkActivated);
        m_panel->setGeometry(0, 0, WhatIfPanel::kWidth, height());
        m_panel->setVisible(true);
    }
    if (m_panel != nullptr) m_panel->show(m_spec.whatIf);
    setViewportMargins(m_panel != nullptr ? WhatIfPanel::kWidth : 0, 0, 0, 0);
}

bool PageView::narrow() const
{
    return m_panel != nullptr && width() - WhatIfPanel::kWidth < kNarrow;
}

void PageView::showContent()
{
    m_wasNarrow = narrow();
    m_content = new PageContent(m_spec, *m_theme, m_wasNarrow ? Medium::Narrow : Medium::Screen);
    connect(m_content, &PageContent::drillRequested, this, &PageView::drillRequested);
    connect(m_content, &PageContent::linkActivated, this, &PageView::linkActivated);
    connect(m_content, &PageContent::actionRequested, this, &PageView::actionRequested);
    setWidget(m_content); // deletes the one before
}

void PageView::showLive()
{
    if (m_panel == nullptr || m_content == nullptr) return;
    auto trial = m_panel->trial();
    trial.trials = present::kLiveTrials;
    m_content->showLive(present::liveFigures(*m_spec.whatIf, trial));
}

void PageView::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (m_panel == nullptr) return;
    m_panel->setGeometry(0, 0, WhatIfPanel::kWidth, height());
    if (narrow() != m_wasNarrow) showContent();
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

QString PageView::currentRow() const
{
    if (widget() == nullptr) return {};
    for (const auto* card : widget()->findChildren<TableCard*>())
        if (const QString id = card->currentRow(); !id.isEmpty()) return id;
    return {};
}

} // namespace assay::ui
