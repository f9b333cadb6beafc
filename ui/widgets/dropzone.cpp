// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dropzone.h"

#include "charts/marks.h"

namespace assay::ui {

DropZone::DropZone(const QString& hint, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_hint(hint), m_theme(theme)
{
    setFixedHeight(48);
    setAccessibleName(hint);
}

void DropZone::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.dark ? QColor(0x4A5462) : QColor(0xB8BFCC), 1, Qt::DashLine));
    painter.setBrush(m_theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    drawText(painter, QRectF(rect()).adjusted(14, 0, -14, 0), Qt::AlignCenter, m_hint, interFont(kTextSize),
             m_theme.muted);
}

} // namespace assay::ui
