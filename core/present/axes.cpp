// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/axes.h"

#include "present/format.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace assay::present {

namespace {

double niceStep(double span, int wanted)
{
    const double rough = span / std::max(1, wanted);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (rough <= factor * power * 1.0000001) return factor * power;
    return 10 * power;
}

/// Ratio ticks from narrow to wide; each is roughly symmetric about 1.
constexpr std::array<std::array<double, 5>, 7> kRatioTicks{{{0.95, 0.975, 1, 1.025, 1.05},
                                                            {0.8, 0.9, 1, 1.1, 1.25},
                                                            {0.65, 0.8, 1, 1.25, 1.5},
                                                            {0.5, 0.7, 1, 1.4, 2},
                                                            {0.25, 0.5, 1, 2, 4},
                                                            {0.1, 0.3, 1, 3, 10},
                                                            {0.05, 0.2, 1, 5, 20}}};

Axis ratioAxis(EffectStyle style, double extreme)
{
    const auto* ticks = &kRatioTicks.back();
    for (const auto& candidate : kRatioTicks)
        if (extreme <= std::min(-std::log(candidate.front()), std::log(candidate.back()))) {
            ticks = &candidate;
            break;
        }
    Axis axis;
    for (const double ratio : *ticks)
        axis.ticks.push_back({std::log(ratio), style == EffectStyle::Change
                                                   ? formatChange(ratio)
                                                   : QChar(0x00d7) + formatSignificant(ratio)});
    axis.max = std::max(-axis.ticks.front().at, axis.ticks.back().at);
    axis.min = -axis.max;
    return axis;
}

} // namespace

Axis niceAxis(double low, double high, const TickText& label, int wanted)
{
    if (!(high > low)) {
        low -= low == 0 ? 0 : std::abs(low) / 2;
        high = high == 0 ? 1 : high + std::abs(high) / 2;
    }
    const double step = niceStep(high - low, wanted);
    const auto first = std::llround(std::floor(low / step + 1e-9));
    const auto last = std::llround(std::ceil(high / step - 1e-9));
    Axis axis;
    axis.min = static_cast<double>(first) * step;
    axis.max = static_cast<double>(last) * step;
    for (auto i = first; i <= last; ++i)
        axis.ticks.push_back({static_cast<double>(i) * step, label(static_cast<double>(i) * step)});
    return axis;
}

Axis zeroAxis(double high, const TickText& label, int wanted)
{
    return niceAxis(0, high > 0 ? high : 1, label, wanted);
}

Axis shareAxis()
{
    return niceAxis(0, 1, [](double share) { return formatPercent(share); });
}

double dayNumber(Day day)
{
    return toEpochDay(day);
}

Axis timeAxis(DayRange period)
{
    using namespace std::chrono;
    Axis axis;
    axis.min = dayNumber(period.from);
    axis.max = std::max(axis.min + 1, dayNumber(period.to));
    if (period.days() < 75) {
        const int step = period.days() <= 14 ? 2 : 7;
        for (Day day = period.from; day <= period.to; day += days{step})
            axis.ticks.push_back({dayNumber(day), formatShortDay(day)});
        return axis;
    }
    const int every = period.days() < 230    ? 1
                      : period.days() < 430  ? 2
                      : period.days() < 800  ? 3
                      : period.days() < 1500 ? 6
                                             : 12;
    year_month_day first{period.from};
    year_month month = first.year() / first.month();
    if (first.day() != day{1}) month += months{1};
    for (; sys_days{month / day{1}} <= period.to; month += months{1}) {
        if ((static_cast<unsigned>(month.month()) - 1) % static_cast<unsigned>(every) != 0) continue;
        const Day at = sys_days{month / day{1}};
        // The year is said where it begins and on the first label; between them the month is enough.
        const bool year = axis.ticks.empty() || month.month() == January;
        axis.ticks.push_back({dayNumber(at), year ? formatMonth(at) : formatShortDay(at).section(u' ', 1)});
    }
    if (axis.ticks.empty()) axis.ticks.push_back({axis.min, formatMonth(period.from)});
    return axis;
}

Axis effectAxis(EffectStyle style, double extreme)
{
    if (style != EffectStyle::Points) return ratioAxis(style, extreme);
    const double reach = std::clamp(extreme, 0.02, 1.0);
    Axis axis = niceAxis(
        -reach, reach, [](double value) { return formatPoints(value); }, 4);
    axis.max = std::max(-axis.min, axis.max);
    axis.min = -axis.max;
    return axis;
}

double effectPosition(const Axis& axis, EffectStyle style, double effect)
{
    if (style == EffectStyle::Points) return std::clamp(effect, axis.min, axis.max);
    return effect > 0 ? std::clamp(std::log(effect), axis.min, axis.max) : axis.min;
}

} // namespace assay::present
