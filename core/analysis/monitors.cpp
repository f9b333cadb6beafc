// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/monitors.h"

#include "metrics/groups.h"
#include "stats/controlchart.h"
#include "stats/parallel.h"

#include <algorithm>
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

/// One week's figures of one measure: of all teams (no name) and of each.
using WeekFigures = std::vector<std::pair<std::string, std::optional<double>>>;

/// What a week lets through of one table: of all teams (no name) and of each. Measures of the table share it.
struct TeamRows
{
    std::string team;
    std::vector<facts::Index> rows;
    bool shown = true; ///< enough people are behind them
};

std::vector<TeamRows> teamRowsOf(const facts::View& week, metrics::RowsOf table, bool eachTeam)
{
    auto all = metrics::rowsOf(week, table);
    std::vector<TeamRows> found;
    if (eachTeam)
        for (auto& group : metrics::groupRows(week, table, all, metrics::Dimension::Team))
            if (!group.label.key.empty()) // people in no team are nobody's to act upon
                found.push_back({std::move(group.label.title), std::move(group.rows)});
    found.insert(found.begin(), {std::string(), std::move(all)});
    for (TeamRows& one : found)
        one.shown =
            metrics::enoughPeople(metrics::peopleBehind(week.snapshot(), table, one.rows), week.filter().minimumGroup);
    return found;
}

/// All watched measures, week by week: what a week lets through is found once for all of them.
struct Weeks
{
    std::vector<Day> ends;                         ///< last day of each whole week
    std::vector<std::vector<WeekFigures>> figures; ///< [week][measure]; empty where the figure is not ripe
};

/// The figures of a week; of those measures that are ripe.
std::vector<WeekFigures> figuresOf(const facts::View& week, const std::vector<const metrics::Metric*>& measures,
                                   Day ripeUntil, bool eachTeam)
{
    std::vector<WeekFigures> figures(measures.size());
    std::map<metrics::RowsOf, std::vector<TeamRows>> rowsOf;
    for (std::size_t m = 0; m < measures.size(); ++m) {
        const auto& info = measures[m]->info();
        if (week.period().to > ripeUntil - std::chrono::days{info.ripeAfterDays}) continue;
        const auto found = rowsOf.find(info.rows);
        const auto& teams =
            found != rowsOf.end() ? found->second : rowsOf[info.rows] = teamRowsOf(week, info.rows, eachTeam);
        const std::size_t count = measures[m]->splitsBy(metrics::Dimension::Team) ? teams.size() : 1;
        for (std::size_t t = 0; t < count; ++t)
            figures[m].emplace_back(teams[t].team,
                                    teams[t].shown ? measures[m]->valueOfRows(week, teams[t].rows) : std::nullopt);
    }
    return figures;
}

Weeks weeksOf(const facts::View& view, const std::vector<const metrics::Metric*>& measures,
              const WatchSettings& settings)
{
    const Day to = std::min(view.period().to, dayOf(view.snapshot().cutOff));
    Weeks weeks;
    for (const auto& span : metrics::spansOf(view, metrics::Dimension::Week))
        if (span.range.days() == 7 && span.range.to <= to) weeks.ends.push_back(span.range.to);
    weeks.figures.resize(weeks.ends.size());
    const bool all = stats::forEachParallel(weeks.ends.size(), settings.threads, settings.stopped, [&] {
        return [&](std::size_t w) {
            facts::Filter filter = view.filter();
            filter.period = DayRange{weeks.ends[w] - std::chrono::days{6}, weeks.ends[w]};
            weeks.figures[w] = figuresOf(view.with(filter), measures, to, settings.eachTeam);
        };
    });
    return all ? weeks : Weeks();
}

/// The course of one measure, over all teams and per team.
std::vector<Weekly> weeklyOf(const Weeks& weeks, std::size_t measure, const Scale& scale)
{
    std::map<std::string, Weekly> byTeam;
    for (std::size_t w = 0; w < weeks.ends.size(); ++w)
        for (const auto& [team, value] : weeks.figures[w][measure]) {
            auto& series = byTeam[team];
            series.team = team;
            series.ends.push_back(weeks.ends[w]);
            series.values.push_back(value ? scale.in(*value) : kNone);
        }
    std::vector<Weekly> found;
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
    std::vector<const metrics::Metric*> measures;
    for (const std::string_view id : monitored())
        if (const metrics::Metric* metric = metrics::metricById(id)) measures.push_back(metric);
    const Weeks weeks = weeksOf(view, measures, settings);
    for (std::size_t m = 0; m < measures.size(); ++m) {
        const auto& info = measures[m]->info();
        const Scale scale(info.unit);
        int watched = 0;
        Unwatched unwatched;
        for (const Weekly& weekly : weeklyOf(weeks, m, scale)) {
            const auto withFigure =
                std::count_if(weekly.values.begin(), weekly.values.end(), [](double v) { return std::isfinite(v); });
            if (withFigure <= settings.baselineWeeks) {
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
