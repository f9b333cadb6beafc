// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/badge.h"

#include "charts/marks.h"

namespace assay::ui {

double badgeWidth(const QString& text)
{
    return widthOf(text, interFont(kSmallSize, QFont::DemiBold)) + 18;
}

void drawBadge(QPainter& painter, const QRectF& rect, const QString& text, present::Tone tone, const Theme& theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.fill(tone));
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    drawText(painter, rect.adjusted(9, 0, -7, 0), Qt::AlignLeft | Qt::AlignVCenter, text,
             interFont(kSmallSize, QFont::DemiBold), theme.tone(tone));
}

Badge::Badge(const QString& text, present::Tone tone, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_text(text), m_tone(tone), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setToolTip(text);
    setAccessibleName(text);
}

QSize Badge::sizeHint() const
{
    return {static_cast<int>(badgeWidth(m_text) + 1), 20};
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawBadge(painter, QRectF(rect()), m_text, m_tone, m_theme);
}

} // namespace assay::ui
