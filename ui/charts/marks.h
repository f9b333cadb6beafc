// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/chartspec.h"

#include <QMarginsF>
#include <QPainter>
#include <QRectF>
#include <functional>
#include <vector>

/// What Qt Charts has no type for, drawn by hand within a chart's plot area. Everything works in the chart's
/// coordinates, so the same code draws on screen and into the PDF.
namespace assay::ui {

/// A place on a chart that opens rows.
struct HitArea
{
    QRectF rect;
    present::RowsQuery rows;
    QString tip;
};

/// One kind of drawing: how much room it needs around the plot, and the drawing itself.
class Marks
{
public:
    virtual ~Marks() = default;
    [[nodiscard]] virtual QMarginsF margins(const QSizeF& size) const = 0;
    /// Height below which rows would run into each other; 0 where any will do.
    [[nodiscard]] virtual double leastHeight() const { return 0; }
    virtual void paint(QPainter& painter, const QRectF& plot, std::vector<HitArea>& hits) const = 0;
};

[[nodiscard]] std::unique_ptr<Marks> marksFor(const present::ChartBody& body, const Theme& theme);

// One maker per body, each in its own file.
[[nodiscard]] std::unique_ptr<Marks> lineMarks(const present::LineChart& chart, const Theme& theme);
[[nodiscard]] std::unique_ptr<Marks> forestMarks(const present::ForestChart& chart, const Theme& theme);
[[nodiscard]] std::unique_ptr<Marks> dumbbellMarks(const present::DumbbellChart& chart, const Theme& theme);
[[nodiscard]] std::unique_ptr<Marks> barMarks(const present::BarChart& chart, const Theme& theme);
[[nodiscard]] std::unique_ptr<Marks> stackMarks(const present::StackChart& chart, const Theme& theme);
[[nodiscard]] std::unique_ptr<Marks> heatMarks(const present::HeatMap& chart, const Theme& theme);
[[nodiscard]] std::unique_ptr<Marks> timelineMarks(const present::TimelineChart& chart, const Theme& theme);
[[nodiscard]] std::unique_ptr<Marks> columnMarks(const present::ColumnChart& chart, const Theme& theme);
[[nodiscard]] std::unique_ptr<Marks> tornadoMarks(const present::TornadoChart& chart, const Theme& theme);

// Helpers that all of them share.

/// Linear position of a value between two edges.
[[nodiscard]] double along(const present::Axis& axis, double value, double from, double to);
/// Where the labels of a line chart's markers stand: right of their lines, left where the plot ends or another marker's
/// line would cross them, a line lower where two would meet.
[[nodiscard]] std::vector<QRectF> markerLabels(const present::LineChart& chart, const QRectF& plot);
[[nodiscard]] double widthOf(const QString& text, const QFont& font);
/// Text in a rectangle, elided where it would not fit.
void drawText(QPainter& painter, const QRectF& rect, int flags, const QString& text, const QFont& font,
              const QColor& colour);
/// A name beside its row: broken into two lines where it is too long for one and there is room, else cut.
void drawName(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, const QColor& colour);
[[nodiscard]] bool takesTwoLines(const QRectF& rect, const QString& text, const QFont& font);
/// Height of row `i` of `n` rows in a plot.
[[nodiscard]] QRectF rowRect(const QRectF& plot, std::size_t row, std::size_t rows);
/// Vertical grid lines and tick labels below the plot.
void drawBottomAxis(QPainter& painter, const QRectF& plot, const present::Axis& axis, const Theme& theme, bool grid);

} // namespace assay::ui
