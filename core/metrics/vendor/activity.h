// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/adoption/usagedays.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace assay::metrics {

/// How many of those with a seat were how often active, by the share of the 20 working days of 28 with any use:
/// power above a half, casual above a tenth, idle at least once.
struct ActivityTiers
{
    std::int64_t power = 0;
    std::int64_t casual = 0;
    std::int64_t idle = 0;
    std::int64_t inactive = 0;
};

/// People who first used a tool in one week (Monday to Sunday), and how many of them did in each week since.
struct WeeklyCohort
{
    int week = 0; ///< since the first week
    std::vector<std::int64_t> retained;
};

/// Activity as vendors count it: any row of telemetry is use, also one that merely shows that suggestions were
/// received.
class Activity
{
public:
    /// Use by some people from one day to another, both included. `days` must outlive it.
    Activity(const PerOwner<facts::EpochDay>& days, const std::vector<std::uint8_t>& people, facts::EpochDay from,
             facts::EpochDay to);

    [[nodiscard]] std::int64_t dailyActive(facts::EpochDay day) const;
    /// Distinct people from one day to another.
    [[nodiscard]] std::int64_t active(facts::EpochDay from, facts::EpochDay to) const;
    [[nodiscard]] std::int64_t monthlyActive(facts::EpochDay day) const { return active(day - 27, day); }
    /// Mean number of active people over the working days of the 28 before, over those active at all; absent without
    /// any.
    [[nodiscard]] std::optional<double> stickiness(facts::EpochDay day) const;
    [[nodiscard]] ActivityTiers tiers(facts::EpochDay day, std::int64_t seats) const;
    /// By week since the Monday on or before the first day.
    [[nodiscard]] std::vector<WeeklyCohort> weeklyCohorts() const;

private:
    facts::EpochDay m_from;
    facts::EpochDay m_to;
    std::vector<std::span<const facts::EpochDay>> m_days; ///< per person with use: days, ascending, each once
};

} // namespace assay::metrics
