// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/quality/lines.h"
#include "metrics/outcomemetric.h"
#include "metrics/quality/bychange.h"
#include "metrics/quality/exposure.h"
#include "metrics/quality/quality.h"
#include "metrics/summary.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::Index;

/// What lives are asked of: lines of every class of files, or of one.
struct Asked
{
    LineClass lineClass;
    double horizonDays = 0;
};

/// The lines that one change wrote: those that died within the horizon, and what remains, which lives on.
void addLives(const facts::Snapshot& s, Index row, std::int64_t born, std::span<const Index> deaths, const Asked& asked,
              LineLives& lives)
{
    const auto i = static_cast<std::size_t>(row);
    const Index author = s.changes.author[i];
    const int person = author == facts::kNoIndex ? static_cast<int>(s.people.size()) + row : author;
    std::int64_t left = born;
    const auto add = [&](double days, bool died, std::int64_t lines) {
        lives.days.push_back(days);
        lives.died.push_back(died ? 1 : 0);
        lives.lines.push_back(static_cast<double>(lines));
        lives.person.push_back(person);
        left -= lines;
    };
    for (const Index death : deaths) {
        const auto d = static_cast<std::size_t>(death);
        if (asked.lineClass && s.deaths.lineClass[d] != *asked.lineClass) continue;
        const auto days = static_cast<double>(s.deaths.ageDays[d]);
        const std::int64_t lines = std::min<std::int64_t>(s.deaths.lines[d], left);
        if (days <= asked.horizonDays && lines > 0) add(days, true, lines);
    }
    if (left > 0) add(std::min(daysWatched(s, row), asked.horizonDays), false, left);
}

/// Lines that each change wrote in files of one class.
std::vector<std::int32_t> bornIn(const facts::Snapshot& s, std::uint8_t lineClass)
{
    std::vector<std::int32_t> born(s.changes.size(), 0);
    for (std::size_t i = 0; i < s.classLines.size(); ++i)
        if (s.classLines.lineClass[i] == lineClass)
            born[static_cast<std::size_t>(s.classLines.change[i])] = s.classLines.born[i];
    return born;
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

std::optional<double> reworkShare(const facts::View& view, std::span<const Index> rows)
{
    return lineShare(view, rows, 21, true);
}

/// For comparisons: lines alive (or dead) of the lines written, of changes old enough to have been watched for all the
/// days.
template <int kDays, bool kDead>
Outcomes observeLines(const facts::View& view, std::span<const Index> rows, bool finishedOnly)
{
    const auto& s = view.snapshot();
    Outcomes o;
    o.kind = OutcomeKind::Share;
    const auto deaths = deathsByChange(s);
    const auto deadOf = [&](Index row) {
        std::int64_t dead = 0;
        for (const Index death : deaths->of(row))
            if (s.deaths.ageDays[static_cast<std::size_t>(death)] <= static_cast<float>(kDays))
                dead += s.deaths.lines[static_cast<std::size_t>(death)];
        return dead;
    };
    std::int64_t young = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        const std::int64_t born = s.changes.linesBorn[i];
        if (!s.changes.has(row, facts::kTraced) || born <= 0) continue;
        const auto gone = static_cast<double>(std::min(deadOf(row), born));
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

LineLives lineLives(const facts::View& view, std::span<const Index> changes, double horizonDays, LineClass lineClass)
{
    const auto& s = view.snapshot();
    const std::vector<std::int32_t> ofClass = lineClass ? bornIn(s, *lineClass) : std::vector<std::int32_t>{};
    const auto& linesBorn = lineClass ? ofClass : s.changes.linesBorn;
    LineLives lives;
    lives.population = static_cast<std::int64_t>(changes.size());
    const auto deaths = deathsByChange(s);
    std::int64_t untraced = 0;
    std::int64_t without = 0;
    for (const Index row : changes) {
        const std::int64_t born = linesBorn[static_cast<std::size_t>(row)];
        if (!s.changes.has(row, facts::kTraced) || daysWatched(s, row) < 0)
            ++untraced;
        else if (born <= 0)
            ++without;
        else {
            lives.born += born;
            ++lives.changes;
            addLives(s, row, born, deaths->of(row), {lineClass, horizonDays}, lives);
        }
    }
    if (untraced > 0) lives.excluded.push_back({"not covered by tracing", untraced});
    if (without > 0) lives.excluded.push_back({"wrote no lines", without});
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
        changeDimensions(), rework, nullptr, observeLines<21, true>, reworkShare);
    return metric;
}

} // namespace assay::metrics
