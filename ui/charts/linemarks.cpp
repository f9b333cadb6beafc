// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <algorithm>

namespace assay::ui {
namespace {

/// Grid, tick labels, markers and end labels of a line chart; the lines themselves are Qt Charts series.
class Lines : public Marks
{
public:
    Lines(const present::LineChart& chart, const Theme& theme) : m_chart(chart), m_theme(theme)
    {
        for (const auto& tick : chart.y.ticks) m_left = std::max(m_left, widthOf(tick.label, interFont(kSmallSize)));
        for (const auto& series : chart.series)
            m_right = std::max(m_right, widthOf(series.name, interFont(kSmallSize, QFont::DemiBold)));
    }

    QMarginsF margins(const QSizeF&) const override
    {
        // The label of the last tick reaches beyond the plot by half its width.
        const double last =
            m_chart.x.ticks.empty() ? 0 : widthOf(m_chart.x.ticks.back().label, interFont(kSmallSize)) / 2 - 8;
        return {m_left + 14, m_chart.markers.empty() ? 8.0 : 12.0, std::max(m_right, last) + 14,
                m_chart.x.title.isEmpty() ? 26.0 : 42.0};
    }

    double leastHeight() const override { return 150; }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>& hits) const override
    {
        readings(plot, hits);
        const auto small = interFont(kSmallSize);
        for (const auto& tick : m_chart.y.ticks) {
            const double y = along(m_chart.y, tick.at, plot.bottom(), plot.top());
            painter.setPen(QPen(m_theme.line, 1));
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
            drawText(painter, QRectF(0, y - 8, plot.left() - 10, 16), Qt::AlignRight | Qt::AlignVCenter, tick.label,
                     small, m_theme.muted);
        }
        drawBottomAxis(painter, plot, m_chart.x, m_theme, false);
        if (!m_chart.x.title.isEmpty())
            drawText(painter, QRectF(plot.left(), plot.bottom() + 22, plot.width(), 16), Qt::AlignCenter,
                     m_chart.x.title, small, m_theme.muted);
        markers(painter, plot);
        endLabels(painter, plot);
    }

private:
    /// Each reading has the strip of the plot that is nearer to it than to the others.
    void readings(const QRectF& plot, std::vector<HitArea>& hits) const
    {
        const auto& all = m_chart.readings;
        const auto x = [&](std::size_t i) { return along(m_chart.x, all[i].at, plot.left(), plot.right()); };
        for (std::size_t i = 0; i < all.size(); ++i) {
            const double left = i == 0 ? plot.left() : (x(i - 1) + x(i)) / 2;
            const double right = i + 1 == all.size() ? plot.right() : (x(i) + x(i + 1)) / 2;
            hits.push_back({QRectF(left, plot.top(), right - left, plot.height()), {}, all[i].label});
        }
    }

    void markers(QPainter& painter, const QRectF& plot) const
    {
        const auto labels = markerLabels(m_chart, plot);
        for (std::size_t i = 0; i < m_chart.markers.size(); ++i) {
            const double x = along(m_chart.x, m_chart.markers[i].at, plot.left(), plot.right());
            painter.setPen(QPen(m_theme.muted, 1.2, Qt::DashLine));
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        }
        // After all lines: a word that has to stand on one hides it.
        for (std::size_t i = 0; i < m_chart.markers.size(); ++i) {
            painter.fillRect(labels[i], m_theme.card);
            drawText(painter, labels[i], Qt::AlignLeft | Qt::AlignVCenter, m_chart.markers[i].label,
                     interFont(kSmallSize), m_theme.muted);
        }
    }

    /// Names stand at the ends of their lines; where these are close, names move apart.
    void endLabels(QPainter& painter, const QRectF& plot) const
    {
        struct Label
        {
            double y;
            const present::LineSeries* series;
        };
        std::vector<Label> labels;
        for (const auto& series : m_chart.series)
            if (!series.pieces.empty() && !series.pieces.back().empty())
                labels.push_back({along(m_chart.y, series.pieces.back().back().y, plot.bottom(), plot.top()), &series});
        std::sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
        constexpr double kApart = 17;
        for (std::size_t i = 1; i < labels.size(); ++i) labels[i].y = std::max(labels[i].y, labels[i - 1].y + kApart);
        if (!labels.empty() && labels.back().y > plot.bottom()) {
            labels.back().y = plot.bottom();
            for (std::size_t i = labels.size() - 1; i > 0; --i)
                labels[i - 1].y = std::min(labels[i - 1].y, labels[i].y - kApart);
        }
        for (const auto& label : labels)
            drawText(painter, QRectF(plot.right() + 7, label.y - 9, m_right + 6, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     label.series->name, interFont(kSmallSize, QFont::DemiBold), m_theme.tone(label.series->tone));
    }

    const present::LineChart m_chart;
    const Theme& m_theme;
    double m_left = 0;
    double m_right = 0;
};

} // namespace

std::vector<QRectF> markerLabels(const present::LineChart& chart, const QRectF& plot)
{
    std::vector<double> lines;
    for (const auto& marker : chart.markers) lines.push_back(along(chart.x, marker.at, plot.left(), plot.right()));
    std::vector<QRectF> places;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double width = widthOf(chart.markers[i].label, interFont(kSmallSize)) + 4;
        const QRectF right(lines[i] + 5, plot.top() - 2, width, 16);
        const QRectF left(lines[i] - width - 5, plot.top() - 2, width, 16);
        const auto onLine = [&lines](const QRectF& place) {
            return std::any_of(lines.begin(), lines.end(),
                               [&place](double x) { return place.left() < x && x < place.right(); });
        };
        const bool toTheLeft =
            right.right() > plot.right() || (onLine(right) && !onLine(left) && left.left() >= plot.left());
        QRectF place = toTheLeft ? left : right;
        const auto meets = [&place](const QRectF& other) { return other.adjusted(-3, 0, 3, 0).intersects(place); };
        while (std::any_of(places.begin(), places.end(), meets)) place.translate(0, place.height());
        places.push_back(place);
    }
    return places;
}

std::unique_ptr<Marks> lineMarks(const present::LineChart& chart, const Theme& theme)
{
    return std::make_unique<Lines>(chart, theme);
}

} // namespace assay::ui
