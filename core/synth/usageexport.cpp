// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/exporttexts.h"
#include "synth/textfile.h"

#include <fmt/format.h>

#include <vector>

namespace assay::synth {
namespace {

using std::chrono::days;
constexpr int kForgottenAfterDays = 90; ///< GitHub's memory of a seat's last activity

constexpr const char* kFirstFeature = "code_completion";

/// The counters every block of a row repeats.
void counters(TextOut out, int interactions, int shown, int accepted, int linesShown, int linesAccepted)
{
    fmt::format_to(
        out,
        R"("user_initiated_interaction_count":{},"code_generation_activity_count":{},"code_acceptance_activity_count":{},)"
        R"("loc_suggested_to_add_sum":{},"loc_suggested_to_delete_sum":0,"loc_added_sum":{},"loc_deleted_sum":0)",
        interactions, shown, accepted, linesShown, linesAccepted);
}

void feature(TextOut out, const char* name, int interactions, int shown, int accepted, int linesShown,
             int linesAccepted)
{
    fmt::format_to(out, R"({}{{"feature":"{}",)", std::string_view(name) == kFirstFeature ? "" : ",", name);
    counters(out, interactions, shown, accepted, linesShown, linesAccepted);
    fmt::format_to(out, "}}");
}

void writeRow(TextOut out, const Organisation& organisation, const UsageDay& row, Day from, Day to)
{
    const auto& person = organisation.people[static_cast<std::size_t>(row.person)];
    const int interactions = row.interactions;
    const int chats = interactions - row.agentRuns;
    fmt::format_to(
        out,
        R"({{"report_start_day":"{}","report_end_day":"{}","day":"{}","organization_id":"900001","user_id":{},"user_login":{},)",
        isoDay(from), isoDay(to), isoDay(row.day), accountNumber(row.person), quoted(person.login));
    counters(out, interactions, row.shown, row.accepted, row.linesShown, row.linesAccepted);
    fmt::format_to(out, R"(,"used_chat":{},"used_agent":{},"totals_by_ide":[{{"ide":"vscode",)", chats > 0,
                   row.agentRuns > 0);
    counters(out, interactions, row.shown, row.accepted, row.linesShown, row.linesAccepted);
    fmt::format_to(out, R"(}}],"totals_by_feature":[)");
    feature(out, kFirstFeature, 0, row.shown, row.accepted, row.linesShown, row.linesAccepted);
    if (chats > 0) feature(out, "chat_panel_ask_mode", chats, 0, 0, 0, 0);
    if (row.agentRuns > 0) feature(out, "chat_panel_agent_mode", row.agentRuns, 0, 0, 0, 0);
    fmt::format_to(out, "]}}\n");
}

std::string stampOf(const std::optional<Day>& day, int hour)
{
    return day ? '"' + isoInstant(Instant{*day} + std::chrono::hours{hour}) + '"' : "null";
}

} // namespace

std::vector<LastSeen> lastSeen(const Organisation& organisation)
{
    std::vector<LastSeen> seen(organisation.people.size());
    for (const auto& row : organisation.usage) {
        auto& last = seen[static_cast<std::size_t>(row.person)].activity;
        if (!last || *last < row.day) last = row.day;
    }
    for (std::size_t p = 0; p < seen.size(); ++p) {
        const auto& person = organisation.people[p];
        if (!person.seatFrom || person.neverSignedIn) continue;
        seen[p].signIn = seen[p].activity ? *seen[p].activity : *person.seatFrom + days{3};
    }
    return seen;
}

ExportText copilotUserReport(const Organisation& organisation, Day from, Day to)
{
    ExportText text;
    const TextOut out(text.content);
    for (const auto& row : organisation.usage) {
        if (row.day < from || row.day > to) continue;
        writeRow(out, organisation, row, from, to);
        ++text.records;
    }
    return text;
}

ExportText copilotSeatList(const Organisation& organisation)
{
    ExportText text;
    std::string seats;
    const TextOut out(seats);
    const auto seen = lastSeen(organisation);
    const Day today = organisation.spec.lastDay;
    for (std::size_t p = 0; p < organisation.people.size(); ++p) {
        const auto& person = organisation.people[p];
        if (!person.holdsSeat(today)) continue;
        auto activity = seen[p].activity;
        if (activity && *activity < today - days{kForgottenAfterDays}) activity.reset();
        const auto& team = organisation.teams[static_cast<std::size_t>(person.teamOn(today))];
        fmt::format_to(
            out,
            R"({}{{"created_at":{},"updated_at":{},"pending_cancellation_date":null,"last_activity_at":{},"last_activity_editor":{},)",
            text.records > 0 ? ",\n" : "", stampOf(person.seatFrom, 9), stampOf(today, 20), stampOf(activity, 15),
            activity ? R"("vscode/1.110.0/copilot/1.420.0")" : "null");
        fmt::format_to(
            out,
            R"("last_authenticated_at":{},"plan_type":"business","assignee":{{"login":{},"id":{},"type":"User"}},)",
            stampOf(seen[p].signIn, 8), quoted(person.login), accountNumber(static_cast<int>(p)));
        fmt::format_to(out, R"("assigning_team":{{"id":{},"name":{},"slug":"{}"}}}})", 5000 + person.teamOn(today),
                       quoted(team.name), team.key);
        ++text.records;
    }
    text.content = fmt::format("{{\"total_seats\":{},\"seats\":[\n{}\n]}}\n", text.records, seats);
    return text;
}

} // namespace assay::synth
