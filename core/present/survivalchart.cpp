// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/survivalchart.h"

#include "metrics/survivalcurve.h"
#include "present/axes.h"
#include "present/decimate.h"
#include "present/drill.h"
#include "present/format.h"

#include <algorithm>

namespace assay::present {

namespace {

constexpr std::size_t kCurveHeight = 400; ///< px: finer steps cannot be seen

LineSeries curveOf(const metrics::CurveGroup& group, double& lowest)
{
    LineSeries line;
    line.name = text(group.title);
    line.tone = group.key == "ai" ? Tone::Ai : Tone::Human;
    line.step = true;
    line.band = true;
    std::vector<XYPoint> points;
    for (const metrics::CurvePoint& point : group.points)
        points.push_back({point.days, point.survival, point.low, point.high});
    if (points.empty()) return line;
    lowest = std::min(lowest, points.back().y);
    line.pieces.push_back(decimateSteps(points, kCurveHeight));
    return line;
}

QString subtitleOf(const metrics::CurveComparison& curves, DayRange period)
{
    QStringList counts;
    for (const metrics::CurveGroup& group : curves.groups)
        counts << QStringLiteral("%1 %2, %3 with a defect")
                      .arg(text(group.title), formatCount(group.changes), formatCount(group.hit));
    QString said = QStringLiteral(
        "Kaplan–Meier by days since merge, 95\u00a0% band; recent changes leave the risk set when last observed; ");
    if (curves.logRankP)
        said += *curves.logRankP < 0.001 ? QStringLiteral("log-rank p < 0.001; ")
                                         : QStringLiteral("log-rank %1; ").arg(formatProbability(*curves.logRankP));
    return said + QStringLiteral("n: ") + counts.join(QStringLiteral("; ")) + QStringLiteral("; ") +
           formatPeriod(period);
}

} // namespace

ChartSpec defectFreeChart(Figures& figures, const QString& id)
{
    ChartSpec spec;
    spec.id = id;
    spec.title = QStringLiteral("Changes still free of a known defect");
    spec.drill = drillMeasure("time-to-defect", figures.view());
    const metrics::CurveComparison curves = metrics::defectFreeCurves(figures.view());
    LineChart chart;
    double lowest = 1;
    for (const metrics::CurveGroup& group : curves.groups) {
        LineSeries line = curveOf(group, lowest);
        if (!line.pieces.empty()) chart.series.push_back(std::move(line));
    }
    if (chart.series.empty()) {
        spec.empty =
            curves.note.empty()
                ? QStringLiteral(
                      "No change with known provenance was watched for defects: import the repository and its tickets.")
                : text(curves.note);
        return spec;
    }
    spec.subtitle = subtitleOf(curves, figures.view().period());
    spec.footnote = QStringLiteral("Raw, not adjusted: see the rate ratios beside it.");
    chart.x.max = curves.horizonDays;
    for (double days = 0; days <= curves.horizonDays; days += 30)
        chart.x.ticks.push_back({days, formatNumber(days, 0) + QStringLiteral("\u00a0d")});
    // A survival curve shows its differences near 100 %: the axis need not begin at zero, and says where it does.
    const double reach = std::max(0.02, 1.3 * (1 - lowest));
    chart.y = niceAxis(std::max(0.0, 1 - reach), 1,
                       [](double share) { return formatTick(100 * share) + QStringLiteral("\u00a0%"); });
    for (LineSeries& line : chart.series)
        for (XYPoint& point : line.pieces.front()) point.low = std::max(point.low, chart.y.min);
    spec.body = std::move(chart);
    return spec;
}

} // namespace assay::present
