// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/trendchart.h"

#include "present/axes.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/format.h"

#include <QDate>
#include <algorithm>
#include <limits>
#include <map>

namespace assay::present {

namespace {

using metrics::Dimension;

/// The middle of "2026-03" or "2026-W09" as an axis position.
double middleOf(const std::string& key)
{
    const QString label = text(key);
    const int year = label.section(u'-', 0, 0).toInt();
    const QString part = label.section(u'-', 1, 1);
    if (!part.startsWith(u'W')) return static_cast<double>(QDate(1970, 1, 1).daysTo(QDate(year, part.toInt(), 15)));
    // ISO 8601: week 1 holds 4 January.
    const QDate fourth(year, 1, 4);
    const QDate monday = fourth.addDays(1 - fourth.dayOfWeek() + 7 * (part.mid(1).toInt() - 1));
    return static_cast<double>(QDate(1970, 1, 1).daysTo(monday)) + 3;
}

struct Scale
{
    double factor = 1; ///< hours become days
    QString title;
    TickText tick;
};

Scale scaleFor(std::string_view unit)
{
    if (unit == "h") return {1.0 / 24, QStringLiteral("days"), [](double v) { return formatTick(v); }};
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

LineSeries seriesOf(const std::vector<metrics::Bucket>& buckets, std::string_view provenance, const Scale& scale,
                    Extent& extent)
{
    LineSeries series;
    series.band = true;
    std::string month;
    bool open = false;
    bool seen = true;
    for (const metrics::Bucket& bucket : buckets) {
        if (bucket.keys.front() != month) {
            if (!seen) open = false;
            seen = false;
            month = bucket.keys.front();
        }
        if (bucket.keys.back() != provenance) continue;
        const metrics::Estimate& e = bucket.estimate;
        seen = e.value.has_value();
        if (!seen) continue;
        if (!open) series.pieces.emplace_back();
        open = true;
        const XYPoint point{middleOf(month), *e.value * scale.factor, e.low.value_or(*e.value) * scale.factor,
                            e.high.value_or(*e.value) * scale.factor};
        extent.add(point);
        series.pieces.back().push_back(point);
    }
    return series;
}

QString countsSentence(Figures& figures, std::string_view metricId)
{
    QStringList counts;
    for (const metrics::Bucket& bucket : figures.split(metricId, {Dimension::Provenance}))
        counts << text(bucket.titles.front()) + u' ' + formatCount(bucket.estimate.total());
    return counts.isEmpty() ? QString() : QStringLiteral("; n: ") + counts.join(QStringLiteral(", "));
}

} // namespace

ChartSpec trendByProvenance(Figures& figures, std::string_view metricId, const QString& id, const QString& title)
{
    const DayRange period = figures.view().period();
    const bool weekly = period.days() <= 130;
    const auto& buckets = figures.split(metricId, {weekly ? Dimension::Week : Dimension::Month, Dimension::Provenance});
    const metrics::Metric* metric = metrics::metricById(metricId);
    const Scale scale = scaleFor(metric ? metric->info().unit : "");
    Extent extent;
    LineChart chart;
    for (const auto& [key, name, tone] : {std::tuple{"human", QStringLiteral("Human-only"), Tone::Human},
                                          std::tuple{"ai", QStringLiteral("AI-assisted"), Tone::Ai}}) {
        LineSeries series = seriesOf(buckets, key, scale, extent);
        series.name = name;
        series.tone = tone;
        if (!series.pieces.empty()) chart.series.push_back(std::move(series));
    }
    ChartSpec spec;
    spec.id = id;
    spec.title = title;
    spec.drill = drillMeasure(metricId, figures.view());
    if (chart.series.empty()) {
        spec.empty = QStringLiteral("Nothing to draw yet: ") + captionText(figures.estimate(metricId));
        return spec;
    }
    spec.subtitle = QStringLiteral("%1, %2; band = 95\u00a0% CI; %3%4")
                        .arg(weekly ? QStringLiteral("By week") : QStringLiteral("By month"),
                             metric->info().unit == "h" ? QStringLiteral("days") : text(metric->info().unit),
                             formatPeriod(period), countsSentence(figures, metricId));
    chart.x = timeAxis(period);
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
