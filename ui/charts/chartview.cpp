// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartview.h"

#include "charts/specchart.h"

#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace assay::ui {

ChartView::ChartView(const present::ChartSpec& spec, const Theme& theme, QWidget* parent)
    : QChartView(parent), m_chart(new SpecChart(spec.body, theme)), m_all(spec.drill)
{
    setChart(m_chart);
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
    if (event->button() == Qt::LeftButton && (hit != nullptr || m_all.valid()))
        Q_EMIT drillRequested(hit != nullptr ? hit->rows : m_all);
    QChartView::mouseReleaseEvent(event);
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    const auto* hit = m_chart->at(m_chart->mapFromScene(mapToScene(event->pos())));
    viewport()->setCursor(hit != nullptr || m_all.valid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (hit != nullptr && !hit->tip.isEmpty()) QToolTip::showText(event->globalPosition().toPoint(), hit->tip, this);
    QChartView::mouseMoveEvent(event);
}

void ChartView::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the page scrolls, not the chart
}

} // namespace assay::ui
