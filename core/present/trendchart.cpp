// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/trendchart.h"

#include "analysis/rollout.h"
#include "present/axes.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/missing.h"

#include <algorithm>
#include <limits>
#include <map>

namespace assay::present {

namespace {

using metrics::Dimension;

struct Scale
{
    double factor = 1; ///< hours become days
    QString title;
    TickText tick;
};

Scale scaleFor(std::string_view unit)
{
    if (unit == "h") return {1.0 / 24, QStringLiteral("Days"), [](double v) { return formatTick(v); }};
    if (unit == "share") return {1, QString(), [](double v) { return formatPercent(v); }};
    return {1, text(unit), [](double v) { return formatTick(v); }};
}

/// What the axis must show: the figures with room around them. Bands of thin months end at its edge instead of
/// flattening the lines.
struct Extent
{
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();
    double bandLow = low;
    double bandHigh = high;
    void add(const XYPoint& p)
    {
        low = std::min(low, p.y), high = std::max(high, p.y);
        bandLow = std::min(bandLow, p.low), bandHigh = std::max(bandHigh, p.high);
    }
    [[nodiscard]] Axis axis(const TickText& label) const
    {
        const double top = std::min(bandHigh, 1.5 * high);
        const double bottom = std::max(bandLow, 0.5 * low);
        return bottom < 0.4 * top ? zeroAxis(top, label) : niceAxis(bottom, top, label);
    }
};

LineSeries lineOf(const metrics::Series& figures, const Scale& scale, Extent& extent)
{
    LineSeries line;
    line.band = true;
    line.name = text(figures.title);
    line.tone = figures.key == "ai" ? Tone::Ai : figures.key == "human" ? Tone::Human : Tone::Unknown;
    line.dashed = line.tone == Tone::Unknown;
    bool open = false;
    for (const metrics::SeriesPoint& window : figures.points) {
        const metrics::Estimate& e = window.estimate;
        if (!e.value) {
            open = false;
            continue;
        }
        if (!open) line.pieces.emplace_back();
        open = true;
        const XYPoint point{dayNumber(window.window.to), *e.value * scale.factor,
                            e.low.value_or(*e.value) * scale.factor, e.high.value_or(*e.value) * scale.factor};
        extent.add(point);
        line.pieces.back().push_back(point);
    }
    return line;
}

/// What stands above one end of a window: each line's figure with interval and n, as it is and not as the axis cuts it.
std::vector<Marker> readingsOf(const std::vector<const metrics::Series*>& lines)
{
    std::map<Day, QStringList> ends;
    for (const metrics::Series* line : lines)
        for (const metrics::SeriesPoint& point : line->points) {
            if (!point.estimate.value) continue;
            QStringList& said = ends[point.window.to];
            if (said.isEmpty()) said << QStringLiteral("28 days to ") + formatDay(point.window.to);
            const QString caption = captionText(point.estimate);
            said << text(line->title) + QStringLiteral(": ") + figureText(point.estimate) +
                        (caption.isEmpty() ? QString() : QStringLiteral(" · ") + caption);
        }
    std::vector<Marker> readings;
    readings.reserve(ends.size());
    for (const auto& [day, said] : ends) readings.push_back({dayNumber(day), said.join(u'\n')});
    return readings;
}

QString countsSentence(Figures& figures, std::string_view metricId)
{
    QStringList counts;
    for (const metrics::Bucket& bucket : figures.split(metricId, {Dimension::Provenance}))
        counts << text(bucket.titles.front()) + u' ' + formatCount(bucket.estimate.total());
    return counts.isEmpty() ? QString() : QStringLiteral("; n: ") + counts.join(QStringLiteral(", "));
}

/// When the first and the last team had most of their seats. One word where that lies within a window.
std::vector<Marker> rolloutMarkers(const facts::View& view)
{
    const auto starts = analysis::rolloutStarts(view);
    if (starts.empty()) return {};
    const DayRange period = view.period();
    const Day first = starts.front().day;
    const Day last = starts.back().day;
    const bool apart = (last - first).count() > 28;
    std::vector<Marker> markers;
    const auto add = [&](Day day, const QString& label) {
        if (period.from < day && day < period.to) markers.push_back({dayNumber(day), label});
    };
    add(first, apart ? QStringLiteral("first team has seats") : QStringLiteral("rollout"));
    if (apart) add(last, QStringLiteral("all teams"));
    return markers;
}

} // namespace

ChartSpec trendByProvenance(Figures& figures, std::string_view metricId, const QString& id, const QString& title)
{
    const DayRange period = figures.view().period();
    const metrics::Metric* metric = metrics::metricById(metricId);
    const Scale scale = scaleFor(metric ? metric->info().unit : "");
    Extent extent;
    LineChart chart;
    std::vector<const metrics::Series*> drawn;
    for (const char* key : {"ai", "human", "unknown"})
        for (const metrics::Series& series : figures.series(metricId, true)) {
            // Work of unknown provenance stands for nobody; it is drawn where there is no second group beside it.
            if (series.key != key || chart.series.size() == 2) continue;
            LineSeries line = lineOf(series, scale, extent);
            if (line.pieces.empty()) continue;
            chart.series.push_back(std::move(line));
            drawn.push_back(&series);
        }
    ChartSpec spec;
    spec.id = id;
    spec.measure = text(metricId);
    spec.title = title;
    spec.drill = drillMeasure(metricId, figures.view());
    if (chart.series.empty()) {
        spec.empty = whyMissing(figures, metricId);
        return spec;
    }
    const bool weekly = figures.seriesStep() == metrics::SeriesStep::Week;
    spec.subtitle = QStringLiteral("Raw, not adjusted; %1%2, 28-day window; band = 95\u00a0% CI; %3%4")
                        .arg(scale.title.isEmpty() ? QString() : scale.title.toLower() + QStringLiteral("; "),
                             weekly ? QStringLiteral("weekly") : QStringLiteral("monthly"), formatPeriod(period),
                             countsSentence(figures, metricId));
    if (metric && metric->info().ripeAfterDays > 0)
        spec.footnote =
            QStringLiteral("Ends %1 days before the data do: most defects of younger changes are still to show.")
                .arg(metric->info().ripeAfterDays);
    chart.x = timeAxis(period);
    chart.markers = rolloutMarkers(figures.view());
    chart.readings = readingsOf(drawn);
    chart.y = extent.axis(scale.tick);
    for (LineSeries& series : chart.series)
        for (auto& piece : series.pieces)
            for (XYPoint& point : piece) {
                point.low = std::clamp(point.low, chart.y.min, chart.y.max);
                point.high = std::clamp(point.high, chart.y.min, chart.y.max);
            }
    chart.y.title = scale.title;
    spec.body = std::move(chart);
    return spec;
}

} // namespace assay::present
