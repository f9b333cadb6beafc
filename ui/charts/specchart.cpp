// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/specchart.h"

#include "charts/lineseries.h"

#include <QGraphicsItem>
#include <QGraphicsLayout>
#include <QLegend>
#include <QValueAxis>

namespace assay::ui {

/// Draws the marks between the chart's background and its series.
class SpecChart::Layer : public QGraphicsItem
{
public:
    explicit Layer(SpecChart* chart) : QGraphicsItem(chart), m_chart(chart) { setZValue(0.5); }
    QRectF boundingRect() const override { return {QPointF(0, 0), m_chart->size()}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override
    {
        painter->setRenderHint(QPainter::Antialiasing);
        m_chart->m_hits.clear();
        m_chart->m_marks->paint(*painter, m_chart->plotArea(), m_chart->m_hits);
    }
    void changed() { prepareGeometryChange(); }

private:
    SpecChart* m_chart;
};

SpecChart::SpecChart(const present::ChartBody& body, const Theme& theme) : m_marks(marksFor(body, theme))
{
    setBackgroundVisible(false);
    setPlotAreaBackgroundVisible(false);
    setDropShadowEnabled(false);
    setAnimationOptions(QChart::NoAnimation);
    setMargins(QMargins(0, 0, 0, 0));
    setContentsMargins(0, 0, 0, 0);
    layout()->setContentsMargins(0, 0, 0, 0);
    legend()->hide();
    m_layer = new Layer(this);
    if (const auto* lines = std::get_if<present::LineChart>(&body)) addLines(*lines, theme);
}

SpecChart::~SpecChart() = default;

void SpecChart::addLines(const present::LineChart& chart, const Theme& theme)
{
    auto* x = new QValueAxis(this);
    auto* y = new QValueAxis(this);
    x->setRange(chart.x.min, chart.x.max);
    y->setRange(chart.y.min, chart.y.max);
    for (auto* axis : {x, y}) axis->setVisible(false);
    addAxis(x, Qt::AlignBottom);
    addAxis(y, Qt::AlignLeft);
    for (auto* series : seriesFor(chart, theme)) {
        addSeries(series);
        series->attachAxis(x);
        series->attachAxis(y);
    }
}

void SpecChart::resizeEvent(QGraphicsSceneResizeEvent* event)
{
    QChart::resizeEvent(event);
    m_layer->changed();
    const auto room = m_marks->margins(size());
    setPlotArea(QRectF(QPointF(0, 0), size()).marginsRemoved(room));
}

const HitArea* SpecChart::at(const QPointF& point) const
{
    for (const auto& hit : m_hits)
        if (hit.rect.contains(point)) return &hit;
    return nullptr;
}

} // namespace assay::ui
