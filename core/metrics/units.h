// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/columns.h"

namespace assay::metrics {

inline constexpr facts::Millis kHourMillis = 3'600'000;
inline constexpr facts::Millis kDayMillis = 24 * kHourMillis;

[[nodiscard]] constexpr double hoursOf(facts::Millis duration)
{
    return static_cast<double>(duration) / static_cast<double>(kHourMillis);
}
[[nodiscard]] constexpr double daysOf(facts::Millis duration)
{
    return static_cast<double>(duration) / static_cast<double>(kDayMillis);
}
/// The day a moment falls on; moments before 1970 do not occur in a repository of any tool this reads about.
[[nodiscard]] constexpr facts::EpochDay epochDayOf(facts::Millis at)
{
    return static_cast<facts::EpochDay>(at / kDayMillis);
}

} // namespace assay::metrics
