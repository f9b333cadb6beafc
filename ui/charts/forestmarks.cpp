// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <algorithm>

namespace assay::ui {
namespace {

/// Gaps beside label, figures and plot.
constexpr double kAround = 48;
/// Share of the width that is left to the plot.
constexpr double kLeastPlot = 0.22;
/// Height of the line of texts above the plot.
constexpr double kHead = 22;

class Forest : public Marks
{
public:
    Forest(const present::ForestChart& chart, const Theme& theme) : m_chart(chart), m_theme(theme)
    {
        for (const auto& row : chart.rows) {
            m_label = std::max(
                m_label, widthOf(row.label, interFont(kSmallSize, row.summary ? QFont::DemiBold : QFont::Normal)));
            m_value = std::max(m_value, widthOf(row.value, interFont(kSmallSize)));
            m_counts = std::max(m_counts, widthOf(row.counts, interFont(kSmallSize)));
        }
        m_counts = std::max(m_counts, widthOf(chart.countsTitle, interFont(kSmallSize)));
    }

    QMarginsF margins(const QSizeF& size) const override
    {
        const double label = std::min(m_label, size.width() * 0.34);
        // A plot that the figures beside it would squeeze out is worth more than the wider column of them: that one is
        // in the tip of each row, and in a table.
        const double plot = size.width() - label - m_value - m_counts - kAround;
        m_hidden = plot >= size.width() * kLeastPlot ? Hidden::None
                   : m_value > m_counts              ? Hidden::Value
                                                     : Hidden::Counts;
        return {label + value() + 30, 24, counts() + 18, 26};
    }

    double leastHeight() const override { return 50 + 21.0 * static_cast<double>(m_chart.rows.size()); }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>& hits) const override
    {
        const auto small = interFont(kSmallSize);
        drawBottomAxis(painter, plot, m_chart.x, m_theme, false);
        const double none = along(m_chart.x, m_chart.none, plot.left(), plot.right());
        painter.setPen(QPen(m_theme.muted, 1.4));
        painter.drawLine(QPointF(none, plot.top() - 4), QPointF(none, plot.bottom()));
        directions(painter, plot, none);
        drawText(painter, QRectF(plot.right() + 14, plot.top() - kHead, counts() + 6, 16),
                 Qt::AlignLeft | Qt::AlignVCenter, m_chart.countsTitle, small, m_theme.muted);
        for (std::size_t i = 0; i < m_chart.rows.size(); ++i) row(painter, plot, i, hits);
    }

private:
    enum class Hidden
    {
        None,
        Value,
        Counts
    };
    [[nodiscard]] double value() const { return m_hidden == Hidden::Value ? 0 : m_value; }
    [[nodiscard]] double counts() const { return m_hidden == Hidden::Counts ? 0 : m_counts; }

    /// What either side of the line means; in one text where a side is too narrow for its own.
    void directions(QPainter& painter, const QRectF& plot, double none) const
    {
        const auto small = interFont(kSmallSize);
        const double top = plot.top() - kHead;
        if (widthOf(m_chart.right, small) > plot.right() - none - 6) {
            drawText(painter, QRectF(0, top, plot.right() + 4, 16), Qt::AlignRight | Qt::AlignVCenter,
                     m_chart.left + QStringLiteral(" · ") + m_chart.right, small, m_theme.muted);
            return;
        }
        drawText(painter, QRectF(plot.left() - 60, top, none - plot.left() + 52, 16), Qt::AlignRight | Qt::AlignVCenter,
                 m_chart.left, small, m_theme.muted);
        drawText(painter, QRectF(none + 8, top, plot.right() - none, 16), Qt::AlignLeft | Qt::AlignVCenter,
                 m_chart.right, small, m_theme.muted);
    }

    void row(QPainter& painter, const QRectF& plot, std::size_t i, std::vector<HitArea>& hits) const
    {
        const auto& r = m_chart.rows[i];
        const auto rect = rowRect(plot, i, m_chart.rows.size());
        const auto small = interFont(kSmallSize);
        const QRectF label(0, rect.top(), plot.left() - value() - 26, rect.height());
        drawText(painter, label, Qt::AlignLeft | Qt::AlignVCenter, r.label,
                 interFont(kSmallSize, r.summary ? QFont::DemiBold : QFont::Normal), m_theme.ink);
        if (value() > 0)
            drawText(painter, QRectF(plot.left() - value() - 20, rect.top(), value() + 4, rect.height()),
                     Qt::AlignRight | Qt::AlignVCenter, r.value, small, m_theme.muted);
        if (counts() > 0)
            drawText(painter, QRectF(plot.right() + 14, rect.top(), counts() + 6, rect.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, r.counts, small, m_theme.muted);
        const double y = rect.center().y();
        if (!r.at) {
            // A reason hides the line that it stands on.
            const double wide = std::min(plot.width(), widthOf(r.note, small) + 8);
            const QRectF place(plot.center().x() - wide / 2, y - 9, wide, 18);
            painter.fillRect(place, m_theme.card);
            drawText(painter, place, Qt::AlignCenter, r.note, small, m_theme.muted);
        } else {
            mark(painter, plot, r, y);
        }
        if (r.drill.valid())
            hits.push_back({QRectF(0, rect.top(), plot.right() + counts() + 20, rect.height()), r.drill, r.note});
    }

    void mark(QPainter& painter, const QRectF& plot, const present::ForestRow& r, double y) const
    {
        const auto colour = m_theme.tone(r.tone);
        const auto x = [&](double value) { return along(m_chart.x, value, plot.left(), plot.right()); };
        painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(x(r.low), y), QPointF(x(r.high), y));
        // An interval that leaves the axis ends in an arrow rather than pretending to stop there.
        if (r.high > m_chart.x.max) arrow(painter, plot.right(), y, 1);
        if (r.low < m_chart.x.min) arrow(painter, plot.left(), y, -1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        const double at = x(*r.at);
        if (r.summary)
            painter.drawPolygon(QPolygonF({{at - 7, y}, {at, y - 6}, {at + 7, y}, {at, y + 6}}));
        else
            painter.drawRect(QRectF(at - 4.5, y - 4.5, 9, 9));
    }

    static void arrow(QPainter& painter, double x, double y, int side)
    {
        painter.drawLine(QPointF(x, y), QPointF(x - 5 * side, y - 4));
        painter.drawLine(QPointF(x, y), QPointF(x - 5 * side, y + 4));
    }

    const present::ForestChart m_chart;
    const Theme& m_theme;
    double m_label = 0;
    double m_value = 0;
    double m_counts = 0;
    mutable Hidden m_hidden = Hidden::None; ///< set for the size at hand, before it is painted
};

} // namespace

std::unique_ptr<Marks> forestMarks(const present::ForestChart& chart, const Theme& theme)
{
    return std::make_unique<Forest>(chart, theme);
}

} // namespace assay::ui
