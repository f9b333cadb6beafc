// SPDX-License-Identifier: GPL-3.0-or-later
// How adoption goes on: who keeps to it, and whether it still grows.
#include "metrics/adoption/adoption.h"
#include "metrics/adoption/ladder.h"
#include "metrics/outcomemetric.h"
#include "metrics/summary.h"
#include "stats/proportion.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::EpochDay;
using facts::Index;

constexpr int kKeptDays = 3 * kWindowDays;
/// Where published roll-outs are said to settle.
constexpr double kPlateauFrom = 0.25;
constexpr double kPlateauTo = 0.40;
constexpr double kFlatPoints = 5;

Estimate kept(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    Estimate e = blankEstimate(view, info);
    e.method = "share, Wilson interval";
    const LadderReader reader(view);
    const EpochDay last = toEpochDay(reader.lastDay());
    std::int64_t yes = 0;
    std::int64_t known = 0;
    std::int64_t young = 0;
    std::int64_t unknown = 0;
    for (const Index person : rows) {
        const auto days = reader.daysOfUse(person);
        if (days.empty() || days.front() > last) continue;
        const EpochDay end = days.front() + kKeptDays - 1;
        const Answer answer = end > last ? Answer::Unknown : reader.habitual(person, fromEpochDay(end));
        young += end > last ? 1 : 0;
        unknown += end <= last && answer == Answer::Unknown ? 1 : 0;
        known += answer == Answer::Unknown ? 0 : 1;
        yes += answer == Answer::Yes ? 1 : 0;
    }
    e.n = {{"people", known}};
    if (young > 0) e.excluded.push_back({"began less than 12 weeks ago", young});
    if (unknown > 0) e.excluded.push_back({"these days are not covered by telemetry", unknown});
    if (known + unknown > 0) e.coverage = static_cast<double>(known) / static_cast<double>(known + unknown);
    setShare(e, yes, known, "Nobody began 12 weeks ago or earlier in days that telemetry covers.");
    return e;
}

RungCount realAt(const LadderReader& reader, std::span<const Index> rows, std::size_t people, Day to)
{
    std::vector<std::uint8_t> wanted(people, 0);
    for (const Index row : rows) wanted[static_cast<std::size_t>(row)] = 1;
    auto judged = reader.people(to);
    std::erase_if(judged, [&](const PersonRungs& p) { return wanted[static_cast<std::size_t>(p.person)] == 0; });
    return reader.summarise(judged, to).at(kRealRung);
}

std::string courseNote(const Estimate& e, double now)
{
    const auto percent = [](double share) { return std::lround(100 * share); };
    if (*e.low > 0) return fmt::format("Still rising, {} % now.", percent(now));
    if (*e.high < 0) return fmt::format("Falling, {} % now.", percent(now));
    if (*e.low < -kFlatPoints || *e.high > kFlatPoints)
        return fmt::format("{} % now; too few people to tell a plateau from a slow change.", percent(now));
    const bool usual = now >= kPlateauFrom && now <= kPlateauTo;
    return fmt::format("At a plateau of {} %, {} the 25 to 40 % at which roll-outs are said to settle.", percent(now),
                       usual                ? "within"
                       : now < kPlateauFrom ? "below"
                                            : "above");
}

Estimate course(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    Estimate e = blankEstimate(view, info);
    e.method = "difference of shares, hybrid score interval";
    const LadderReader reader(view);
    const Day to = reader.lastDay();
    const auto people = view.snapshot().people.size();
    const RungCount now = realAt(reader, rows, people, to);
    const RungCount then = realAt(reader, rows, people, to - std::chrono::days{kKeptDays});
    e.n = {{"people now", now.yes + now.no}, {"people 12 weeks before", then.yes + then.no}};
    const auto unknown = now.unknown + then.unknown;
    if (unknown > 0) e.excluded.push_back({"answer unknown at one of the two dates", unknown});
    const auto difference =
        stats::newcombeDifference(static_cast<double>(now.yes), static_cast<double>(now.yes + now.no),
                                  static_cast<double>(then.yes), static_cast<double>(then.yes + then.no));
    if (!now.measurable || !then.measurable || !difference) {
        e.note = "Real adoption cannot be measured both now and 12 weeks before.";
        return e;
    }
    e.value = 100 * *difference->value;
    e.low = 100 * *difference->low;
    e.high = 100 * *difference->high;
    e.note = courseNote(e, static_cast<double>(now.yes) / static_cast<double>(now.yes + now.no));
    return e;
}

} // namespace

const Metric& retained12Weeks()
{
    static const RowMetric metric(
        {"retained-12-weeks", "Still habitual after 12 weeks", "adoption", "share", BetterIs::Higher,
         "Share of the people who ever began to use a tool that are habitual users in the third 28 days after their "
         "first meaningful use.",
         "share with Wilson interval (Wilson 1927)", RowsOf::People, ""},
        peopleDimensions(), kept);
    return metric;
}

const Metric& adoptionCourse()
{
    static const RowMetric metric(
        {"adoption-course", "Real adoption over 12 weeks", "adoption", "points", BetterIs::Higher,
         "Real adoption now less that of 12 weeks before, in points, with a sentence on whether it has reached a "
         "plateau: an interval within 5 points of no change.",
         "Newcombe 1998, method 10", RowsOf::People, ""},
        peopleDimensions(), course);
    return metric;
}

} // namespace assay::metrics
