// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartview.h"

#include "charts/specchart.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

namespace assay::ui {

ChartView::ChartView(const present::ChartSpec& spec, const Theme& theme, QWidget* parent)
    : ChartView(new SpecChart(spec.body, theme), spec, parent)
{
}

// The view is born with its chart: one that is born without makes an empty one, which setChart() would leave to nobody.
ChartView::ChartView(SpecChart* chart, const present::ChartSpec& spec, QWidget* parent)
    : QChartView(chart, parent), m_chart(chart), m_all(spec.drill), m_subtitle(spec.subtitle)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(QStringLiteral("background: transparent"));
    viewport()->setAutoFillBackground(false);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumHeight(static_cast<int>(m_chart->leastHeight()));
    setAccessibleName(spec.title);
    setAccessibleDescription(spec.subtitle);
}

void ChartView::mouseReleaseEvent(QMouseEvent* event)
{
    const auto* hit = m_chart->at(m_chart->mapFromScene(mapToScene(event->pos())));
    if (event->button() == Qt::LeftButton) drill(hit);
    QChartView::mouseReleaseEvent(event);
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    const auto* hit = m_chart->at(m_chart->mapFromScene(mapToScene(event->pos())));
    viewport()->setCursor(rowsOf(hit).valid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (hit != nullptr && !hit->tip.isEmpty()) QToolTip::showText(event->globalPosition().toPoint(), hit->tip, this);
    QChartView::mouseMoveEvent(event);
}

void ChartView::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the page scrolls, not the chart
}

void ChartView::step(int by)
{
    const int count = static_cast<int>(m_chart->hits().size());
    m_at = m_at < 0 ? (by > 0 ? 0 : count - 1) : (m_at + by + count) % count;
    const auto& hit = m_chart->hits()[static_cast<std::size_t>(m_at)];
    setAccessibleDescription(hit.tip.isEmpty() ? hit.rows.title : hit.tip);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    viewport()->update();
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool forward = key == Qt::Key_Right || key == Qt::Key_Down;
    const bool back = key == Qt::Key_Left || key == Qt::Key_Up;
    if ((forward || back) && event->modifiers() == Qt::NoModifier && !m_chart->hits().empty()) {
        step(forward ? 1 : -1);
        return;
    }
    const auto* hit = m_at >= 0 && m_at < static_cast<int>(m_chart->hits().size())
                          ? &m_chart->hits()[static_cast<std::size_t>(m_at)]
                          : nullptr;
    const bool open = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
    if (!open || !drill(hit)) event->ignore(); // the page scrolls
}

const present::RowsQuery& ChartView::rowsOf(const HitArea* hit) const
{
    return hit != nullptr && hit->rows.valid() ? hit->rows : m_all;
}

bool ChartView::drill(const HitArea* hit)
{
    const auto& rows = rowsOf(hit);
    if (rows.valid()) Q_EMIT drillRequested(rows);
    return rows.valid();
}

void ChartView::focusOutEvent(QFocusEvent* event)
{
    m_at = -1;
    setAccessibleDescription(m_subtitle);
    QChartView::focusOutEvent(event);
    viewport()->update();
}

void ChartView::drawForeground(QPainter* painter, const QRectF&)
{
    if (!hasFocus()) return;
    const auto hits = m_chart->hits();
    const bool one = m_at >= 0 && m_at < static_cast<int>(hits.size());
    const auto place = one ? hits[static_cast<std::size_t>(m_at)].rect : m_chart->rect();
    painter->setPen(QPen(palette().color(QPalette::Highlight), one ? 2 : 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(m_chart->mapRectToScene(place).adjusted(1, 1, -1, -1), 4, 4);
}

} // namespace assay::ui
