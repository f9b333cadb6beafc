// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/exporttexts.h"
#include "synth/messages.h"
#include "synth/textfile.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace assay::synth {
namespace {

struct StatusInfo
{
    int id;
    const char* category;
};
constexpr std::array<StatusInfo, 5> kStatusInfo{
    {{10000, "new"}, {10001, "indeterminate"}, {10002, "indeterminate"}, {10003, "done"}, {10004, "done"}}};

/// `2026-03-04T10:22:05.000+0530`: Jira writes offsets without a colon.
std::string jiraStamp(Instant at, int offsetMinutes)
{
    std::string text = isoInstant(std::chrono::floor<std::chrono::seconds>(at + std::chrono::minutes{offsetMinutes}));
    text.pop_back();
    const int minutes = std::abs(offsetMinutes);
    return fmt::format("{}.000{}{:02}{:02}", text, offsetMinutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string jiraUser(const Person& person)
{
    return fmt::format(R"({{"accountId":"acct-{}","emailAddress":"{}","displayName":"{}","active":true}})",
                       person.login, person.email, person.name);
}

const char* issueType(const Ticket& ticket)
{
    if (ticket.bug) return "Bug";
    return ticket.task == domain::TaskType::Feature ? "Story" : "Task";
}

const char* label(domain::TaskType task)
{
    switch (task) {
    case domain::TaskType::Tests:
        return R"("tests")";
    case domain::TaskType::Documentation:
        return R"("documentation")";
    case domain::TaskType::Boilerplate:
        return R"("configuration")";
    case domain::TaskType::Refactoring:
        return R"("refactoring")";
    default:
        return "";
    }
}

std::string statusObject(std::uint8_t status)
{
    const auto& info = kStatusInfo.at(status);
    return fmt::format(R"({{"id":"{}","name":"{}","statusCategory":{{"key":"{}"}}}})", info.id, kStatuses[status],
                       info.category);
}

void writeHistory(TextOut out, const Ticket& ticket, const Person& assignee, int offset)
{
    fmt::format_to(out, R"("changelog":{{"startAt":0,"maxResults":{0},"total":{0},"histories":[)",
                   ticket.history.size());
    for (std::size_t i = ticket.history.size(); i-- > 0;) { // newest first
        const auto& step = ticket.history[i];
        fmt::format_to(
            out,
            R"({{"id":"{}","author":{},"created":"{}","items":[{{"field":"status","fieldId":"status","fieldtype":"jira","from":"{}","fromString":"{}","to":"{}","toString":"{}"}}]}}{})",
            40000 + i, jiraUser(assignee), jiraStamp(step.at, offset), kStatusInfo.at(step.from).id,
            kStatuses[step.from], kStatusInfo.at(step.to).id, kStatuses[step.to], i > 0 ? "," : "");
    }
    fmt::format_to(out, "]}}");
}

void writeIssue(TextOut out, const Organisation& organisation, int row)
{
    const auto& ticket = organisation.tickets[static_cast<std::size_t>(row)];
    const auto& team = organisation.teams[static_cast<std::size_t>(ticket.team)];
    const auto& assignee = organisation.people[static_cast<std::size_t>(ticket.assignee)];
    const auto& reporter = organisation.people[static_cast<std::size_t>(ticket.reporter)];
    const std::uint8_t status = ticket.history.empty() ? std::uint8_t{kToDo} : ticket.history.back().to;
    const Instant updated = ticket.history.empty() ? ticket.created : ticket.history.back().at;
    const bool ended = status == kDone || status == kCancelled;
    fmt::format_to(
        out,
        R"({{"id":"{}","key":"{}","fields":{{"summary":{},"issuetype":{{"name":"{}"}},"project":{{"key":"{}","name":"{}"}},)",
        20000 + row, organisation.ticketKey(row), quoted(ticket.title), issueType(ticket), team.key, team.name);
    fmt::format_to(out, R"("status":{},"priority":{{"name":"{}"}},"labels":[{}],"assignee":{},"reporter":{},)",
                   statusObject(status), kPriorities[ticket.priority], label(ticket.task), jiraUser(assignee),
                   jiraUser(reporter));
    fmt::format_to(out, R"("created":"{}","updated":"{}","resolutiondate":{},"resolution":{}}},)",
                   jiraStamp(ticket.created, team.offsetMinutes), jiraStamp(updated, team.offsetMinutes),
                   ended && ticket.resolved ? '"' + jiraStamp(*ticket.resolved, team.offsetMinutes) + '"' : "null",
                   !ended                 ? "null"
                   : status == kCancelled ? R"({"name":"Won't Do"})"
                                          : R"({"name":"Done"})");
    writeHistory(out, ticket, assignee, team.offsetMinutes);
    fmt::format_to(out, "}}");
}

} // namespace

ExportText jiraIssues(const Organisation& organisation, int team)
{
    std::vector<int> rows;
    for (int t = 0; t < static_cast<int>(organisation.tickets.size()); ++t)
        if (organisation.tickets[static_cast<std::size_t>(t)].team == team) rows.push_back(t);
    ExportText text;
    text.records = static_cast<std::int64_t>(rows.size());
    const TextOut out(text.content);
    fmt::format_to(out, R"({{"expand":"names,schema","startAt":0,"maxResults":{0},"total":{0},"issues":[)",
                   rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        text.content += i == 0 ? "\n" : ",\n";
        writeIssue(out, organisation, rows[i]);
    }
    text.content += "\n]}\n";
    return text;
}

} // namespace assay::synth
