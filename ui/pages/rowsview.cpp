// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowsview.h"

#include "widgets/tablecard.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace assay::ui {

RowsView::RowsView(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void RowsView::show(const QString& trail, const present::TableSpec& table, const Theme& theme)
{
    delete m_content;
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(20, 4, 20, 20);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    auto* back = new QPushButton(QStringLiteral("‹ Back"), m_content);
    back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(back, &QPushButton::clicked, this, &RowsView::backRequested);
    head->addWidget(back);
    auto* path = makeLabel(trail, kTextSize, theme.muted, QFont::Normal, m_content);
    path->setWordWrap(false);
    head->addWidget(path, 1);
    auto* save = new QPushButton(QStringLiteral("Save as CSV…"), m_content);
    connect(save, &QPushButton::clicked, this, [this, table] { Q_EMIT saveRequested(table); });
    head->addWidget(save);
    column->addLayout(head);
    auto* card = new TableCard(table, theme, true, m_content);
    connect(card, &TableCard::drillRequested, this, &RowsView::drillRequested);
    column->addWidget(card, 1);
    m_column->addWidget(m_content);
    back->setFocus();
}

} // namespace assay::ui
