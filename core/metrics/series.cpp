// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/series.h"
#include "metrics/adoption/ladder.h"
#include "stats/parallel.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace assay::metrics {
namespace {

using namespace std::chrono;

std::vector<DayRange> windowsOf(const facts::View& view, const SeriesSpec& spec, int ripeAfterDays)
{
    const auto& s = view.snapshot();
    const Day first = std::max(view.period().from, s.span.from);
    const Day last = std::min(view.period().to, dayOf(s.cutOff) - days{ripeAfterDays});
    std::vector<DayRange> windows;
    const auto add = [&](Day end) {
        const Day from = end - days{spec.windowDays - 1};
        if (from >= first) windows.push_back({from, end});
        return from >= first;
    };
    if (spec.step == SeriesStep::Week) {
        for (Day end = last; add(end); end -= days{7}) {
        }
    } else if (add(last)) {
        const year_month_day day{last};
        for (year_month month = day.year() / day.month() - months{1}; add(Day{month / std::chrono::last});
             month -= months{1}) {
        }
    }
    std::reverse(windows.begin(), windows.end());
    return windows;
}

/// Rungs are read by one reader for all days: opening the usage table once per window would cost more than everything
/// else.
std::optional<Rung> rungOf(std::string_view id)
{
    static constexpr std::array<std::pair<std::string_view, Rung>, 7> kRungMetrics{
        {{"seat-share", Rung::Seat},
         {"signed-in", Rung::SignedIn},
         {"formal-adoption", kFormalRung},
         {"used-last-week", Rung::UsedLastWeek},
         {"habitual-use", Rung::Habitual},
         {"in-merged-work", Rung::InMergedWork},
         {"real-adoption", kRealRung}}};
    for (const auto& [name, rung] : kRungMetrics)
        if (name == id) return rung;
    return std::nullopt;
}

Series rungSeries(const facts::View& view, const std::vector<DayRange>& windows, Rung rung)
{
    const LadderReader reader(view);
    Series result;
    for (const DayRange& window : windows) result.points.push_back({window, reader.overall(window.to).at(rung).share});
    return result;
}

void setSplit(std::vector<Series>& result, std::size_t at, const Metric& metric, const facts::View& part)
{
    static constexpr std::array kBy{Dimension::Provenance};
    for (auto& bucket : split(metric, part, kBy))
        for (Series& s : result)
            if (s.key == bucket.keys.front()) s.points[at].estimate = std::move(bucket.estimate);
}

} // namespace

std::vector<Series> series(const Metric& metric, const facts::View& view, const SeriesSpec& spec)
{
    const auto windows = windowsOf(view, spec, metric.info().ripeAfterDays);
    std::vector<Series> result;
    if (const auto rung = rungOf(metric.info().id)) {
        result.push_back(rungSeries(view, windows, *rung));
        result.front().title = metric.info().title;
        return result;
    }
    const bool split = spec.byProvenance && metric.info().rows != RowsOf::People && metric.info().rows != RowsOf::Seats;
    if (split)
        result = {{"ai", "AI-assisted", {}}, {"human", "Human-only", {}}, {"unknown", "Unknown", {}}};
    else
        result = {{"", std::string(metric.info().title), {}}};
    for (Series& s : result)
        for (const DayRange& window : windows) s.points.push_back({window, {}});
    stats::forEachParallel(windows.size(), spec.threads, spec.stopped, [&] {
        return [&](std::size_t i) {
            facts::Filter filter = view.filter();
            filter.period = windows[i];
            const facts::View part = view.with(filter);
            if (split)
                setSplit(result, i, metric, part);
            else
                result.front().points[i].estimate = metric.compute(part);
        };
    });
    return result;
}

std::vector<double> valuesOf(const Series& series)
{
    std::vector<double> values;
    for (const auto& point : series.points)
        values.push_back(point.estimate.value.value_or(std::numeric_limits<double>::quiet_NaN()));
    return values;
}

} // namespace assay::metrics
