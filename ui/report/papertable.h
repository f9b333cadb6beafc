// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/tablespec.h"

#include <QPainter>
#include <vector>

namespace assay::ui {

/// A table on paper: columns as wide as their text needs, cells that wrap, type of 7.5 pt throughout. Sizes in CSS
/// pixels, as everywhere on a Sheet. The spec outlives the table.
class PaperTable
{
public:
    PaperTable(const present::TableSpec& spec, double width, const Theme& theme);

    [[nodiscard]] std::size_t rows() const { return m_rowHeights.size(); }
    [[nodiscard]] double headHeight() const { return m_headHeight; }
    [[nodiscard]] double rowHeight(std::size_t row) const { return m_rowHeights[row]; }
    [[nodiscard]] double height() const; ///< head and all rows

    void drawHead(QPainter& painter, QPointF at) const;
    void drawRow(QPainter& painter, QPointF at, std::size_t row) const;

private:
    void measureColumns();
    void drawCell(QPainter& painter, const QRectF& rect, std::size_t column, const present::Cell& cell) const;
    [[nodiscard]] double heightOf(std::size_t column, const present::Cell& cell) const;

    const present::TableSpec& m_spec;
    const Theme& m_theme;
    double m_width;
    std::vector<double> m_columns;
    double m_headHeight = 0;
    std::vector<double> m_rowHeights;
};

} // namespace assay::ui
