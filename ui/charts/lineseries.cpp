// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/lineseries.h"

#include <QAreaSeries>
#include <QLineSeries>
#include <QScatterSeries>

namespace assay::ui {
namespace {

enum class Value
{
    Middle,
    Low,
    High
};

double valueOf(const present::XYPoint& point, Value which)
{
    switch (which) {
    case Value::Low:
        return point.low;
    case Value::High:
        return point.high;
    case Value::Middle:
        break;
    }
    return point.y;
}

QList<QPointF> pointsOf(const std::vector<present::XYPoint>& piece, Value which, bool step)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(piece.size() * (step ? 2 : 1)));
    for (const auto& point : piece) {
        // A Kaplan–Meier curve keeps its level until the next event.
        if (step && !points.isEmpty()) points.append({point.x, points.last().y()});
        points.append({point.x, valueOf(point, which)});
    }
    return points;
}

QAreaSeries* bandOf(const std::vector<present::XYPoint>& piece, bool step, const QColor& colour)
{
    auto* high = new QLineSeries;
    auto* low = new QLineSeries;
    high->replace(pointsOf(piece, Value::High, step));
    low->replace(pointsOf(piece, Value::Low, step));
    auto* band = new QAreaSeries(high, low);
    high->setParent(band);
    low->setParent(band);
    QColor fill = colour;
    fill.setAlphaF(0.14F);
    band->setPen(Qt::NoPen);
    band->setBrush(fill);
    return band;
}

QLineSeries* lineOf(const std::vector<present::XYPoint>& piece, const present::LineSeries& series, const QColor& colour)
{
    auto* line = new QLineSeries;
    line->replace(pointsOf(piece, Value::Middle, series.step));
    QPen pen(colour, 2);
    pen.setStyle(series.dashed ? Qt::DashLine : Qt::SolidLine);
    pen.setJoinStyle(series.step ? Qt::MiterJoin : Qt::RoundJoin);
    line->setPen(pen);
    return line;
}

/// A point between two gaps has no line to stand on: a dot, and its interval as a thin line.
QList<QAbstractSeries*> dotOf(const present::XYPoint& point, const present::LineSeries& series, const QColor& colour)
{
    auto* dot = new QScatterSeries;
    dot->replace({QPointF(point.x, point.y)});
    dot->setMarkerSize(6);
    dot->setColor(colour);
    dot->setBorderColor(colour);
    if (!series.band || point.low == point.high) return {dot};
    auto* interval = new QLineSeries;
    interval->replace({QPointF(point.x, point.low), QPointF(point.x, point.high)});
    QColor faint = colour;
    faint.setAlphaF(0.45F);
    interval->setPen(QPen(faint, 1.2));
    return {interval, dot};
}

} // namespace

QList<QAbstractSeries*> seriesFor(const present::LineChart& chart, const Theme& theme)
{
    QList<QAbstractSeries*> list;
    for (const auto& series : chart.series) {
        if (!series.band) continue;
        for (const auto& piece : series.pieces)
            if (piece.size() > 1) list.append(bandOf(piece, series.step, theme.tone(series.tone)));
    }
    for (const auto& series : chart.series)
        for (const auto& piece : series.pieces) {
            const auto colour = theme.tone(series.tone);
            if (piece.size() == 1)
                list.append(dotOf(piece.front(), series, colour));
            else
                list.append(lineOf(piece, series, colour));
        }
    return list;
}

} // namespace assay::ui
