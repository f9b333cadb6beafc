// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "base/result.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

/// A stretch of work within a local day. `to` beyond 24 h reaches into the next day (a night shift from 22:00 to
/// 30:00).
struct WorkHours
{
    std::chrono::minutes from{};
    std::chrono::minutes to{};
    bool operator==(const WorkHours&) const = default;
};

/// Days off, as rules: a date ("2026-12-24"), a date of every year ("12-25"), a day relative to Easter Sunday of the
/// western churches ("easter-2", "easter+1"), or a weekday of a month ("4th thu nov", "last mon may").
struct HolidayRule
{
    std::string text; ///< one of the forms above, in lower case
    std::string name; ///< for show; may be empty
};

/// What makes a calendar. Weekdays are counted from Monday.
struct CalendarRules
{
    std::string name = "standard";
    std::string zone = "UTC"; ///< IANA name
    std::array<std::vector<WorkHours>, 7> week;
    std::vector<HolidayRule> holidays;
    std::vector<std::string> teams; ///< teams that work by it; none: the default for all others

    /// Monday to Friday, 09:00 to 17:00, no holidays.
    [[nodiscard]] static CalendarRules standard(std::string zone = "UTC");
};

/// Working time of a team: how many working hours lie between two moments. Exact to the millisecond across changes of
/// daylight-saving time; moments are UTC, the working week is local. Immutable and cheap to copy; safe between threads.
/// A call costs a table look-up. Covers the years 1970 to 2059; moments outside count as the nearest bound.
class WorkCalendar
{
public:
    /// Fails if the zone is unknown here, hours overlap or run backwards, or a holiday's rule cannot be read.
    [[nodiscard]] static Result<WorkCalendar> make(CalendarRules rules);
    /// Monday to Friday, 09:00 to 17:00 in UTC.
    WorkCalendar();

    /// Working hours from one moment to another; negative if `to` is the earlier one.
    [[nodiscard]] double workingHours(Instant from, Instant to) const;
    /// Whether any work is planned on that local day.
    [[nodiscard]] bool isWorkingDay(Day localDay) const;
    /// Working days among the local days from `from` to `to`, both included.
    [[nodiscard]] int workingDays(DayRange localDays) const;
    /// The local day at a moment.
    [[nodiscard]] Day localDay(Instant at) const;
    [[nodiscard]] std::chrono::seconds offsetAt(Instant at) const;
    [[nodiscard]] const CalendarRules& rules() const;

private:
    struct Tables;
    explicit WorkCalendar(std::shared_ptr<const Tables> tables) : m_tables(std::move(tables)) {}
    std::shared_ptr<const Tables> m_tables;
};

/// The calendars of an organisation: one per team, and one for the others.
class CalendarSet
{
public:
    CalendarSet() = default;
    /// Reads a calendar file (resources/rules/calendars.toml and the user's).
    [[nodiscard]] static Result<CalendarSet> parse(std::string_view toml, std::string_view file = "calendars.toml");
    [[nodiscard]] static Result<CalendarSet> make(std::vector<CalendarRules> calendars);

    /// The calendar that names the team; else the first without teams; else Monday to Friday, 09:00 to 17:00 in UTC.
    [[nodiscard]] const WorkCalendar& of(std::string_view team) const;
    [[nodiscard]] const std::vector<WorkCalendar>& all() const { return m_calendars; }

private:
    std::vector<WorkCalendar> m_calendars;
    WorkCalendar m_standard;
};
/// Reads the rules only, to add imported holidays before making the calendars.
[[nodiscard]] Result<std::vector<CalendarRules>> parseCalendarRules(std::string_view toml,
                                                                    std::string_view file = "calendars.toml");

} // namespace assay
