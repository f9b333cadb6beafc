// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

/// A moment, UTC, to the millisecond. Local time exists only in calendars and in `present/format`.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// A calendar day, UTC.
using Day = std::chrono::sys_days;

/// Days from `from` to `to`, both included.
struct DayRange
{
    Day from{};
    Day to{};
    [[nodiscard]] bool contains(Day day) const { return from <= day && day <= to; }
    [[nodiscard]] bool contains(Instant at) const { return contains(std::chrono::floor<std::chrono::days>(at)); }
    [[nodiscard]] int days() const { return static_cast<int>((to - from).count()) + 1; }
    bool operator==(const DayRange&) const = default;
};

[[nodiscard]] inline Day dayOf(Instant at)
{
    return std::chrono::floor<std::chrono::days>(at);
}
[[nodiscard]] inline Instant fromUnixSeconds(std::int64_t s)
{
    return Instant{std::chrono::seconds{s}};
}
[[nodiscard]] inline std::int64_t toUnixMillis(Instant at)
{
    return at.time_since_epoch().count();
}
[[nodiscard]] inline Instant fromUnixMillis(std::int64_t ms)
{
    return Instant{std::chrono::milliseconds{ms}};
}
/// Days since 1970-01-01: the form in which days are stored.
[[nodiscard]] inline int toEpochDay(Day day)
{
    return static_cast<int>(day.time_since_epoch().count());
}
[[nodiscard]] inline Day fromEpochDay(int d)
{
    return Day{std::chrono::days{d}};
}
/// Elapsed hours, fractional.
[[nodiscard]] inline double hoursBetween(Instant from, Instant to)
{
    return std::chrono::duration<double, std::ratio<3600>>(to - from).count();
}

/// `2026-03-04T10:22:05Z` (milliseconds only when not zero).
[[nodiscard]] std::string isoInstant(Instant at);
/// `2026-03-04`.
[[nodiscard]] std::string isoDay(Day day);
/// RFC 3339 and the near relatives seen in exports: `T` or blank, fraction, `Z`, `+08:00`, `+0800`, `+08`. An input
/// without an offset gives nullopt: the zone is then a question for the importer, never a guess.
[[nodiscard]] std::optional<Instant> parseIsoInstant(std::string_view text);
/// `2026-03-04`, and only a day that exists.
[[nodiscard]] std::optional<Day> parseIsoDay(std::string_view text);

} // namespace assay
