// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowsview.h"

#include "pages/pagecontent.h"
#include "widgets/tablecard.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace assay::ui {

RowsView::RowsView(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

QHBoxLayout* RowsView::begin(const QString& trail, const Theme& theme)
{
    delete m_content;
    m_content = new QWidget(this);
    m_below = new QVBoxLayout(m_content);
    m_below->setContentsMargins(0, 4, 0, 0);
    m_below->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(20, 0, 20, 0);
    head->setSpacing(12);
    auto* back = new QPushButton(QStringLiteral("‹ Back"), m_content);
    back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(back, &QPushButton::clicked, this, &RowsView::backRequested);
    head->addWidget(back);
    auto* path = makeLabel(trail, kTextSize, theme.muted, QFont::Normal, m_content);
    path->setWordWrap(false);
    head->addWidget(path);
    m_below->addLayout(head);
    m_column->addWidget(m_content);
    back->setFocus();
    return head;
}

void RowsView::show(const QString& trail, const present::TableSpec& table, const Theme& theme)
{
    auto* head = begin(trail, theme);
    head->addStretch(1);
    m_said = makeLabel({}, kTextSize, theme.muted, QFont::Normal, m_content);
    head->addWidget(m_said);
    auto* save = new QPushButton(QStringLiteral("Save all as CSV…"), m_content);
    connect(save, &QPushButton::clicked, this, &RowsView::saveRequested);
    head->addWidget(save);
    auto* room = new QVBoxLayout;
    room->setContentsMargins(20, 0, 20, 20);
    auto* card = new TableCard(table, theme, true, m_content);
    connect(card, &TableCard::drillRequested, this, &RowsView::drillRequested);
    room->addWidget(card);
    m_below->addLayout(room, 1);
}

void RowsView::say(const QString& sentence)
{
    if (m_said) m_said->setText(sentence);
}

void RowsView::showPage(const QString& trail, const present::PageSpec& page, const Theme& theme)
{
    auto* head = begin(trail, theme);
    auto* title = makeLabel(page.title, kPageTitleSize, theme.ink, QFont::Bold, m_content);
    title->setObjectName(QStringLiteral("pageTitle"));
    head->addWidget(title, 1);
    auto* content = new PageContent(page, theme);
    connect(content, &PageContent::drillRequested, this, &RowsView::drillRequested);
    connect(content, &PageContent::linkActivated, this, &RowsView::linkActivated);
    auto* area = new QScrollArea(m_content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    m_below->addWidget(area, 1);
}

} // namespace assay::ui
