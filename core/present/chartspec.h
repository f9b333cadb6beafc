// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/hint.h"
#include "present/rowsquery.h"
#include "present/tone.h"

#include <QString>
#include <QStringList>
#include <optional>
#include <variant>
#include <vector>

/// Charts as values. Numbers are ready to draw and texts ready to show: whoever draws does no arithmetic on data.
namespace assay::present {

struct AxisTick
{
    double at = 0;
    QString label;
};
struct Axis
{
    double min = 0;
    double max = 1;
    std::vector<AxisTick> ticks; ///< never empty
    QString title;
};

/// A vertical line with a word: rollout, change point.
struct Marker
{
    double at = 0;
    QString label;
};

struct XYPoint
{
    double x = 0;
    double y = 0;
    double low = 0; ///< band; equal to y where there is none
    double high = 0;
};

/// Lines over time or another number. Gaps stay gaps: each run of points is its own piece.
struct LineSeries
{
    QString name;
    Tone tone = Tone::Neutral;
    bool dashed = false;
    bool step = false; ///< Kaplan–Meier
    std::vector<std::vector<XYPoint>> pieces;
    bool band = false;
};
struct LineChart
{
    Axis x;
    Axis y;
    std::vector<LineSeries> series; ///< labelled at their right end, no legend box
    std::vector<Marker> markers;
    std::vector<Marker> readings{}; ///< what the lines say at a place along x, in words; ascending
};

/// Effects with intervals about a line of no difference.
struct ForestRow
{
    QString label;
    QString value;            ///< "−9 %"
    QString counts;           ///< "1,204 / 3,871"
    std::optional<double> at; ///< absent: "not enough data" stands in `note`
    double low = 0;
    double high = 0;
    Tone tone = Tone::Neutral;
    bool summary = false; ///< drawn as a diamond, bold
    QString note;
    RowsQuery drill;
};
struct ForestChart
{
    Axis x;
    double none = 0; ///< the value of no difference
    QString left;    ///< "← faster"
    QString right;   ///< "slower →"
    QString countsTitle;
    std::vector<ForestRow> rows;
};

/// Two dots and the gap between them, per row (formal against real adoption).
struct DumbbellRow
{
    QString label;
    std::optional<double> hollow; ///< formal
    std::optional<double> solid;  ///< real
    QString gap;                  ///< "−47 pts"
    QString note;                 ///< instead of dots: "n < 5"
    RowsQuery drill;
};
struct DumbbellChart
{
    Axis x;
    std::vector<DumbbellRow> rows;
    std::optional<double> bandFrom; ///< shaded reference, with its source in bandLabel
    double bandTo = 0;
    QString bandLabel;
};

/// Horizontal bars with a figure at their end (ladder from seats to trust; stages of delivery).
struct BarRow
{
    QString label;
    std::optional<double> value;
    std::optional<double> low;
    std::optional<double> high;
    QString text;      ///< "198"
    QString secondary; ///< "93 %"
    Tone tone = Tone::Neutral;
    QString note; ///< shown instead of the bar where the value is absent: "no sign-in data"
    RowsQuery drill;
};
struct BarChart
{
    Axis x; ///< begins at zero
    std::vector<BarRow> rows;
};

/// Bars split in parts (stages per group).
struct StackPart
{
    double value = 0;
    QString text;
};
struct StackRow
{
    QString label;
    std::vector<StackPart> parts; ///< as many as `names`
    QString total;
};
struct StackChart
{
    Axis x;
    QStringList names;
    std::vector<StackRow> rows;
};

/// Shares in cells; an absent value is a light cell with its reason.
struct HeatCell
{
    std::optional<double> value; ///< 0…1 of the colour scale
    QString text;                ///< "66 %", "n < 5", empty where there is nothing to say
    RowsQuery drill;
};
struct HeatMap
{
    QStringList columns;
    QStringList rows;
    std::vector<std::vector<HeatCell>> cells; ///< [row][column]
};

/// Moments along one line, first to last, and the time between each and the next.
struct TimelineStop
{
    double at = 0; ///< 0…1: in order and apart enough to be read, so not quite to scale
    QString title; ///< "First review"
    QString when;  ///< "14 May 15:48"
    QString leg;   ///< until the next stop: "review 0.9 d"; empty at the last
};
struct TimelineChart
{
    std::vector<TimelineStop> stops;
};

/// Upright bars that begin and end where they must: steps of a waterfall with a word below each, or a histogram over
/// numbers, whose bars touch.
struct Column
{
    double from = 0; ///< along x; of a waterfall: its place, and from + 1
    double to = 0;
    double low = 0; ///< along y
    double high = 0;
    QString label; ///< below it; empty in a histogram
    QString text;  ///< above it
    Tone tone = Tone::Neutral;
};
struct ColumnChart
{
    Axis x; ///< its ticks are drawn where columns have no labels
    Axis y;
    std::vector<Column> columns;
    std::vector<Marker> markers;
};

/// What a result becomes as one thing goes from its low to its high value, widest first.
struct TornadoRow
{
    QString label;
    double atLow = 0; ///< the result there
    double atHigh = 0;
    QString low; ///< "8.8 %"
    QString high;
    QString tip; ///< both results in words
};
struct TornadoChart
{
    Axis x;
    double base = 0; ///< the result with everything at its most likely value
    std::vector<TornadoRow> rows;
};

using ChartBody = std::variant<LineChart, ForestChart, DumbbellChart, BarChart, StackChart, HeatMap, TimelineChart,
                               ColumnChart, TornadoChart>;

struct ChartSpec
{
    QString id; ///< stable: "delivery.trend"
    QString title;
    QString subtitle; ///< what, unit, n, period, how the interval was made
    ChartBody body;
    QString empty; ///< instead of the chart: why there is none, and what would bring it
    QString footnote;
    RowsQuery drill;
    QString measure = {};         ///< as KpiSpec::measure
    std::vector<Hint> hints = {}; ///< as KpiSpec::hints
};

} // namespace assay::present
