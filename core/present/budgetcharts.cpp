// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budgetcharts.h"

#include "decision/verdict.h"
#include "present/axes.h"
#include "present/budgettext.h"
#include "present/format.h"
#include "whatif/model.h"

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

using whatif::Parameter;

constexpr std::size_t kMostBars = 8;

ChartSpec begunChart(const char* id, const QString& title, const QString& subtitle)
{
    ChartSpec spec;
    spec.id = QString::fromUtf8(id);
    spec.title = title;
    spec.subtitle = subtitle;
    return spec;
}

TickText moneyTicks(const whatif::Scenario& scenario)
{
    return [currency = scenario.currency](double value) { return formatMoney(value, currency); };
}

QString trialsText(std::size_t trials)
{
    return QStringLiteral("%1 trials").arg(formatCount(static_cast<std::int64_t>(trials)));
}

whatif::SimulationSettings fewer(std::size_t trials)
{
    whatif::SimulationSettings settings;
    settings.trials = std::min<std::size_t>(trials, 4096);
    return settings;
}

LineSeries frontierLine(const std::vector<whatif::FrontierPoint>& points, const QString& name, Tone tone)
{
    LineSeries line;
    line.name = name;
    line.tone = tone;
    line.pieces.emplace_back();
    for (const whatif::FrontierPoint& p : points)
        if (p.second) line.pieces.back().push_back({p.first, *p.second, *p.second, *p.second});
    return line;
}

/// A share as it is printed: steps between printed levels add up for whoever adds them.
double asPrinted(double level)
{
    return std::round(level * 1000) / 1000;
}

} // namespace

ChartSpec fanChart(const whatif::Scenario& scenario, std::size_t trials)
{
    ChartSpec spec = begunChart("economics.fan", QStringLiteral("Cumulative net value"),
                                QStringLiteral("Discounted, median and 80\u00a0% range by month; %1")
                                    .arg(trialsText(std::min<std::size_t>(trials, 20'480))));
    whatif::SimulationSettings settings;
    settings.trials = trials;
    const auto fan = whatif::cashFan(scenario, settings);
    if (!fan) {
        spec.empty = text(fan.error().message);
        return spec;
    }
    LineSeries line;
    line.name = QStringLiteral("median");
    line.tone = Tone::Ai;
    line.band = true;
    line.pieces.emplace_back();
    double low = 0;
    double high = 0;
    for (std::size_t month = 0; month < fan->size(); ++month) {
        const whatif::FanMonth& m = (*fan)[month];
        line.pieces.back().push_back({static_cast<double>(month), m.p50, m.p10, m.p90});
        low = std::min(low, m.p10);
        high = std::max(high, m.p90);
    }
    LineChart chart;
    chart.x = niceAxis(
        0, scenario.months, [](double month) { return formatTick(month); }, 6);
    chart.x.title = QStringLiteral("months from the start");
    chart.y = niceAxis(low, high, moneyTicks(scenario));
    chart.series = {std::move(line)};
    spec.body = std::move(chart);
    return spec;
}

ChartSpec waterfallChart(const whatif::Scenario& scenario)
{
    ChartSpec spec =
        begunChart("economics.waterfall", QStringLiteral("From the vendor's claim to capacity you can bank"),
                   QStringLiteral("Share of all development hours, most likely values; each step is a measured or "
                                  "sourced loss"));
    ColumnChart chart;
    double low = 0;
    double high = 0;
    double before = 0;
    for (const whatif::WaterfallStep& step : whatif::waterfall(scenario, whatif::modesOf(scenario))) {
        const bool end = chart.columns.empty() || step.title == "Banked";
        const double from = end ? 0 : before;
        Column column{static_cast<double>(chart.columns.size()),
                      static_cast<double>(chart.columns.size() + 1),
                      std::min(from, step.level),
                      std::max(from, step.level),
                      text(step.title),
                      end ? formatPercent(step.level, 1) : formatPoints(asPrinted(step.level) - asPrinted(before), 1),
                      Tone::Attention};
        if (end) column.tone = chart.columns.empty() ? Tone::Formal : step.level > 0 ? Tone::Ai : Tone::Bad;
        if (!end && step.change > 0) column.tone = Tone::Ai;
        before = step.level;
        low = std::min(low, column.low);
        high = std::max(high, column.high);
        chart.columns.push_back(std::move(column));
    }
    chart.x = {0, static_cast<double>(chart.columns.size()), {}, {}};
    chart.y = niceAxis(
        low, high, [](double share) { return formatPercent(share); }, 4);
    spec.body = std::move(chart);
    spec.footnote =
        QStringLiteral("Elapsed time is not effort, and freed time is not yet used time: both are explicit.");
    return spec;
}

ChartSpec tornadoChart(const whatif::Scenario& scenario)
{
    ChartSpec spec = begunChart("economics.tornado", QStringLiteral("What moves the result most"),
                                QStringLiteral("Net value when one assumption goes from its 10th to its 90th "
                                               "percentile, the others at their most likely value"));
    std::vector<whatif::TornadoBar> bars = whatif::tornado(scenario);
    if (bars.empty()) {
        spec.empty = QStringLiteral("Every assumption is known exactly, so none can move the result.");
        return spec;
    }
    bars.resize(std::min(bars.size(), kMostBars));
    TornadoChart chart;
    chart.base = whatif::evaluate(scenario, whatif::modesOf(scenario)).npv;
    double low = chart.base;
    double high = chart.base;
    for (const whatif::TornadoBar& bar : bars) {
        TornadoRow row;
        row.label = text(whatif::info(bar.id).title);
        row.atLow = bar.npvAtLow;
        row.atHigh = bar.npvAtHigh;
        row.low = assumptionText(bar.id, bar.low, scenario.currency);
        row.high = assumptionText(bar.id, bar.high, scenario.currency);
        low = std::min({low, bar.npvAtLow, bar.npvAtHigh});
        high = std::max({high, bar.npvAtLow, bar.npvAtHigh});
        chart.rows.push_back(std::move(row));
    }
    chart.x = niceAxis(low, high, moneyTicks(scenario), 4);
    spec.footnote =
        QStringLiteral("At the ends, the value of the assumption. The line is the net value at the most likely values, "
                       "%1; the widest bar goes from %2 to %3.")
            .arg(formatMoney(chart.base, scenario.currency),
                 formatMoney(std::min(bars.front().npvAtLow, bars.front().npvAtHigh), scenario.currency),
                 formatMoney(std::max(bars.front().npvAtLow, bars.front().npvAtHigh), scenario.currency));
    spec.body = std::move(chart);
    return spec;
}

ChartSpec distributionChart(const whatif::Scenario& scenario, const Result<whatif::Summary>& summary)
{
    ChartSpec spec = begunChart("economics.distribution", QStringLiteral("How often each net value comes out"), {});
    if (!summary) {
        spec.empty = text(summary.error().message);
        return spec;
    }
    const whatif::Histogram& h = summary->npvHistogram;
    if (h.width <= 0) {
        spec.empty = QStringLiteral("Every assumption is known exactly: the net value is %1.")
                         .arg(formatMoney(summary->npv.p50, scenario.currency));
        return spec;
    }
    spec.subtitle = QStringLiteral("Share of %1 over %2 months; each bar %3")
                        .arg(trialsText(summary->trials))
                        .arg(scenario.months)
                        .arg(formatMoney(h.width, scenario.currency));
    ColumnChart chart;
    double most = 0;
    for (std::size_t i = 0; i < h.counts.size(); ++i) {
        const double from = h.from + h.width * static_cast<double>(i);
        const double share = static_cast<double>(h.counts[i]) / static_cast<double>(summary->trials);
        // A bar that ends at zero is a loss: its edge may lie a rounding error beyond.
        const Tone tone = from + h.width / 2 < 0 ? Tone::Attention : Tone::Ai;
        chart.columns.push_back({from, from + h.width, 0, share, {}, {}, tone});
        most = std::max(most, share);
    }
    const double end = h.from + h.width * static_cast<double>(h.counts.size());
    chart.x = niceAxis(std::min(0.0, h.from), std::max(0.0, end), moneyTicks(scenario));
    chart.y = zeroAxis(most, [](double share) { return formatPercent(share); });
    chart.markers = {{0, QStringLiteral("%1 of trials gain").arg(formatPercent(summary->probabilityPositive))}};
    spec.body = std::move(chart);
    spec.footnote = QStringLiteral("The outermost 0.5\u00a0% of the trials at either end are not drawn.");
    return spec;
}

ChartSpec frontierChart(const whatif::Scenario& scenario, std::size_t trials)
{
    ChartSpec spec = begunChart("economics.frontier", QStringLiteral("Break-even frontier"),
                                QStringLiteral("Time saved that is needed at each plateau of real adoption; %1 each")
                                    .arg(trialsText(fewer(trials).trials)));
    LineChart chart;
    double low = 0;
    double high = 0;
    for (const auto& [target, tone] :
         {std::pair{0.5, Tone::Neutral}, std::pair{decision::kProbabilityToScale, Tone::Ai}}) {
        const auto points =
            whatif::frontier(scenario, whatif::Goal::ProbabilityPositive, target, Parameter::AdoptionPlateau, 0.15,
                             0.75, 7, Parameter::TimeSaved, fewer(trials));
        if (!points) {
            spec.empty = text(points.error().message);
            return spec;
        }
        LineSeries line = frontierLine(*points, QStringLiteral("P(net > 0) = %1").arg(formatPercent(target)), tone);
        for (const XYPoint& p : line.pieces.front()) {
            low = std::min(low, p.y);
            high = std::max(high, p.y);
        }
        if (!line.pieces.front().empty()) chart.series.push_back(std::move(line));
    }
    if (chart.series.empty()) {
        spec.empty = QStringLiteral("At no level of adoption does any possible saving reach an even chance.");
        return spec;
    }
    const auto percent = [](double share) { return formatPercent(share); };
    chart.x = niceAxis(0.15, 0.75, percent);
    chart.x.title = QStringLiteral("real adoption at the plateau");
    chart.y = niceAxis(low, std::max(high, scenario.at(Parameter::TimeSaved).mode), percent);
    spec.body = std::move(chart);
    spec.footnote =
        QStringLiteral("Assumed in this scenario: %1 saved at %2 adoption.")
            .arg(assumptionText(Parameter::TimeSaved, scenario.at(Parameter::TimeSaved).mode, scenario.currency),
                 assumptionText(Parameter::AdoptionPlateau, scenario.at(Parameter::AdoptionPlateau).mode,
                                scenario.currency));
    return spec;
}

ChartSpec worthChart(const whatif::Scenario& scenario, const Result<std::vector<whatif::InformationValue>>& worth)
{
    ChartSpec spec = begunChart("economics.worth", QStringLiteral("What is worth measuring next"),
                                QStringLiteral("Expected value of knowing one assumption exactly before deciding"));
    if (!worth) {
        spec.empty = text(worth.error().message);
        return spec;
    }
    BarChart chart;
    double most = 0;
    for (const whatif::InformationValue& value : *worth) {
        if (chart.rows.size() == 6 || value.worth <= 0) break;
        BarRow row;
        row.label = text(whatif::info(value.id).title);
        row.value = value.worth;
        row.text = formatMoney(value.worth, scenario.currency);
        row.secondary = QStringLiteral("rank corr. ") + formatNumber(value.rankCorrelation, 2);
        row.tone = Tone::Ai;
        most = std::max(most, value.worth);
        chart.rows.push_back(std::move(row));
    }
    if (chart.rows.empty()) {
        spec.empty = QStringLiteral("No assumption, known exactly, would change the decision.");
        return spec;
    }
    chart.x = zeroAxis(most, moneyTicks(scenario));
    spec.body = std::move(chart);
    return spec;
}

} // namespace assay::present
