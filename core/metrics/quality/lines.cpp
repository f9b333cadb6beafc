// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/quality/lines.h"
#include "metrics/outcomemetric.h"
#include "metrics/quality/exposure.h"
#include "metrics/quality/quality.h"
#include "metrics/summary.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::Index;

/// What is kept about each change from the first to the last of those chosen: a short period needs no more.
struct Chosen
{
    explicit Chosen(std::span<const Index> changes)
    {
        if (changes.empty()) return;
        const auto [least, most] = std::minmax_element(changes.begin(), changes.end());
        first = *least;
        const auto size = static_cast<std::size_t>(*most - *least) + 1;
        cluster.assign(size, -1);
        left.assign(size, 0);
    }
    [[nodiscard]] std::size_t at(Index change) const { return static_cast<std::size_t>(change - first); }
    [[nodiscard]] bool has(Index change) const
    {
        return change >= first && at(change) < cluster.size() && cluster[at(change)] >= 0;
    }

    Index first = 0;
    std::vector<int> cluster; ///< the author; -1: not chosen, or without lines
    std::vector<std::int64_t> left;
};

/// Lines of each chosen change that died within the horizon are taken from `left`; what remains lives on.
void addDeaths(const facts::Snapshot& s, double horizonDays, Chosen& chosen, LineLives& lives)
{
    const auto& d = s.deaths;
    for (std::size_t i = 0; i < d.size(); ++i) {
        if (!chosen.has(d.change[i]) || static_cast<double>(d.ageDays[i]) > horizonDays) continue;
        std::int64_t& left = chosen.left[chosen.at(d.change[i])];
        const std::int64_t lines = std::min<std::int64_t>(d.lines[i], left);
        if (lines <= 0) continue;
        left -= lines;
        lives.days.push_back(static_cast<double>(d.ageDays[i]));
        lives.died.push_back(1);
        lives.lines.push_back(static_cast<double>(lines));
        lives.person.push_back(chosen.cluster[chosen.at(d.change[i])]);
    }
}

template <int kDays>
Estimate alive(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    return lineSurvival(view, rows, kDays, false, info);
}

Estimate rework(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    return lineSurvival(view, rows, 21, true, info);
}

/// For comparisons: lines alive (or dead) of the lines written, of changes old enough to have been watched for all the
/// days.
template <int kDays, bool kDead>
Outcomes observeLines(const facts::View& view, std::span<const Index> rows, bool finishedOnly)
{
    const auto& s = view.snapshot();
    Outcomes o;
    o.kind = OutcomeKind::Share;
    std::vector<std::int64_t> dead(s.changes.size(), 0);
    for (std::size_t i = 0; i < s.deaths.size(); ++i)
        if (s.deaths.ageDays[i] <= static_cast<float>(kDays))
            dead[static_cast<std::size_t>(s.deaths.change[i])] += s.deaths.lines[i];
    std::int64_t young = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        const std::int64_t born = s.changes.linesBorn[i];
        if (!s.changes.has(row, facts::kTraced) || born <= 0) continue;
        const auto gone = static_cast<double>(std::min(dead[i], born));
        if (finishedOnly && daysWatched(s, row) < kDays)
            ++young;
        else
            o.add(row, kDead ? gone : static_cast<double>(born) - gone, static_cast<double>(born));
    }
    if (young > 0) o.excluded.push_back({"merged too recently to have been watched for all the days", young});
    o.n = {{"changes", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(rows.size());
    return o;
}

MetricInfo survivalInfo(std::string_view id, std::string_view title, std::string_view definition)
{
    return {id,
            title,
            "quality",
            "share",
            BetterIs::Higher,
            definition,
            "Kaplan & Meier 1958, weighted; robust variance clustered by author (Williams 1995)",
            RowsOf::Changes,
            ""};
}

} // namespace

LineLives lineLives(const facts::View& view, std::span<const Index> changes, double horizonDays)
{
    const auto& s = view.snapshot();
    LineLives lives;
    lives.population = static_cast<std::int64_t>(changes.size());
    Chosen chosen(changes);
    std::int64_t untraced = 0;
    std::int64_t without = 0;
    const auto people = static_cast<int>(s.people.size());
    for (const Index row : changes) {
        const auto i = static_cast<std::size_t>(row);
        if (!s.changes.has(row, facts::kTraced) || daysWatched(s, row) < 0)
            ++untraced;
        else if (s.changes.linesBorn[i] <= 0)
            ++without;
        else {
            chosen.cluster[chosen.at(row)] =
                s.changes.author[i] == facts::kNoIndex ? people + row : s.changes.author[i];
            chosen.left[chosen.at(row)] = s.changes.linesBorn[i];
            lives.born += s.changes.linesBorn[i];
            ++lives.changes;
        }
    }
    if (untraced > 0) lives.excluded.push_back({"not covered by tracing", untraced});
    if (without > 0) lives.excluded.push_back({"wrote no lines", without});
    addDeaths(s, horizonDays, chosen, lives);
    for (const Index row : changes) {
        const std::size_t i = chosen.at(row);
        if (chosen.cluster[i] < 0 || chosen.left[i] <= 0) continue;
        lives.days.push_back(std::min(daysWatched(s, row), horizonDays));
        lives.died.push_back(0);
        lives.lines.push_back(static_cast<double>(chosen.left[i]));
        lives.person.push_back(chosen.cluster[i]);
    }
    return lives;
}

const Metric& survival7()
{
    static const RowMetric metric(
        survivalInfo("survival-7", "Lines alive after 7 days", "Share of lines still there 7 days after their merge."),
        changeDimensions(), alive<7>, nullptr, observeLines<7, false>);
    return metric;
}

const Metric& survival30()
{
    static const RowMetric metric(survivalInfo("survival-30", "Lines alive after 30 days",
                                               "Share of lines still there 30 days after their merge."),
                                  changeDimensions(), alive<30>, nullptr, observeLines<30, false>);
    return metric;
}

const Metric& survival90()
{
    static const RowMetric metric(survivalInfo("survival-90", "Lines alive after 90 days",
                                               "Share of lines still there 90 days after their merge."),
                                  changeDimensions(), alive<90>, nullptr, observeLines<90, false>);
    return metric;
}

const Metric& survival180()
{
    static const RowMetric metric(survivalInfo("survival-180", "Lines alive after 180 days",
                                               "Share of lines still there 180 days after their merge."),
                                  changeDimensions(), alive<180>, nullptr, observeLines<180, false>);
    return metric;
}

const Metric& rework21()
{
    static const RowMetric metric(
        {"rework-21", "Rework within 21 days", "quality", "share", BetterIs::Lower,
         "Share of lines replaced or removed within 21 days of their merge, by anybody. Younger lines leave the risk "
         "set when last watched.",
         "1 − Kaplan–Meier, weighted by lines; robust variance clustered by author (Williams 1995)", RowsOf::Changes,
         ""},
        changeDimensions(), rework, nullptr, observeLines<21, true>);
    return metric;
}

} // namespace assay::metrics
