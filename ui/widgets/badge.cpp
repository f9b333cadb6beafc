// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/badge.h"

#include "charts/marks.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

namespace assay::ui {
namespace {

constexpr int kOneLine = 20;
/// Left and right of the text.
constexpr int kSides = 16;

} // namespace

double badgeWidth(const QString& text)
{
    return widthOf(text, interFont(kSmallSize, QFont::DemiBold)) + 18;
}

void drawBadge(QPainter& painter, const QRectF& rect, const QString& text, present::Tone tone, const Theme& theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.fill(tone));
    const double round = std::min(10.0, rect.height() / 2);
    painter.drawRoundedRect(rect, round, round);
    drawText(painter, rect.adjusted(9, 0, -7, 0), Qt::AlignLeft | Qt::AlignVCenter, text,
             interFont(kSmallSize, QFont::DemiBold), theme.tone(tone));
}

Badge::Badge(const QString& text, present::Tone tone, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_text(text), m_tone(tone), m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setToolTip(text);
    setAccessibleName(text);
}

QSize Badge::sizeHint() const
{
    return {static_cast<int>(badgeWidth(m_text) + 1), kOneLine};
}

int Badge::heightForWidth(int width) const
{
    if (badgeWidth(m_text) <= width) return kOneLine;
    const QFontMetricsF metrics(interFont(kSmallSize, QFont::DemiBold));
    const auto lines = metrics.boundingRect(QRectF(0, 0, width - kSides, 1000), Qt::TextWordWrap, m_text);
    return static_cast<int>(std::ceil(lines.height())) + 6;
}

void Badge::setLeading(const QString& whereTo)
{
    m_leads = true;
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(whereTo);
    setAccessibleDescription(whereTo);
}

void Badge::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_leads && event->button() == Qt::LeftButton && rect().contains(event->pos()))
        Q_EMIT clicked();
    else
        QWidget::mouseReleaseEvent(event);
}

void Badge::keyPressEvent(QKeyEvent* event)
{
    if (m_leads && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return))
        Q_EMIT clicked();
    else
        QWidget::keyPressEvent(event);
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.ai, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 10, 10);
    }
    if (height() < heightForWidth(width()) || badgeWidth(m_text) <= width()) {
        drawBadge(painter, QRectF(rect()), m_text, m_tone, m_theme);
        return;
    }
    drawBadge(painter, QRectF(rect()), {}, m_tone, m_theme);
    painter.setFont(interFont(kSmallSize, QFont::DemiBold));
    painter.setPen(m_theme.tone(m_tone));
    painter.drawText(QRectF(rect()).adjusted(9, 0, -7, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_text);
}

} // namespace assay::ui
