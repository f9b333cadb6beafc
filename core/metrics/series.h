// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace assay::metrics {

enum class SeriesStep : std::uint8_t
{
    Week,
    Month
};

/// The figure of one window. Without a value it is a gap, never zero.
struct SeriesPoint
{
    DayRange window{};
    Estimate estimate;
};
struct Series
{
    std::string key; ///< "ai", "human", "unknown"; empty for all together
    std::string title;
    std::vector<SeriesPoint> points; ///< one per window, ascending, the same windows in every series
};

struct SeriesSpec
{
    SeriesStep step = SeriesStep::Week;
    int windowDays = 28;
    bool byProvenance = false;                  ///< ignored by measures of people
    unsigned threads = 0;                       ///< 0: as many as the machine has; no figure depends on it
    const std::atomic<bool>* stopped = nullptr; ///< where given and true: the rest is gaps
};

/// Figures over trailing windows that end a week (or a month) apart, the last one on the period's or the data's last
/// day; where a figure ripens, on the last day by which it has. Windows that would begin before the data are left out;
/// small groups are gaps.
[[nodiscard]] std::vector<Series> series(const Metric& metric, const facts::View& view, const SeriesSpec& spec = {});

/// Values of a series for a sparkline: NaN where there is a gap.
[[nodiscard]] std::vector<double> valuesOf(const Series& series);

} // namespace assay::metrics
