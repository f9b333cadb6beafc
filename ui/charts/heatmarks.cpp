// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/marks.h"

#include <algorithm>

namespace assay::ui {
namespace {

/// Gaps beside labels and cells.
constexpr double kAroundCells = 26;
/// A cell that still holds two digits.
constexpr double kNarrowCell = 24;
/// On paper this is 6.7 pt; nothing is set smaller.
constexpr double kSmallestType = 11;

class Heat : public Marks
{
public:
    Heat(const present::HeatMap& map, const Theme& theme) : m_map(map), m_theme(theme)
    {
        for (const auto& row : map.rows) m_label = std::max(m_label, widthOf(row, interFont(kSmallSize)));
    }

    QMarginsF margins(const QSizeF& size) const override
    {
        // Long labels take what the cells can spare.
        const double spare = size.width() - kAroundCells - kNarrowCell * static_cast<double>(m_map.columns.size());
        return {std::min(m_label, std::max(size.width() * 0.26, spare)) + 24, 24, 2, 2};
    }

    double leastHeight() const override { return 26 + 24.0 * static_cast<double>(m_map.rows.size()); }

    void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>& hits) const override
    {
        const auto columns = static_cast<std::size_t>(m_map.columns.size());
        if (columns == 0) return;
        const double width = plot.width() / static_cast<double>(columns);
        const auto heading = headingFont(width);
        for (std::size_t c = 0; c < columns; ++c)
            drawText(painter, QRectF(plot.left() + width * static_cast<double>(c), plot.top() - 22, width, 16),
                     Qt::AlignCenter, m_map.columns[static_cast<qsizetype>(c)], heading, m_theme.muted);
        const auto rows = static_cast<std::size_t>(m_map.rows.size());
        for (std::size_t r = 0; r < rows; ++r) {
            const auto line = rowRect(plot, r, rows);
            drawText(painter, QRectF(4, line.top(), plot.left() - 14, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     m_map.rows[static_cast<qsizetype>(r)], interFont(kSmallSize), m_theme.ink);
            for (std::size_t c = 0; c < columns && c < m_map.cells[r].size(); ++c)
                cell(painter,
                     QRectF(line.left() + width * static_cast<double>(c) + 1, line.top() + 1, width - 2,
                            line.height() - 2),
                     m_map.cells[r][c], hits);
        }
    }

private:
    /// One size for all headings, so small that none is cut where that can be read.
    [[nodiscard]] QFont headingFont(double width) const
    {
        for (const double pixels : {kSmallSize, kSmallestType}) {
            const auto font = interFont(pixels);
            if (std::all_of(m_map.columns.begin(), m_map.columns.end(),
                            [&](const QString& name) { return widthOf(name, font) <= width; }))
                return font;
        }
        return interFont(kSmallestType);
    }

    void cell(QPainter& painter, const QRectF& rect, const present::HeatCell& c, std::vector<HitArea>& hits) const
    {
        if (!c.value && c.text.isEmpty()) return;
        const auto fill = c.value ? m_theme.heat(*c.value) : m_theme.neutralFill;
        painter.fillRect(rect, fill);
        // Where a cell is too narrow for its words, they are set smaller, then without what can be guessed.
        auto text = c.text;
        auto font = interFont(kSmallSize);
        const auto tooLong = [&] { return widthOf(text, font) > rect.width() - 3; };
        if (tooLong()) font = interFont(11);
        if (tooLong()) text = text.remove(QLatin1Char('%')).remove(QLatin1Char(' ')).remove(QChar::Nbsp);
        if (tooLong() && text.startsWith(QStringLiteral("n<"))) text.remove(0, 1);
        drawText(painter, rect.adjusted(1, 0, -1, 0), Qt::AlignCenter, text, font,
                 c.value ? m_theme.on(fill) : m_theme.muted);
        if (c.drill.valid()) hits.push_back({rect, c.drill, {}});
    }

    const present::HeatMap m_map;
    const Theme& m_theme;
    double m_label = 0;
};

} // namespace

std::unique_ptr<Marks> heatMarks(const present::HeatMap& chart, const Theme& theme)
{
    return std::make_unique<Heat>(chart, theme);
}

} // namespace assay::ui
