// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/retention.h"
#include "metrics/adoption/ladder.h"
#include "metrics/metric.h"
#include "metrics/summary.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace assay::metrics {
namespace {

using facts::EpochDay;
using facts::Index;
using std::chrono::year_month;
using std::chrono::year_month_day;

struct Starter
{
    Index person = facts::kNoIndex;
    EpochDay first = facts::kNoDay;
};

year_month monthOf(EpochDay day)
{
    const year_month_day ymd{fromEpochDay(day)};
    return ymd.year() / ymd.month();
}

Estimate stretch(const LadderReader& reader, const std::vector<Starter>& cohort, int k, EpochDay last, int minimum)
{
    Estimate e;
    e.unit = "share";
    e.method = "share, Wilson interval";
    std::int64_t yes = 0;
    std::int64_t known = 0;
    for (const Starter& starter : cohort) {
        const EpochDay end = starter.first + (k + 1) * kWindowDays - 1;
        if (end > last) continue;
        const Answer answer = reader.habitual(starter.person, fromEpochDay(end));
        if (answer == Answer::Unknown) continue;
        ++known;
        yes += answer == Answer::Yes ? 1 : 0;
        e.to = std::max(e.to, fromEpochDay(end));
    }
    e.n = {{"people", known}};
    e.coverage = static_cast<double>(known) / static_cast<double>(cohort.size());
    setShare(e, yes, known, "These days are not over or not covered by telemetry.");
    withholdIfSmall(e, known, minimum);
    return e;
}

} // namespace

std::vector<Cohort> retention(const facts::View& view)
{
    const LadderReader reader(view);
    const EpochDay last = toEpochDay(reader.lastDay());
    std::map<year_month, std::vector<Starter>> starters;
    for (const Index person : rowsOf(view, RowsOf::People)) {
        const auto days = reader.daysOfUse(person);
        if (!days.empty() && days.front() <= last) starters[monthOf(days.front())].push_back({person, days.front()});
    }
    EpochDay begin = last;
    for (const auto& span : view.snapshot().telemetry) begin = std::min(begin, span.from);
    std::vector<Cohort> cohorts;
    for (const auto& [month, people] : starters) {
        Cohort cohort;
        cohort.month = fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
        cohort.people = static_cast<std::int64_t>(people.size());
        cohort.orEarlier = month == monthOf(begin);
        const EpochDay first = std::min_element(people.begin(), people.end(), [](const Starter& a, const Starter& b) {
                                   return a.first < b.first;
                               })->first;
        for (int k = 0; first + (k + 1) * kWindowDays - 1 <= last; ++k)
            cohort.habitual.push_back(stretch(reader, people, k, last, view.filter().minimumGroup));
        cohorts.push_back(std::move(cohort));
    }
    return cohorts;
}

} // namespace assay::metrics
