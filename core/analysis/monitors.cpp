// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/monitors.h"

#include "stats/controlchart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>

namespace assay::analysis {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kMovingRange = 1.128; ///< mean range of two normal values, in standard deviations

/// The scale on which the spread of a measure is even.
class Scale
{
public:
    explicit Scale(std::string_view unit)
        : m_kind(unit == "share"              ? Kind::Share
                 : unit == "h" || unit == "d" ? Kind::Time
                                              : Kind::Count)
    {
    }
    [[nodiscard]] double in(double v) const
    {
        switch (m_kind) {
        case Kind::Share:
            return std::asin(std::sqrt(std::clamp(v, 0.0, 1.0)));
        case Kind::Time:
            return v > 0 ? std::log(v) : kNone;
        case Kind::Count:
            break;
        }
        return v >= 0 ? std::sqrt(v) : kNone;
    }
    [[nodiscard]] double out(double s) const
    {
        if (m_kind == Kind::Time) return std::exp(s);
        const double root = m_kind == Kind::Share ? std::sin(std::clamp(s, 0.0, std::asin(1.0))) : std::max(s, 0.0);
        return root * root;
    }

private:
    enum class Kind
    {
        Share,
        Time,
        Count
    };
    Kind m_kind;
};

struct Usual
{
    double centre = 0;
    double sigma = 0;
};

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

Usual usualOf(const std::vector<double>& values)
{
    double ranges = 0;
    for (std::size_t i = 1; i < values.size(); ++i) ranges += std::abs(values[i] - values[i - 1]);
    return {medianOf(values), ranges / static_cast<double>(values.size() - 1) / kMovingRange};
}

/// Week by week through one team's figures.
struct Weekly
{
    std::string team;
    std::vector<Day> ends; ///< last day of each week
    std::vector<double> values;
};

std::optional<Day> mondayOf(const std::string& isoWeek) // "2026-W09"
{
    if (isoWeek.size() != 8 || isoWeek[5] != 'W') return std::nullopt;
    const int year = std::stoi(isoWeek.substr(0, 4));
    const int week = std::stoi(isoWeek.substr(6));
    // The fourth of January lies in week 1.
    const Day fourth{std::chrono::year{year} / std::chrono::January / 4};
    const auto weekday = static_cast<int>(std::chrono::weekday{fourth}.iso_encoding());
    return fourth - std::chrono::days{weekday - 1} + std::chrono::days{7 * (week - 1)};
}

/// Whole weeks only, and only those whose figure is ripe.
std::vector<Weekly> weeklyOf(const metrics::Metric& metric, const facts::View& view, const Scale& scale)
{
    const Day from = view.period().from;
    const Day to =
        std::min(view.period().to, dayOf(view.snapshot().cutOff)) - std::chrono::days{metric.info().ripeAfterDays};
    const auto known = metric.dimensions();
    const auto has = [&known](metrics::Dimension d) { return std::find(known.begin(), known.end(), d) != known.end(); };
    std::vector<Weekly> found;
    if (!has(metrics::Dimension::Week)) return found;
    std::map<std::string, Weekly> byTeam;
    const auto take = [&](const std::vector<metrics::Bucket>& buckets, bool withTeam) {
        for (const auto& bucket : buckets) {
            const auto monday = mondayOf(bucket.keys.back());
            if (!monday || *monday < from || *monday + std::chrono::days{6} > to) continue;
            auto& series = byTeam[withTeam ? bucket.titles.front() : std::string()];
            series.team = withTeam ? bucket.titles.front() : std::string();
            series.ends.push_back(*monday + std::chrono::days{6});
            series.values.push_back(bucket.estimate.value ? scale.in(*bucket.estimate.value) : kNone);
        }
    };
    constexpr std::array kWeekly{metrics::Dimension::Week};
    constexpr std::array kTeamsWeekly{metrics::Dimension::Team, metrics::Dimension::Week};
    take(metrics::split(metric, view, kWeekly), false);
    if (has(metrics::Dimension::Team)) take(metrics::split(metric, view, kTeamsWeekly), true);
    for (auto& [team, series] : byTeam) {
        // Before anything began there is nothing to watch.
        for (double& value : series.values) {
            if (value > 0 || value < 0) break;
            value = kNone;
        }
        found.push_back(std::move(series));
    }
    return found;
}

/// A figure that is often zero has no spread that week-by-week limits could be drawn from.
bool tooRare(const std::vector<double>& values)
{
    constexpr double kMostZeros = 0.1;
    const auto known = std::count_if(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
    const auto zeros = std::count(values.begin(), values.end(), 0.0);
    return static_cast<double>(zeros) > kMostZeros * static_cast<double>(known);
}

/// Series of one measure that are not watched, by reason.
class Unwatched
{
public:
    void add(const std::string& team, const std::string& reason)
    {
        auto& teams = m_teams[reason];
        teams += (teams.empty() ? "" : ", ") + (team.empty() ? std::string("all teams") : team);
    }
    [[nodiscard]] bool empty() const { return m_teams.empty(); }
    [[nodiscard]] std::vector<std::string> sentences(const std::string& title) const
    {
        std::vector<std::string> found;
        for (const auto& [reason, teams] : m_teams) found.push_back(fmt::format("{} ({}): {}", title, teams, reason));
        return found;
    }

private:
    std::map<std::string, std::string> m_teams;
};

Alert alertOf(const metrics::MetricInfo& info, const Weekly& weekly, const WatchSignal& signal, const Scale& scale)
{
    Alert alert;
    alert.measure = info.id;
    alert.title = info.title;
    alert.team = weekly.team;
    alert.unit = info.unit;
    alert.on = weekly.ends[signal.at];
    alert.since = weekly.ends[signal.since] - std::chrono::days{6};
    alert.usual = scale.out(signal.usual);
    alert.now = scale.out(signal.now);
    alert.low = scale.out(signal.low);
    alert.high = scale.out(signal.high);
    alert.sigmas = (signal.now - signal.usual) / signal.sigma;
    alert.weeks = static_cast<int>(signal.at) + 1;
    if (info.betterIs != metrics::BetterIs::Neither)
        alert.better = (alert.now > alert.usual) == (info.betterIs == metrics::BetterIs::Higher);
    alert.key = fmt::format("{}/{}/{}", alert.measure, alert.team.empty() ? "all" : alert.team, isoDay(alert.on));
    return alert;
}

} // namespace

std::vector<WatchSignal> watch(const std::vector<double>& values, const WatchSettings& settings)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isfinite(values[i])) places.push_back(i);
    std::vector<WatchSignal> signals;
    const auto baseline = static_cast<std::size_t>(settings.baselineWeeks);
    for (std::size_t begin = 0; begin + baseline < places.size();) {
        std::vector<double> first;
        for (std::size_t k = begin; k < begin + baseline; ++k) first.push_back(values[places[k]]);
        const Usual usual = usualOf(first);
        std::vector<double> rest;
        for (std::size_t k = begin + baseline; k < places.size(); ++k) rest.push_back(values[places[k]]);
        const auto chart = stats::ewmaChart(rest, usual.centre, usual.sigma, settings.lambda, settings.width);
        if (!chart || !chart->firstSignal) break;
        const std::size_t k = *chart->firstSignal;
        const auto& point = chart->points[k];
        const bool up = point.value > usual.centre;
        std::size_t since = k;
        while (since > 0 && (rest[since - 1] > usual.centre) == up) --since;
        const std::size_t offset = begin + baseline;
        signals.push_back({places[offset + k], places[offset + since], usual.centre, point.value, point.low, point.high,
                           usual.sigma});
        begin = offset + since; // what is usual from now on
    }
    return signals;
}

std::vector<std::string_view> monitored()
{
    return {"ticket-to-merge", "throughput",     "defects-per-100-changes",
            "rework-21",       "override-share", "ai-share-of-changes"};
}

MonitorReport monitors(const facts::View& view, const WatchSettings& settings)
{
    MonitorReport report;
    for (const std::string_view id : monitored()) {
        const metrics::Metric* metric = metrics::metricById(id);
        if (metric == nullptr) continue;
        const auto& info = metric->info();
        const Scale scale(info.unit);
        int watched = 0;
        Unwatched unwatched;
        for (const Weekly& weekly : weeklyOf(*metric, view, scale)) {
            const auto weeks =
                std::count_if(weekly.values.begin(), weekly.values.end(), [](double v) { return std::isfinite(v); });
            if (weeks <= settings.baselineWeeks) {
                unwatched.add(weekly.team, fmt::format("{} weeks or fewer have a figure", settings.baselineWeeks));
                continue;
            }
            if (tooRare(weekly.values)) {
                unwatched.add(weekly.team, "in too many weeks nothing happens");
                continue;
            }
            ++watched;
            for (const auto& signal : watch(weekly.values, settings))
                report.alerts.push_back(alertOf(info, weekly, signal, scale));
        }
        for (auto& sentence : unwatched.sentences(std::string(info.title)))
            report.notWatched.push_back(std::move(sentence));
        if (watched == 0 && unwatched.empty())
            report.notWatched.push_back(fmt::format("{}: no weekly figures", info.title));
        report.watched += watched;
    }
    std::stable_sort(report.alerts.begin(), report.alerts.end(),
                     [](const Alert& a, const Alert& b) { return a.on > b.on; });
    if (const auto length = stats::ewmaRunLength(settings.lambda, settings.width, 0))
        report.weeksToFalseAlarm = *length;
    return report;
}

} // namespace assay::analysis
