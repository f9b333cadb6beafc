// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"

#include <QPainter>

namespace assay::ui {

QLabel* makeLabel(const QString& text, double pixels, const QColor& colour, QFont::Weight weight, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(interFont(pixels, weight));
    auto palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::NoTextInteraction);
    return label;
}

Card::Card(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(14, 13, 14, 12);
    m_column->setSpacing(3);
}

void Card::addHeading(const QString& title, const QString& subtitle)
{
    addText(title, kTitleSize, m_theme.ink, QFont::DemiBold);
    if (!subtitle.isEmpty()) addText(subtitle, kSmallSize, m_theme.muted);
    setAccessibleName(title);
    setAccessibleDescription(subtitle);
}

QLabel* Card::addText(const QString& text, double pixels, const QColor& colour, QFont::Weight weight)
{
    auto* label = makeLabel(text, pixels, colour, weight, this);
    m_column->addWidget(label);
    return label;
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.line, 1));
    painter.setBrush(m_theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace assay::ui
