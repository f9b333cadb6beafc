// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"

#include "widgets/richtext.h"
#include "widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace assay::ui {

QLabel* makeLabel(const QString& text, double pixels, const QColor& colour, QFont::Weight weight, QWidget* parent)
{
    auto* label = new TextLabel(text, parent);
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

QWidget* Card::definitionSign(const QString& title, const QString& measure)
{
    auto* sign = new QToolButton(this);
    sign->setObjectName(QStringLiteral("definition"));
    sign->setText(QStringLiteral("?"));
    sign->setFixedSize(18, 18);
    sign->setCursor(Qt::PointingHandCursor);
    sign->setFocusPolicy(Qt::StrongFocus);
    sign->setToolTip(QStringLiteral("What this figure means and where its formula comes from"));
    sign->setAccessibleName(QStringLiteral("Definition of “%1”").arg(title));
    sign->setStyleSheet(
        QStringLiteral("QToolButton { border: 1px solid %1; border-radius: 9px; background: transparent; "
                       "color: %2; font-size: 11px; padding: 0; }"
                       "QToolButton:hover, QToolButton:focus { border-color: %3; color: %3; }")
            .arg(m_theme.line.name(), m_theme.muted.name(), m_theme.accent.name()));
    connect(sign, &QToolButton::clicked, this, [this, measure] { Q_EMIT definitionRequested(measure); });
    return sign;
}

void Card::addHeading(const QString& title, const QString& subtitle, const QString& measure)
{
    if (measure.isEmpty()) {
        addText(title, kTitleSize, m_theme.ink, QFont::DemiBold);
    } else {
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(makeLabel(title, kTitleSize, m_theme.ink, QFont::DemiBold, this), 1);
        row->addWidget(definitionSign(title, measure), 0, Qt::AlignTop);
        m_column->addLayout(row);
    }
    if (!subtitle.isEmpty()) addText(subtitle, kSmallSize, m_theme.muted);
    setAccessibleName(title);
    setAccessibleDescription(subtitle);
}

QLabel* Card::addText(const QString& text, double pixels, const QColor& colour, QFont::Weight weight)
{
    auto* label = makeLabel(unbroken(text), pixels, colour, weight, this);
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
