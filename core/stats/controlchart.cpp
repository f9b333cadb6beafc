// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/controlchart.h"

#include "stats/quantile.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

namespace {

/// Mean absolute difference of neighbours, divided by its expectation for a standard normal.
constexpr double kRangeToSigma = 1.128;
constexpr double kRangeLimit = 3.267;

std::optional<Reason> problemOfSeries(std::span<const double> values)
{
    if (values.empty()) return Reason::Empty;
    if (!allFinite(values)) return Reason::NotFinite;
    return std::nullopt;
}

std::optional<Reason> problemOfRates(std::span<const double> events, std::span<const double> exposure)
{
    if (const auto problem = problemOfSeries(events)) return problem;
    if (events.size() != exposure.size()) return Reason::LengthMismatch;
    if (!allFinite(exposure)) return Reason::NotFinite;
    if (std::any_of(exposure.begin(), exposure.end(), [](double e) { return !(e > 0); })) return Reason::ZeroWeight;
    if (std::any_of(events.begin(), events.end(), [](double e) { return e < 0; })) return Reason::OutOfRange;
    return std::nullopt;
}

double sumOf(std::span<const double> values)
{
    double sum = 0;
    for (double v : values) sum += v;
    return sum;
}

double meanMovingRange(std::span<const double> values)
{
    double sum = 0;
    for (std::size_t i = 1; i < values.size(); ++i) sum += std::abs(values[i] - values[i - 1]);
    return sum / static_cast<double>(values.size() - 1);
}

void findSignal(ControlChart& chart)
{
    const auto first =
        std::find_if(chart.points.begin(), chart.points.end(), [](const ChartPoint& p) { return p.outside(); });
    if (first != chart.points.end()) chart.firstSignal = static_cast<std::size_t>(first - chart.points.begin());
}

enum class Counted
{
    Shares,
    Rates
};

/// Charts of counts: `wide` estimates the spread between periods (Laney), else limits are those of counting alone.
Outcome<ControlChart> countChart(std::span<const double> events, std::span<const double> exposure, Counted kind,
                                 bool wide)
{
    if (const auto problem = problemOfRates(events, exposure)) return because(*problem);
    ControlChart chart;
    chart.centre = sumOf(events) / sumOf(exposure);
    if (kind == Counted::Shares && chart.centre > 1) return because(Reason::OutOfRange);
    const double variance = kind == Counted::Shares ? chart.centre * (1 - chart.centre) : chart.centre;
    if (!(variance > 0)) return because(Reason::Constant);
    std::vector<double> z;
    for (std::size_t i = 0; i < events.size(); ++i)
        z.push_back((events[i] / exposure[i] - chart.centre) / std::sqrt(variance / exposure[i]));
    if (wide && z.size() < 2) return because(Reason::TooFew);
    chart.sigma = wide ? meanMovingRange(z) / kRangeToSigma : 1;
    if (!(chart.sigma > 0)) return because(Reason::Constant);
    for (std::size_t i = 0; i < events.size(); ++i) {
        const double half = 3 * chart.sigma * std::sqrt(variance / exposure[i]);
        ChartPoint point{events[i] / exposure[i], chart.centre - half, chart.centre + half};
        if (!wide) point.low = std::max(0.0, point.low);
        if (!wide && kind == Counted::Shares) point.high = std::min(1.0, point.high);
        chart.points.push_back(point);
    }
    findSignal(chart);
    return chart;
}

} // namespace

Outcome<ControlChart> ewmaChart(std::span<const double> values, double target, double sigma, double lambda,
                                double width)
{
    if (const auto problem = problemOfSeries(values)) return because(*problem);
    if (!(sigma > 0)) return because(Reason::Constant);
    if (!(lambda > 0 && lambda <= 1) || !(width > 0) || !std::isfinite(target)) return because(Reason::OutOfRange);
    ControlChart chart{.centre = target, .sigma = sigma, .points = {}};
    double z = target;
    double left = 1;
    for (double value : values) {
        z = lambda * value + (1 - lambda) * z;
        left *= (1 - lambda) * (1 - lambda);
        const double half = width * sigma * std::sqrt(lambda / (2 - lambda) * (1 - left));
        chart.points.push_back({z, target - half, target + half});
    }
    findSignal(chart);
    return chart;
}

Outcome<Cusum> cusum(std::span<const double> values, double target, double slack, double limit)
{
    if (const auto problem = problemOfSeries(values)) return because(*problem);
    if (!(slack >= 0) || !(limit > 0) || !std::isfinite(target)) return because(Reason::OutOfRange);
    Cusum result;
    CusumPoint now;
    for (std::size_t i = 0; i < values.size(); ++i) {
        now.upper = std::max(0.0, values[i] - (target + slack) + now.upper);
        now.lower = std::max(0.0, target - slack - values[i] + now.lower);
        now.upperRun = now.upper > 0 ? now.upperRun + 1 : 0;
        now.lowerRun = now.lower > 0 ? now.lowerRun + 1 : 0;
        result.points.push_back(now);
        if (result.firstSignal || (now.upper <= limit && now.lower <= limit)) continue;
        result.firstSignal = i;
        result.upward = now.upper > limit;
        const auto run = static_cast<std::size_t>(result.upward ? now.upperRun : now.lowerRun);
        if (i >= run) result.lastBefore = i - run;
    }
    return result;
}

Outcome<ControlChart> pChart(std::span<const double> events, std::span<const double> trials)
{
    return countChart(events, trials, Counted::Shares, false);
}

Outcome<ControlChart> uChart(std::span<const double> events, std::span<const double> exposure)
{
    return countChart(events, exposure, Counted::Rates, false);
}

Outcome<ControlChart> laneyPChart(std::span<const double> events, std::span<const double> trials)
{
    return countChart(events, trials, Counted::Shares, true);
}

Outcome<ControlChart> laneyUChart(std::span<const double> events, std::span<const double> exposure)
{
    return countChart(events, exposure, Counted::Rates, true);
}

Outcome<ControlChart> individualsChart(std::span<const double> values)
{
    if (const auto problem = problemOfSeries(values)) return because(*problem);
    if (values.size() < 2) return because(Reason::TooFew);
    ControlChart chart{.centre = *mean(values), .sigma = meanMovingRange(values) / kRangeToSigma, .points = {}};
    if (!(chart.sigma > 0)) return because(Reason::Constant);
    for (double value : values)
        chart.points.push_back({value, chart.centre - 3 * chart.sigma, chart.centre + 3 * chart.sigma});
    findSignal(chart);
    return chart;
}

Outcome<double> movingRangeLimit(std::span<const double> values)
{
    if (const auto problem = problemOfSeries(values)) return because(*problem);
    if (values.size() < 2) return because(Reason::TooFew);
    return kRangeLimit * meanMovingRange(values);
}

} // namespace assay::stats
