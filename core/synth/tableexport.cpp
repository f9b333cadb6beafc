// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/exporttexts.h"

#include <fmt/format.h>

namespace assay::synth {
namespace {

std::string joined(const std::string& first, const std::vector<std::string>& others)
{
    std::string text = first;
    for (const auto& other : others) text += ';' + other;
    return text;
}

Day monthStart(Day day)
{
    const std::chrono::year_month_day date{day};
    return std::chrono::sys_days{date.year() / date.month() / 1};
}

Day nextMonth(Day start)
{
    return std::chrono::sys_days{std::chrono::year_month_day{start} + std::chrono::months{1}};
}

/// What the month's work with the second tool cost a team: usage is billed, there are no seats.
int usageBill(const Organisation& organisation, int team, Day first, Day last)
{
    constexpr int kPerChange = 7;
    int changes = 0;
    for (const auto& change : organisation.changes) {
        const bool used = assisted(change.use) && change.use != AiUse::Hidden && change.tool == Tool::ClaudeCode;
        const Day day = dayOf(change.opened);
        if (used && change.team == team && first <= day && day <= last) ++changes;
    }
    return changes * kPerChange;
}

int seatsOf(const Organisation& organisation, int team, Day day)
{
    int count = 0;
    for (const auto& person : organisation.people)
        if (person.holdsSeat(day) && person.teamOn(day) == team) ++count;
    return count;
}

} // namespace

ExportText rosterTable(const Organisation& organisation)
{
    ExportText text;
    text.content = "person,emails,logins,team,role,from,to\n";
    const TextOut out(text.content);
    for (const auto& person : organisation.people) {
        if (!person.onRoster) continue;
        for (const auto& stay : person.stays) {
            fmt::format_to(out, "{},{},{},{},{},{},{}\n", person.name, joined(person.email, person.otherEmails),
                           person.login, organisation.teams[static_cast<std::size_t>(stay.team)].name, person.role,
                           isoDay(stay.from), stay.to ? isoDay(*stay.to) : std::string());
            ++text.records;
        }
    }
    return text;
}

ExportText priceTable(const Organisation& organisation)
{
    ExportText text;
    text.content = fmt::format("vendor,plan,unit,price,currency,valid_from,valid_to\n"
                               "GitHub Copilot,Business,seat-month,{}.00,USD,{},\n"
                               "GitHub Copilot,Premium request,request,0.04,USD,{},\n"
                               "Internal,Engineer,hour,92.00,USD,{},\n",
                               kSeatPrice, isoDay(organisation.spec.firstDay()), isoDay(organisation.spec.firstDay()),
                               isoDay(organisation.spec.firstDay()));
    text.records = 3;
    return text;
}

ExportText invoiceTable(const Organisation& organisation)
{
    ExportText text;
    text.content = "date,vendor,description,seats,amount,currency,team\n";
    const TextOut out(text.content);
    for (Day start = monthStart(organisation.spec.firstDay());
         nextMonth(start) <= organisation.spec.lastDay + std::chrono::days{1}; start = nextMonth(start)) {
        const Day last = nextMonth(start) - std::chrono::days{1};
        for (std::size_t t = 0; t < organisation.teams.size(); ++t) {
            const int seats = seatsOf(organisation, static_cast<int>(t), last);
            const int bill = usageBill(organisation, static_cast<int>(t), start, last);
            const auto& team = organisation.teams[t].name;
            if (seats > 0) {
                fmt::format_to(out, "{},GitHub Copilot,Business seats,{},{}.00,USD,{}\n", isoDay(last), seats,
                               seats * kSeatPrice, team);
                ++text.records;
            }
            if (bill > 0) {
                fmt::format_to(out, "{},Anthropic,Claude Code usage,,{}.00,USD,{}\n", isoDay(last), bill, team);
                ++text.records;
            }
        }
    }
    return text;
}

} // namespace assay::synth
