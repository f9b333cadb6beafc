// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace assay::ui {
namespace {

constexpr double kLine = 15; ///< of a label below a column
constexpr double kMostLines = 3;

/// Steps of a waterfall, or a histogram.
class Columns : public Marks
{
public:
    Columns(const present::ColumnChart& chart, const Theme& theme) : m_chart(chart), m_theme(theme)
    {
        m_labelled = std::any_of(chart.columns.begin(), chart.columns.end(),
                                 [](const auto& column) { return !column.label.isEmpty(); });
        for (const auto& tick : chart.y.ticks) m_left = std::max(m_left, widthOf(tick.label, interFont(kSmallSize)));
    }

    QMarginsF margins(const QSizeF&) const override
    {
        const double last = m_labelled || m_chart.x.ticks.empty()
                                ? 0
                                : widthOf(m_chart.x.ticks.back().label, interFont(kSmallSize)) / 2;
        return {m_left + 14, 22, last + 10, m_labelled ? kMostLines * kLine + 10 : 26.0};
    }

    double leastHeight() const override { return 170; }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>&) const override
    {
        const auto small = interFont(kSmallSize);
        for (const auto& tick : m_chart.y.ticks) {
            const double y = along(m_chart.y, tick.at, plot.bottom(), plot.top());
            painter.setPen(QPen(m_theme.line, 1));
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
            drawText(painter, QRectF(0, y - 8, plot.left() - 10, 16), Qt::AlignRight | Qt::AlignVCenter, tick.label,
                     small, m_theme.muted);
        }
        if (!m_labelled) drawBottomAxis(painter, plot, m_chart.x, m_theme, false);
        for (const auto& column : m_chart.columns) draw(painter, plot, column);
        const double zero = along(m_chart.y, 0, plot.bottom(), plot.top());
        painter.setPen(QPen(m_theme.muted, 1.2));
        painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
        markers(painter, plot);
    }

private:
    void draw(QPainter& painter, const QRectF& plot, const present::Column& column) const
    {
        const double left = along(m_chart.x, column.from, plot.left(), plot.right());
        const double right = along(m_chart.x, column.to, plot.left(), plot.right());
        const double gap = m_labelled ? std::min(12.0, (right - left) * 0.12) : std::min(0.5, (right - left) * 0.1);
        const double top = along(m_chart.y, column.high, plot.bottom(), plot.top());
        const double bottom = along(m_chart.y, column.low, plot.bottom(), plot.top());
        if (m_labelled || bottom - top > 0)
            painter.fillRect(
                QRectF(left + gap, top, std::max(0.5, right - left - 2 * gap), std::max(1.5, bottom - top)),
                m_theme.tone(column.tone));
        if (!column.text.isEmpty())
            drawText(painter, QRectF(left - 4, top - 18, right - left + 8, 16), Qt::AlignCenter, column.text,
                     interFont(kSmallSize, QFont::DemiBold), m_theme.ink);
        if (!column.label.isEmpty()) label(painter, QRectF(left + 2, plot.bottom() + 6, right - left - 4, 0), column);
    }

    /// Its words below each other; a word longer than the column is cut with a sign.
    void label(QPainter& painter, const QRectF& room, const present::Column& column) const
    {
        const auto font = interFont(kSmallSize);
        QStringList lines;
        for (const QString& word : column.label.split(u' ')) {
            const bool fits = !lines.isEmpty() && widthOf(lines.last() + u' ' + word, font) <= room.width();
            if (fits)
                lines.last() += u' ' + word;
            else
                lines << word;
        }
        while (lines.size() > static_cast<qsizetype>(kMostLines)) {
            const QString last = lines.takeLast();
            lines.last() += u' ' + last;
        }
        for (qsizetype i = 0; i < lines.size(); ++i)
            drawText(painter, QRectF(room.left(), room.top() + kLine * static_cast<double>(i), room.width(), kLine),
                     Qt::AlignCenter, lines[i], font, m_theme.muted);
    }

    void markers(QPainter& painter, const QRectF& plot) const
    {
        const auto bold = interFont(kSmallSize, QFont::DemiBold);
        for (const auto& marker : m_chart.markers) {
            const double x = along(m_chart.x, marker.at, plot.left(), plot.right());
            painter.setPen(QPen(m_theme.ink, 1.2));
            painter.drawLine(QPointF(x, plot.top() - 12), QPointF(x, plot.bottom()));
            const double width = widthOf(marker.label, bold) + 4;
            const bool left = x + width + 6 > plot.right();
            drawText(painter, QRectF(left ? x - width - 6 : x + 6, plot.top() - 18, width, 16),
                     Qt::AlignLeft | Qt::AlignVCenter, marker.label, bold, m_theme.ink);
        }
    }

    const present::ColumnChart m_chart;
    const Theme& m_theme;
    double m_left = 0;
    bool m_labelled = false;
};

} // namespace

std::unique_ptr<Marks> columnMarks(const present::ColumnChart& chart, const Theme& theme)
{
    return std::make_unique<Columns>(chart, theme);
}

} // namespace assay::ui
