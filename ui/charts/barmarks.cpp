// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <algorithm>
#include <array>

namespace assay::ui {
namespace {

/// Gaps beside labels and figures.
constexpr double kAroundBars = 44;
/// Share of the width that is left to the bars.
constexpr double kLeastBars = 0.2;
/// Share of the width below which figures beside the bars make way for them.
constexpr double kFairBars = 0.3;
/// Height of a row with two lines of text.
constexpr double kTwoLines = 30;

class Bars : public Marks
{
public:
    Bars(const present::BarChart& chart, const Theme& theme) : m_chart(chart), m_theme(theme)
    {
        for (const auto& row : chart.rows) {
            const double value = widthOf(row.text, interFont(kSmallSize, QFont::DemiBold));
            const double secondary = widthOf(row.secondary, interFont(kSmallSize));
            m_label = std::max(m_label, widthOf(row.label, interFont(kSmallSize)));
            m_value = std::max(m_value, value);
            m_secondary = std::max(m_secondary, secondary);
            m_both = std::max(m_both, value + secondary + 6);
        }
    }

    QMarginsF margins(const QSizeF& size) const override
    {
        // Where figures beside the bars would squeeze them, what is secondary goes below the labels if that leaves
        // more.
        const double height = size.height() / static_cast<double>(std::max<std::size_t>(m_chart.rows.size(), 1));
        const double beside = size.width() - m_label - m_both;
        const double below = size.width() - std::max(m_label, m_secondary) - m_value;
        m_below = height >= kTwoLines && below > beside && beside - kAroundBars < size.width() * kFairBars;
        // Long labels take what the bars can spare.
        const double spare = size.width() * (1 - kLeastBars) - text() - kAroundBars;
        const double label = m_below ? std::max(m_label, m_secondary) : m_label;
        return {std::min(label, std::max(size.width() * 0.34, spare)) + 26, 4, text() + 18, 6};
    }

    double leastHeight() const override { return 10 + 20.0 * static_cast<double>(m_chart.rows.size()); }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>& hits) const override
    {
        for (std::size_t i = 0; i < m_chart.rows.size(); ++i) row(painter, plot, i, hits);
    }

private:
    /// Width of the figures beside the bars.
    [[nodiscard]] double text() const { return m_below ? m_value : m_both; }

    void label(QPainter& painter, const QRectF& plot, const present::BarRow& r, const QRectF& rect) const
    {
        const auto font = interFont(kSmallSize);
        const QRectF room(4, rect.top(), plot.left() - 16, rect.height());
        if (!m_below) {
            drawName(painter, room, r.label, font, m_theme.ink);
            return;
        }
        // Name and, below it, what is secondary; a long name takes two lines of a high row.
        const double line = kTwoLines / 2;
        const bool two = room.height() >= 3 * line &&
                         takesTwoLines({room.left(), room.top(), room.width(), 2 * line}, r.label, font);
        const double height = two ? 2 * line : line;
        const QRectF name(room.left(), room.center().y() - (height + line) / 2, room.width(), height);
        drawName(painter, name, r.label, font, m_theme.ink);
        drawText(painter, QRectF(room.left(), name.bottom(), room.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                 r.secondary, font, m_theme.muted);
    }

    /// What stands behind a bar that ends at `end`.
    void figures(QPainter& painter, const QRectF& plot, const present::BarRow& r, const QRectF& rect, double end) const
    {
        const auto small = interFont(kSmallSize);
        if (!r.note.isEmpty() && !r.value) {
            const QRectF room(plot.left() + 2, rect.top(), plot.width() + text() + 12, rect.height());
            if (rect.height() < kTwoLines) {
                drawText(painter, room, Qt::AlignLeft | Qt::AlignVCenter, r.note, small, m_theme.muted);
                return;
            }
            painter.setFont(small);
            painter.setPen(m_theme.muted);
            painter.drawText(room, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextWordWrap, r.note);
            return;
        }
        const double high = r.high ? along(m_chart.x, *r.high, plot.left(), plot.right()) : end;
        const double from = std::max(end, high) + 8;
        const auto bold = interFont(kSmallSize, QFont::DemiBold);
        const double width = widthOf(r.text, bold) + 2;
        drawText(painter, QRectF(from, rect.top(), width, rect.height()), Qt::AlignLeft | Qt::AlignVCenter, r.text,
                 bold, m_theme.ink);
        if (m_below) return;
        const double left = from + width + 4;
        drawText(painter, QRectF(left, rect.top(), std::max(10.0, plot.right() + m_both + 16 - left), rect.height()),
                 Qt::AlignLeft | Qt::AlignVCenter, r.secondary, small, m_theme.muted);
    }

    void row(QPainter& painter, const QRectF& plot, std::size_t i, std::vector<HitArea>& hits) const
    {
        const auto& r = m_chart.rows[i];
        const auto rect = rowRect(plot, i, m_chart.rows.size());
        const double thick = std::min(18.0, rect.height() * 0.68);
        label(painter, plot, r, rect);
        double end = plot.left();
        if (r.value) {
            end = along(m_chart.x, *r.value, plot.left(), plot.right());
            painter.fillRect(
                QRectF(plot.left(), rect.center().y() - thick / 2, std::max(1.0, end - plot.left()), thick),
                m_theme.tone(r.tone));
            if (r.low && r.high && *r.high > *r.low) interval(painter, plot, r, rect.center().y());
        }
        figures(painter, plot, r, rect, end);
        if (r.drill.valid())
            hits.push_back({QRectF(0, rect.top(), plot.right() + text(), rect.height()), r.drill, r.note});
    }

    void interval(QPainter& painter, const QRectF& plot, const present::BarRow& r, double y) const
    {
        const double low = along(m_chart.x, *r.low, plot.left(), plot.right());
        const double high = along(m_chart.x, *r.high, plot.left(), plot.right());
        painter.setPen(QPen(m_theme.ink, 1.2));
        painter.drawLine(QPointF(low, y), QPointF(high, y));
        painter.drawLine(QPointF(low, y - 3), QPointF(low, y + 3));
        painter.drawLine(QPointF(high, y - 3), QPointF(high, y + 3));
    }

    const present::BarChart m_chart;
    const Theme& m_theme;
    double m_label = 0;
    double m_value = 0;
    double m_secondary = 0;
    double m_both = 0;            ///< value and what is secondary, on one line
    mutable bool m_below = false; ///< what is secondary stands below the label; decided with the size
};

class Stacks : public Marks
{
public:
    Stacks(const present::StackChart& chart, const Theme& theme) : m_chart(chart), m_theme(theme)
    {
        for (const auto& row : chart.rows) {
            m_label = std::max(m_label, widthOf(row.label, interFont(kSmallSize)));
            m_total = std::max(m_total, widthOf(row.total, interFont(kSmallSize, QFont::DemiBold)));
        }
    }

    QMarginsF margins(const QSizeF& size) const override
    {
        return {std::min(m_label, size.width() * 0.3) + 26, 26, m_total + 20, 26};
    }

    double leastHeight() const override { return 52 + 26.0 * static_cast<double>(m_chart.rows.size()); }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>&) const override
    {
        legend(painter, plot);
        drawBottomAxis(painter, plot, m_chart.x, m_theme, true);
        for (std::size_t i = 0; i < m_chart.rows.size(); ++i) row(painter, plot, i);
    }

private:
    QColor colour(std::size_t part) const
    {
        static const std::array<QColor, 7> kLight{QColor(0x9AA5B8), QColor(0x5B8DB8), QColor(0x0072B2),
                                                  QColor(0xE0A94A), QColor(0xC77700), QColor(0x7A6FB0),
                                                  QColor(0x4C8C7D)};
        const auto base = kLight[part % kLight.size()];
        return m_theme.dark ? base.lighter(115) : base;
    }

    void legend(QPainter& painter, const QRectF& plot) const
    {
        double x = 4;
        const auto font = interFont(kSmallSize);
        for (qsizetype i = 0; i < m_chart.names.size(); ++i) {
            const double width = widthOf(m_chart.names[i], font);
            if (x + width + 18 > plot.right() + m_total + 16) break;
            painter.fillRect(QRectF(x, plot.top() - 20, 10, 10), colour(static_cast<std::size_t>(i)));
            drawText(painter, QRectF(x + 14, plot.top() - 23, width + 4, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     m_chart.names[i], font, m_theme.muted);
            x += width + 30;
        }
    }

    void row(QPainter& painter, const QRectF& plot, std::size_t i) const
    {
        const auto& r = m_chart.rows[i];
        const auto rect = rowRect(plot, i, m_chart.rows.size());
        const double thick = std::min(26.0, rect.height() * 0.6);
        drawText(painter, QRectF(4, rect.top(), plot.left() - 14, rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
                 r.label, interFont(kSmallSize), m_theme.ink);
        double sum = 0;
        double end = plot.left();
        for (std::size_t p = 0; p < r.parts.size(); ++p) {
            const double from = along(m_chart.x, sum, plot.left(), plot.right());
            sum += r.parts[p].value;
            end = along(m_chart.x, sum, plot.left(), plot.right());
            const QRectF bar(from, rect.center().y() - thick / 2, end - from, thick);
            painter.fillRect(bar, colour(p));
            const auto font = interFont(10.5);
            if (widthOf(r.parts[p].text, font) + 6 < bar.width())
                drawText(painter, bar, Qt::AlignCenter, r.parts[p].text, font, m_theme.on(colour(p)));
        }
        drawText(painter, QRectF(end + 8, rect.top(), m_total + 6, rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
                 r.total, interFont(kSmallSize, QFont::DemiBold), m_theme.ink);
    }

    const present::StackChart m_chart;
    const Theme& m_theme;
    double m_label = 0;
    double m_total = 0;
};

} // namespace

std::unique_ptr<Marks> barMarks(const present::BarChart& chart, const Theme& theme)
{
    return std::make_unique<Bars>(chart, theme);
}
std::unique_ptr<Marks> stackMarks(const present::StackChart& chart, const Theme& theme)
{
    return std::make_unique<Stacks>(chart, theme);
}

} // namespace assay::ui
