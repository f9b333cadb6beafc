// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"

#include "widgets/hintpopover.h"
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

QWidget* Card::hintSign(const QString& title, const std::vector<present::Hint>& hints)
{
    auto* sign = new QToolButton(this);
    sign->setObjectName(QStringLiteral("definition"));
    sign->setText(QStringLiteral("?"));
    sign->setFixedSize(18, 18);
    sign->setCursor(Qt::PointingHandCursor);
    sign->setFocusPolicy(Qt::StrongFocus);
    sign->setToolTip(QStringLiteral("What the words mean"));
    sign->setAccessibleName(QStringLiteral("What “%1” and its words mean").arg(title));
    sign->setStyleSheet(
        QStringLiteral("QToolButton { border: 1px solid %1; border-radius: 9px; background: transparent; "
                       "color: %2; font-size: 11px; padding: 0; }"
                       "QToolButton:hover, QToolButton:focus { border-color: %3; color: %3; }")
            .arg(m_theme.line.name(), m_theme.muted.name(), m_theme.accent.name()));
    connect(sign, &QToolButton::clicked, this, [this, sign, hints] {
        auto* words = new HintPopover(hints, m_theme, this);
        // Where it leads the card may be gone, and with it the popover whose link was clicked.
        connect(words, &HintPopover::placeRequested, this, &Card::placeRequested, Qt::QueuedConnection);
        words->openAt(*sign);
    });
    return sign;
}

void Card::addHeading(const QString& title, const QString& subtitle, const std::vector<present::Hint>& hints)
{
    if (hints.empty()) {
        addText(title, kTitleSize, m_theme.ink, QFont::DemiBold);
    } else {
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(makeLabel(title, kTitleSize, m_theme.ink, QFont::DemiBold, this), 1);
        row->addWidget(hintSign(title, hints), 0, Qt::AlignTop);
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
