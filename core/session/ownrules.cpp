// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/ownrules.h"

#include "base/asciitext.h"
#include "session/audit.h"
#include "session/derivejob.h"
#include "session/fingerprint.h"
#include "session/rules.h"
#include "store/database.h"
#include "store/settings.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace assay::session {
namespace {

bool same(const std::string& a, const std::string& b)
{
    return asciiLowered(a) == asciiLowered(b);
}

bool names(const std::vector<std::string>& list, const std::string& name)
{
    return std::any_of(list.begin(), list.end(), [&name](const auto& x) { return same(x, name); });
}

void add(CalendarRules& calendar, const std::vector<HolidayRule>& days)
{
    calendar.holidays.insert(calendar.holidays.end(), days.begin(), days.end());
}

/// A calendar of the team's own: as the one it worked by until now, with these days off besides.
void addForTeam(std::vector<CalendarRules>& calendars, const std::string& team, const std::vector<HolidayRule>& days)
{
    auto by = std::find_if(calendars.begin(), calendars.end(), [&team](const auto& c) { return names(c.teams, team); });
    if (by != calendars.end() && by->teams.size() == 1) return add(*by, days);
    if (by == calendars.end())
        by = std::find_if(calendars.begin(), calendars.end(), [](const auto& c) { return c.teams.empty(); });
    auto own = by == calendars.end() ? CalendarRules::standard() : *by;
    if (by != calendars.end())
        by->teams.erase(
            std::remove_if(by->teams.begin(), by->teams.end(), [&team](const auto& x) { return same(x, team); }),
            by->teams.end());
    own.name = team;
    own.teams = {team};
    add(own, days);
    calendars.insert(calendars.begin(), std::move(own));
}

bool addToNamed(std::vector<CalendarRules>& calendars, const std::string& name, const std::vector<HolidayRule>& days)
{
    bool found = false;
    for (auto& calendar : calendars) {
        if (!same(calendar.name, name)) continue;
        add(calendar, days);
        found = true;
    }
    return found;
}

} // namespace

void addCalendars(std::vector<CalendarRules>& calendars, std::vector<CalendarRules> users)
{
    for (auto& shipped : calendars)
        if (std::none_of(users.begin(), users.end(), [&](const auto& own) { return same(own.name, shipped.name); }))
            users.push_back(std::move(shipped));
    calendars = std::move(users);
}

std::vector<std::string> addHolidays(std::vector<CalendarRules>& calendars,
                                     const std::vector<domain::HolidayRecord>& holidays,
                                     const std::vector<std::string>& teams)
{
    std::map<std::string, std::vector<HolidayRule>> byCalendar;
    for (const auto& day : holidays) byCalendar[day.calendar].push_back({isoDay(day.day), day.name});
    std::vector<HolidayRule> forAll;
    std::vector<std::string> unknown;
    for (const auto& [name, days] : byCalendar) {
        if (name.empty()) {
            forAll.insert(forAll.end(), days.begin(), days.end());
        } else if (names(teams, name)) {
            addForTeam(calendars, name, days);
        } else if (!addToNamed(calendars, name, days)) {
            unknown.push_back(name);
        }
    }
    std::vector<std::string> remarks;
    if (unknown.size() == 1) {
        const auto& days = byCalendar.at(unknown.front());
        forAll.insert(forAll.end(), days.begin(), days.end());
    } else {
        for (const auto& name : unknown)
            remarks.push_back(fmt::format("The days off of the calendar “{}” are not used: no team and no calendar is "
                                          "called so; name one in the workspace's calendar rules.",
                                          name));
    }
    for (auto& calendar : calendars) add(calendar, forAll);
    return remarks;
}

const std::vector<std::string>& ruleKinds()
{
    static const std::vector<std::string> kKinds{"attribution", "task-types", "calendars"};
    return kKinds;
}

Result<std::string> ownRules(const std::string& workspace, const std::string& kind)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    return store::setting(*database, "rules." + kind);
}

Result<void> setOwnRules(const std::string& workspace, const std::string& kind, const std::string& text)
{
    if (!names(ruleKinds(), kind))
        return failure(ErrorCode::Usage,
                       fmt::format("There are no rules “{}”; choose attribution, task-types or calendars.", kind));
    auto database = store::Database::open(workspace, store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    auto transaction = store::Transaction::begin(*database);
    if (!transaction) return Failure(transaction.error());
    if (auto kept = store::setSetting(*database, "rules." + kind, text); !kept) return kept;
    const auto rules = Rules::of(*database); // what cannot be read is refused here, and nothing was changed
    if (!rules) return Failure(Error{ErrorCode::InputMalformed, rules.error().message, rules.error().detail});
    const auto what = text.empty() ? std::string("back to those that ship") : "SHA-256 " + textFingerprint(text);
    if (auto told = audit(*database, "rules", kind, what); !told) return told;
    if (auto stale = markStale(*database); !stale) return stale;
    if (auto committed = transaction->commit(); !committed) return committed;
    return deriveIfStale(*database, **rules, {}, {});
}

} // namespace assay::session
