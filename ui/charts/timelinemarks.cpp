// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <algorithm>

namespace assay::ui {
namespace {

constexpr double kDot = 5.5;
/// Half the width of the widest text about a stop, so that the first and the last do not leave the chart.
constexpr double kSide = 58;
constexpr double kLine = 17;

class Timeline : public Marks
{
public:
    Timeline(const present::TimelineChart& chart, const Theme& theme) : m_chart(chart), m_theme(theme) {}

    QMarginsF margins(const QSizeF&) const override { return {kSide, 4, kSide, 4}; }
    double leastHeight() const override { return 76; }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>&) const override
    {
        if (m_chart.stops.empty()) return;
        const double y = plot.top() + kLine + 10;
        painter.setPen(QPen(m_theme.dark ? QColor(0x4A5462) : QColor(0xB8BFCC), 3));
        painter.drawLine(QPointF(x(plot, 0), y), QPointF(x(plot, m_chart.stops.size() - 1), y));
        for (std::size_t i = 0; i < m_chart.stops.size(); ++i) stop(painter, plot, i, y);
    }

private:
    [[nodiscard]] double x(const QRectF& plot, std::size_t i) const
    {
        return plot.left() + m_chart.stops[i].at * plot.width();
    }

    void stop(QPainter& painter, const QRectF& plot, std::size_t i, double y) const
    {
        const auto& s = m_chart.stops[i];
        const double at = x(plot, i);
        const double before = i > 0 ? at - x(plot, i - 1) : 2 * kSide;
        const double after = i + 1 < m_chart.stops.size() ? x(plot, i + 1) - at : 2 * kSide;
        const double half = std::min({kSide + 14, before / 2, after / 2});
        const auto small = interFont(kSmallSize);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.accent);
        painter.drawEllipse(QPointF(at, y), kDot, kDot);
        drawText(painter, QRectF(at - half, y - 10 - kLine, 2 * half, kLine), Qt::AlignCenter, s.title,
                 interFont(kSmallSize, QFont::DemiBold), m_theme.ink);
        drawText(painter, QRectF(at - half, y + 9, 2 * half, kLine), Qt::AlignCenter, s.when, small, m_theme.muted);
        if (i + 1 < m_chart.stops.size())
            drawText(painter, QRectF(at + 2, y + 9 + kLine + 2, after - 4, kLine), Qt::AlignCenter, s.leg, small,
                     m_theme.muted);
    }

    const present::TimelineChart m_chart;
    const Theme& m_theme;
};

} // namespace

std::unique_ptr<Marks> timelineMarks(const present::TimelineChart& chart, const Theme& theme)
{
    return std::make_unique<Timeline>(chart, theme);
}

} // namespace assay::ui
