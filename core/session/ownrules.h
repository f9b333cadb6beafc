// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/calendar.h"
#include "base/result.h"
#include "domain/usage.h"

#include <string>
#include <vector>

namespace assay::session {

/// The user's calendars come first and replace shipped ones of the same name.
void addCalendars(std::vector<CalendarRules>& calendars, std::vector<CalendarRules> users);

/// Puts imported days off into the calendars they are for: those of all when the file names none; those of the calendar
/// or team it names. A calendar that nobody is known by holds for everybody if it is the only one imported; of several,
/// the sentences returned say that they were left out, and what to do.
[[nodiscard]] std::vector<std::string> addHolidays(std::vector<CalendarRules>& calendars,
                                                   const std::vector<domain::HolidayRecord>& holidays,
                                                   const std::vector<std::string>& teams);

/// Rule files that a workspace may bring along: "attribution", "task-types", "calendars".
[[nodiscard]] const std::vector<std::string>& ruleKinds();
/// The workspace's own rules of a kind; empty: those that ship with the program hold.
[[nodiscard]] Result<std::string> ownRules(const std::string& workspace, const std::string& kind);
/// Checks the text of a rule file, keeps it in the workspace and derives anew by it; an empty text goes back to what
/// ships.
[[nodiscard]] Result<void> setOwnRules(const std::string& workspace, const std::string& kind, const std::string& text);

} // namespace assay::session
