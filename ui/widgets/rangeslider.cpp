// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rangeslider.h"

#include <QAccessible>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace assay::ui {
namespace {

constexpr double kEdge = 9; ///< room for half a handle

/// The nearest multiple of a step, without the dust of binary fractions.
double snapped(double value, double step)
{
    if (!(step > 0)) return value;
    if (step >= 1) return std::round(value / step) * step;
    const double perUnit = std::round(1 / step);
    return std::round(value * perUnit) / perUnit;
}

QString handleWord(RangeSlider::Handle handle)
{
    switch (handle) {
    case RangeSlider::Handle::Low:
        return QStringLiteral("low");
    case RangeSlider::Handle::High:
        return QStringLiteral("high");
    case RangeSlider::Handle::Mode:
        break;
    }
    return QStringLiteral("most likely");
}

} // namespace

RangeSlider::RangeSlider(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void RangeSlider::show(const present::SliderSpec& spec)
{
    m_spec = spec;
    if (spec.known) m_handle = Handle::Mode;
    setAccessibleName(spec.title);
    setAccessibleDescription(spec.known ? spec.value : spec.value + QStringLiteral(", ") + spec.range);
    update();
}

double RangeSlider::valueOf(Handle handle) const
{
    return handle == Handle::Low ? m_spec.low : handle == Handle::High ? m_spec.high : m_spec.mode;
}

double RangeSlider::placeOf(double value) const
{
    const double width = m_spec.to - m_spec.from;
    const double share = width > 0 ? std::clamp((value - m_spec.from) / width, 0.0, 1.0) : 0;
    return kEdge + share * (this->width() - 2 * kEdge);
}

double RangeSlider::valueAt(double x) const
{
    const double share = std::clamp((x - kEdge) / std::max(1.0, width() - 2 * kEdge), 0.0, 1.0);
    return m_spec.from + share * (m_spec.to - m_spec.from);
}

QPoint RangeSlider::centreOf(Handle handle) const
{
    return {static_cast<int>(std::lround(placeOf(valueOf(handle)))), height() / 2};
}

RangeSlider::Handle RangeSlider::nearest(double x) const
{
    if (m_spec.known) return Handle::Mode;
    const double low = std::abs(x - placeOf(m_spec.low));
    const double mode = std::abs(x - placeOf(m_spec.mode));
    const double high = std::abs(x - placeOf(m_spec.high));
    constexpr double kReach = 8;
    // The middle one is the usual one: the ends only when meant.
    if (mode <= kReach && mode <= low && mode <= high) return Handle::Mode;
    if (low <= kReach && low <= high) return Handle::Low;
    return high <= kReach ? Handle::High : Handle::Mode;
}

void RangeSlider::choose(Handle handle)
{
    m_handle = handle;
    setAccessibleDescription(QStringLiteral("%1: %2").arg(handleWord(handle)).arg(valueOf(handle)));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

void RangeSlider::moveTo(double value, const present::SliderSpec& from)
{
    const double to = std::clamp(snapped(value, m_spec.step), m_spec.from, m_spec.to);
    present::Triple next{m_spec.low, m_spec.mode, m_spec.high};
    if (m_handle == Handle::Low)
        next.low = std::min(to, m_spec.mode);
    else if (m_handle == Handle::High)
        next.high = std::max(to, m_spec.mode);
    else
        next = present::movedTo(from, to);
    if (next.low == m_spec.low && next.mode == m_spec.mode && next.high == m_spec.high) return;
    m_spec.low = next.low;
    m_spec.mode = next.mode;
    m_spec.high = next.high;
    update();
    Q_EMIT moved(next);
}

void RangeSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    choose(nearest(event->position().x()));
    m_start = m_spec;
    m_dragging = true;
    if (std::abs(event->position().x() - placeOf(valueOf(m_handle))) > kEdge)
        moveTo(valueAt(event->position().x()), m_start);
}

void RangeSlider::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragging) moveTo(valueAt(event->position().x()), m_start);
}

void RangeSlider::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_dragging) return;
    m_dragging = false;
    Q_EMIT released();
}

void RangeSlider::keyPressEvent(QKeyEvent* event)
{
    const double now = valueOf(m_handle);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return moveTo(now - m_spec.step, m_spec);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return moveTo(now + m_spec.step, m_spec);
    case Qt::Key_PageDown:
        return moveTo(now - 10 * m_spec.step, m_spec);
    case Qt::Key_PageUp:
        return moveTo(now + 10 * m_spec.step, m_spec);
    case Qt::Key_Home:
        return moveTo(m_spec.from, m_spec);
    case Qt::Key_End:
        return moveTo(m_spec.to, m_spec);
    default:
        QWidget::keyPressEvent(event);
    }
}

void RangeSlider::keyReleaseEvent(QKeyEvent* event)
{
    const auto moves = {Qt::Key_Left,   Qt::Key_Right,    Qt::Key_Up,   Qt::Key_Down,
                        Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Home, Qt::Key_End};
    const bool moving = std::find(moves.begin(), moves.end(), event->key()) != moves.end();
    if (moving && !event->isAutoRepeat())
        Q_EMIT released();
    else
        QWidget::keyReleaseEvent(event);
}

bool RangeSlider::focusNextPrevChild(bool next)
{
    const bool last = m_spec.known || m_handle == (next ? Handle::High : Handle::Low);
    if (last) return QWidget::focusNextPrevChild(next);
    if (m_handle == Handle::Mode)
        choose(next ? Handle::High : Handle::Low);
    else
        choose(Handle::Mode);
    return true;
}

void RangeSlider::focusInEvent(QFocusEvent* event)
{
    const bool forward = event->reason() == Qt::TabFocusReason;
    const bool back = event->reason() == Qt::BacktabFocusReason;
    if (!m_spec.known && (forward || back)) choose(forward ? Handle::Low : Handle::High);
    QWidget::focusInEvent(event);
}

void RangeSlider::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the list scrolls
}

void RangeSlider::drawHandle(QPainter& painter, Handle handle) const
{
    const bool taken = m_handle == handle && (hasFocus() || m_dragging);
    painter.setPen(QPen(m_theme.accent, 2));
    painter.setBrush(taken ? m_theme.accent : m_theme.card);
    const QPointF centre(placeOf(valueOf(handle)), height() / 2.0);
    if (handle == Handle::Mode)
        painter.drawEllipse(centre, 6.5, 6.5);
    else
        painter.drawRoundedRect(QRectF(centre.x() - 3, centre.y() - 6.5, 6, 13), 2, 2);
}

void RangeSlider::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = height() / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.neutralFill);
    painter.drawRoundedRect(QRectF(kEdge, y - 2, width() - 2 * kEdge, 4), 2, 2);
    painter.setBrush(m_theme.accent);
    painter.setOpacity(0.45);
    painter.drawRect(QRectF(QPointF(placeOf(m_spec.low), y - 2), QPointF(placeOf(m_spec.high), y + 2)));
    painter.setOpacity(1);
    if (m_spec.edited) {
        painter.setPen(QPen(m_theme.muted, 1.5));
        painter.drawLine(QPointF(placeOf(m_spec.before), y - 9), QPointF(placeOf(m_spec.before), y + 9));
    }
    if (!m_spec.known) {
        drawHandle(painter, Handle::Low);
        drawHandle(painter, Handle::High);
    }
    drawHandle(painter, Handle::Mode);
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.accent, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace assay::ui
