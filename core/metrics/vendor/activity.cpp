// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/vendor/activity.h"

#include <algorithm>
#include <map>

namespace assay::metrics {
namespace {

using facts::EpochDay;

constexpr double kPowerAbove = 0.5;
constexpr double kCasualAbove = 0.1;
constexpr int kWindow = 28;

/// 1970-01-01 was a Thursday.
int daysSinceMonday(EpochDay day)
{
    return ((day + 3) % 7 + 7) % 7;
}
bool isWorkingDay(EpochDay day)
{
    return daysSinceMonday(day) < 5;
}

std::int64_t within(std::span<const EpochDay> days, EpochDay from, EpochDay to)
{
    return std::upper_bound(days.begin(), days.end(), to) - std::lower_bound(days.begin(), days.end(), from);
}

} // namespace

Activity::Activity(const PerOwner<EpochDay>& days, const std::vector<std::uint8_t>& people, EpochDay from, EpochDay to)
    : m_from(from), m_to(to)
{
    for (std::size_t person = 0; person < std::min(people.size(), days.owners()); ++person) {
        if (people[person] == 0) continue;
        const auto all = days.of(static_cast<facts::Index>(person));
        const auto first = std::lower_bound(all.begin(), all.end(), from);
        const auto last = std::upper_bound(first, all.end(), to);
        if (first != last) m_days.emplace_back(first, last);
    }
}

std::int64_t Activity::dailyActive(EpochDay day) const
{
    return active(day, day);
}

std::int64_t Activity::active(EpochDay from, EpochDay to) const
{
    return std::count_if(m_days.begin(), m_days.end(), [&](const auto& days) { return within(days, from, to) > 0; });
}

std::optional<double> Activity::stickiness(EpochDay day) const
{
    const auto monthly = monthlyActive(day);
    if (monthly == 0) return std::nullopt;
    std::int64_t sum = 0;
    int count = 0;
    for (EpochDay d = day - kWindow + 1; d <= day; ++d)
        if (isWorkingDay(d)) {
            sum += dailyActive(d);
            ++count;
        }
    return static_cast<double>(sum) / count / static_cast<double>(monthly);
}

ActivityTiers Activity::tiers(EpochDay day, std::int64_t seats) const
{
    ActivityTiers tiers;
    for (const auto& days : m_days) {
        std::int64_t active = 0;
        for (auto d = std::lower_bound(days.begin(), days.end(), day - kWindow + 1); d != days.end() && *d <= day; ++d)
            active += isWorkingDay(*d) ? 1 : 0;
        const double share = static_cast<double>(active) / (kWindow / 7 * 5);
        if (share > kPowerAbove)
            ++tiers.power;
        else if (share > kCasualAbove)
            ++tiers.casual;
        else if (share > 0)
            ++tiers.idle;
    }
    tiers.inactive = std::max<std::int64_t>(0, seats - tiers.power - tiers.casual - tiers.idle);
    return tiers;
}

std::vector<WeeklyCohort> Activity::weeklyCohorts() const
{
    const EpochDay monday = m_from - daysSinceMonday(m_from);
    const auto weekOf = [monday](EpochDay day) { return (day - monday) / 7; };
    const int weeks = weekOf(m_to) + 1;
    std::map<int, WeeklyCohort> cohorts;
    for (const auto& days : m_days) {
        const int first = weekOf(days.front());
        auto& cohort = cohorts[first];
        cohort.week = first;
        cohort.retained.resize(static_cast<std::size_t>(weeks - first));
        int last = -1;
        for (const EpochDay day : days) {
            if (weekOf(day) == last) continue;
            last = weekOf(day);
            ++cohort.retained[static_cast<std::size_t>(last - first)];
        }
    }
    std::vector<WeeklyCohort> result;
    for (auto& [week, cohort] : cohorts) result.push_back(std::move(cohort));
    return result;
}

} // namespace assay::metrics
