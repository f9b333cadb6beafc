// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <algorithm>

namespace assay::ui {
namespace {

/// Bars about the result at the most likely values, with the value of the assumption at each end.
class Tornado : public Marks
{
public:
    Tornado(const present::TornadoChart& chart, const Theme& theme) : m_chart(chart), m_theme(theme)
    {
        const auto small = interFont(kSmallSize);
        for (const auto& row : chart.rows) {
            m_label = std::max(m_label, widthOf(row.label, small));
            for (const bool low : {true, false}) {
                const double result = low ? row.atLow : row.atHigh;
                double& side = result < chart.base ? m_left : m_right;
                side = std::max(side, widthOf(low ? row.low : row.high, small));
            }
        }
    }

    QMarginsF margins(const QSizeF& size) const override
    {
        const double spare = size.width() * 0.7 - m_left - m_right;
        return {std::min(m_label, std::max(size.width() * 0.36, spare)) + m_left + 22, 6, m_right + 12, 26};
    }

    double leastHeight() const override { return 40 + 27.0 * static_cast<double>(m_chart.rows.size()); }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>&) const override
    {
        drawBottomAxis(painter, plot, m_chart.x, m_theme, true);
        for (std::size_t i = 0; i < m_chart.rows.size(); ++i) row(painter, plot, i);
        const double base = along(m_chart.x, m_chart.base, plot.left(), plot.right());
        painter.setPen(QPen(m_theme.ink, 1.4));
        painter.drawLine(QPointF(base, plot.top()), QPointF(base, plot.bottom()));
    }

private:
    void row(QPainter& painter, const QRectF& plot, std::size_t i) const
    {
        const auto& r = m_chart.rows[i];
        const auto rect = rowRect(plot, i, m_chart.rows.size());
        const auto small = interFont(kSmallSize);
        drawName(painter, QRectF(0, rect.top(), plot.left() - m_left - 14, rect.height()), r.label, small, m_theme.ink);
        const double base = along(m_chart.x, m_chart.base, plot.left(), plot.right());
        const double thick = std::min(20.0, rect.height() * 0.7);
        for (const bool low : {true, false}) {
            const double result = low ? r.atLow : r.atHigh;
            const double end = along(m_chart.x, result, plot.left(), plot.right());
            const bool less = result < m_chart.base;
            painter.fillRect(QRectF(std::min(base, end), rect.center().y() - thick / 2, std::abs(end - base), thick),
                             m_theme.tone(less ? present::Tone::Attention : present::Tone::Ai));
            const double width = less ? m_left : m_right;
            const QRectF room(less ? end - width - 6 : end + 6, rect.top(), width + 2, rect.height());
            drawText(painter, room, (less ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, low ? r.low : r.high,
                     small, m_theme.muted);
        }
    }

    const present::TornadoChart m_chart;
    const Theme& m_theme;
    double m_label = 0;
    double m_left = 0;  ///< widest text at an end below the base
    double m_right = 0; ///< above it
};

} // namespace

std::unique_ptr<Marks> tornadoMarks(const present::TornadoChart& chart, const Theme& theme)
{
    return std::make_unique<Tornado>(chart, theme);
}

} // namespace assay::ui
