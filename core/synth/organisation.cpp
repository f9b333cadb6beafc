// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/organisation.h"

#include "synth/code.h"
#include "synth/people.h"
#include "synth/toolusage.h"
#include "synth/work.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::synth {

const char* toolId(Tool tool)
{
    switch (tool) {
    case Tool::Copilot:
        return "copilot";
    case Tool::ClaudeCode:
        return "claude-code";
    case Tool::Aider:
        return "aider";
    }
    return "copilot";
}

Day OrganisationSpec::firstDay() const
{
    const std::chrono::year_month_day after{lastDay + std::chrono::days{1}};
    std::chrono::year_month_day first = after - std::chrono::months{months};
    if (!first.ok()) first = first.year() / first.month() / std::chrono::last;
    return std::chrono::sys_days{first};
}

Day OrganisationSpec::telemetryFrom() const
{
    constexpr Day kReportsBegin = std::chrono::sys_days{std::chrono::year{2025} / 10 / 10};
    return untidy ? std::max(firstDay(), kReportsBegin) : firstDay();
}

std::optional<DayRange> OrganisationSpec::telemetryGap() const
{
    constexpr int kReportsAfterIt = 8;
    const Day to = lastDay - std::chrono::days{kReportDays * kReportsAfterIt};
    const DayRange gap{to - std::chrono::days{kReportDays - 1}, to};
    return untidy && gap.from > telemetryFrom() ? std::optional(gap) : std::nullopt;
}

std::optional<Day> OrganisationSpec::acceptanceFallsFrom() const
{
    constexpr std::chrono::days kBeforeTheEnd{47};
    return acceptanceFalls && teams > kFallingTeam ? std::optional(lastDay - kBeforeTheEnd) : std::nullopt;
}

bool OrganisationSpec::telemetryCovers(Day day) const
{
    const auto gap = telemetryGap();
    return day >= telemetryFrom() && day <= lastDay && !(gap && gap->contains(day));
}

int Person::teamOn(Day day) const
{
    for (const auto& stay : stays)
        if (stay.from <= day && (!stay.to || day <= *stay.to)) return stay.team;
    return kNone;
}

std::string Organisation::ticketKey(int ticket) const
{
    const auto& row = tickets[static_cast<std::size_t>(ticket)];
    return fmt::format("{}-{}", teams[static_cast<std::size_t>(row.team)].key, row.number);
}

Organisation makeOrganisation(const OrganisationSpec& spec)
{
    Organisation organisation;
    organisation.spec = spec;
    organisation.spec.developers = std::max(spec.developers, 1);
    organisation.spec.months = std::clamp(spec.months, 1, 60);
    staff(organisation);
    WorkSimulation(organisation).run();
    arrange(organisation);
    CodeHistory(organisation).write();
    recordUsage(organisation);
    return organisation;
}

} // namespace assay::synth
