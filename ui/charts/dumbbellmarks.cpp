// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <algorithm>

namespace assay::ui {
namespace {

class Dumbbell : public Marks
{
public:
    Dumbbell(const present::DumbbellChart& chart, const Theme& theme) : m_chart(chart), m_theme(theme)
    {
        for (const auto& row : chart.rows) {
            m_label = std::max(m_label, widthOf(row.label, interFont(kSmallSize)));
            m_gap = std::max(m_gap, widthOf(row.gap, interFont(kSmallSize, QFont::DemiBold)));
        }
    }

    QMarginsF margins(const QSizeF& size) const override
    {
        return {std::min(m_label, size.width() * 0.3) + 28, m_chart.bandFrom ? 24.0 : 8.0, m_gap + 24, 26};
    }

    double leastHeight() const override { return 50 + 21.0 * static_cast<double>(m_chart.rows.size()); }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>& hits) const override
    {
        if (m_chart.bandFrom) band(painter, plot);
        drawBottomAxis(painter, plot, m_chart.x, m_theme, true);
        for (std::size_t i = 0; i < m_chart.rows.size(); ++i) row(painter, plot, i, hits);
    }

private:
    void band(QPainter& painter, const QRectF& plot) const
    {
        const double from = along(m_chart.x, *m_chart.bandFrom, plot.left(), plot.right());
        const double to = along(m_chart.x, m_chart.bandTo, plot.left(), plot.right());
        painter.fillRect(QRectF(from, plot.top() - 2, to - from, plot.height() + 2), m_theme.neutralFill);
        const auto font = interFont(kSmallSize);
        const double width = widthOf(m_chart.bandLabel, font) + 4;
        const double x = std::clamp((from + to) / 2 - width / 2, 0.0, plot.right() - width);
        drawText(painter, QRectF(x, plot.top() - 22, width, 16), Qt::AlignCenter, m_chart.bandLabel, font,
                 m_theme.muted);
    }

    void row(QPainter& painter, const QRectF& plot, std::size_t i, std::vector<HitArea>& hits) const
    {
        const auto& r = m_chart.rows[i];
        const auto rect = rowRect(plot, i, m_chart.rows.size());
        const double y = rect.center().y();
        drawText(painter, QRectF(4, rect.top(), plot.left() - 16, rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
                 r.label, interFont(kSmallSize), m_theme.ink);
        drawText(painter, QRectF(plot.right() + 12, rect.top(), m_gap + 8, rect.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, r.gap, interFont(kSmallSize, QFont::DemiBold), m_theme.ink);
        const auto x = [&](double value) { return along(m_chart.x, value, plot.left(), plot.right()); };
        if (r.hollow && r.solid) {
            painter.setPen(QPen(m_theme.dark ? QColor(0x4A5462) : QColor(0xB8BFCC), 3));
            painter.drawLine(QPointF(x(*r.solid), y), QPointF(x(*r.hollow), y));
        }
        if (r.hollow) {
            painter.setPen(QPen(m_theme.ai, 2));
            painter.setBrush(m_theme.card);
            painter.drawEllipse(QPointF(x(*r.hollow), y), 5.5, 5.5);
        }
        if (r.solid) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.ai);
            painter.drawEllipse(QPointF(x(*r.solid), y), 5.5, 5.5);
        }
        if (!r.note.isEmpty() && !(r.hollow && r.solid)) {
            const double from = r.hollow || r.solid ? x(r.hollow ? *r.hollow : *r.solid) + 12 : plot.left() + 6;
            const bool fits = from + widthOf(r.note, interFont(kSmallSize)) < plot.right();
            const QRectF at =
                fits ? QRectF(from, rect.top(), plot.right() - from, rect.height())
                     : QRectF(plot.left() + 6, rect.top(), std::max(20.0, from - plot.left() - 30), rect.height());
            drawText(painter, at, Qt::AlignLeft | Qt::AlignVCenter, r.note, interFont(kSmallSize), m_theme.muted);
        }
        if (r.drill.valid())
            hits.push_back({QRectF(0, rect.top(), plot.right() + m_gap + 20, rect.height()), r.drill, r.note});
    }

    const present::DumbbellChart m_chart;
    const Theme& m_theme;
    double m_label = 0;
    double m_gap = 0;
};

} // namespace

std::unique_ptr<Marks> dumbbellMarks(const present::DumbbellChart& chart, const Theme& theme)
{
    return std::make_unique<Dumbbell>(chart, theme);
}

} // namespace assay::ui
