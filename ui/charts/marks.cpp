// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <QCache>
#include <QFontMetricsF>
#include <algorithm>
#include <utility>

namespace assay::ui {
namespace {

constexpr int kKnownWidths = 4096;

} // namespace

std::unique_ptr<Marks> marksFor(const present::ChartBody& body, const Theme& theme)
{
    struct Maker
    {
        const Theme& theme;
        std::unique_ptr<Marks> operator()(const present::LineChart& c) const { return lineMarks(c, theme); }
        std::unique_ptr<Marks> operator()(const present::ForestChart& c) const { return forestMarks(c, theme); }
        std::unique_ptr<Marks> operator()(const present::DumbbellChart& c) const { return dumbbellMarks(c, theme); }
        std::unique_ptr<Marks> operator()(const present::BarChart& c) const { return barMarks(c, theme); }
        std::unique_ptr<Marks> operator()(const present::StackChart& c) const { return stackMarks(c, theme); }
        std::unique_ptr<Marks> operator()(const present::HeatMap& c) const { return heatMarks(c, theme); }
        std::unique_ptr<Marks> operator()(const present::TimelineChart& c) const { return timelineMarks(c, theme); }
        std::unique_ptr<Marks> operator()(const present::ColumnChart& c) const { return columnMarks(c, theme); }
        std::unique_ptr<Marks> operator()(const present::TornadoChart& c) const { return tornadoMarks(c, theme); }
    };
    return std::visit(Maker{theme}, body);
}

double along(const present::Axis& axis, double value, double from, double to)
{
    const double span = axis.max - axis.min;
    const double share = span > 0 ? (value - axis.min) / span : 0;
    return from + std::clamp(share, 0.0, 1.0) * (to - from);
}

double widthOf(const QString& text, const QFont& font)
{
    // Shaping text is most of what a chart costs, and the same words come again at each step of a slider.
    thread_local QCache<std::pair<QFont, QString>, double> known(kKnownWidths);
    const std::pair key(font, text);
    if (const double* width = known.object(key)) return *width;
    const double width = QFontMetricsF(font).horizontalAdvance(text);
    known.insert(key, new double(width)); // the cache owns it
    return width;
}

void drawText(QPainter& painter, const QRectF& rect, int flags, const QString& text, const QFont& font,
              const QColor& colour)
{
    painter.setFont(font);
    painter.setPen(colour);
    const double room = rect.width() + 0.5;
    const bool fits = widthOf(text, font) <= room;
    painter.drawText(rect, flags | Qt::TextSingleLine,
                     fits ? text : QFontMetricsF(font).elidedText(text, Qt::ElideRight, room));
}

bool takesTwoLines(const QRectF& rect, const QString& text, const QFont& font)
{
    return widthOf(text, font) > rect.width() + 0.5 && rect.height() >= 2 * QFontMetricsF(font).height() - 4;
}

void drawName(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, const QColor& colour)
{
    const auto draw = [&](const QRectF& place, const QString& words) {
        drawText(painter, place, Qt::AlignLeft | Qt::AlignVCenter, words, font, colour);
    };
    qsizetype split = -1; // the last space at which the first line still fits
    if (takesTwoLines(rect, text, font))
        for (qsizetype at = text.indexOf(u' '); at >= 0; at = text.indexOf(u' ', at + 1))
            if (widthOf(text.left(at), font) <= rect.width()) split = at;
    if (split < 0) {
        draw(rect, text);
        return;
    }
    const double line = QFontMetricsF(font).height() - 2;
    draw({rect.left(), rect.center().y() - line, rect.width(), line}, text.left(split));
    draw({rect.left(), rect.center().y(), rect.width(), line}, text.mid(split + 1));
}

QRectF rowRect(const QRectF& plot, std::size_t row, std::size_t rows)
{
    const double height = plot.height() / static_cast<double>(std::max<std::size_t>(rows, 1));
    return {plot.left(), plot.top() + height * static_cast<double>(row), plot.width(), height};
}

void drawBottomAxis(QPainter& painter, const QRectF& plot, const present::Axis& axis, const Theme& theme, bool grid)
{
    const auto font = interFont(kSmallSize);
    double lastEnd = -1e9;
    for (const auto& tick : axis.ticks) {
        const double x = along(axis, tick.at, plot.left(), plot.right());
        if (grid) {
            painter.setPen(QPen(theme.line, 1));
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        }
        const double width = widthOf(tick.label, font);
        if (x - width / 2 < lastEnd + 6) continue; // labels never overlap: the later one gives way
        lastEnd = x + width / 2;
        drawText(painter, QRectF(x - width / 2 - 2, plot.bottom() + 6, width + 4, 16), Qt::AlignCenter, tick.label,
                 font, theme.muted);
    }
}

} // namespace assay::ui
