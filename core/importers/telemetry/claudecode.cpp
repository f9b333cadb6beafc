// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/usagemerge.h"
#include "importers/text/formatspec.h"

#include <fmt/format.h>

namespace assay::importers {
namespace claudecode {

std::optional<std::int64_t> sumOver(const Json& tools, std::string_view key)
{
    std::optional<std::int64_t> sum;
    for (const auto& tool : tools.members()) addKnown(sum, tool.value[key].integer());
    return sum;
}

/// Accepted, and accepted plus rejected, of all edit tools.
void editDecisions(const Json& tools, std::string_view accepted, std::string_view rejected,
                   domain::UsageDayRecord& usage)
{
    usage.accepted = sumOver(tools, accepted);
    usage.shown = sumOver(tools, rejected);
    addKnown(usage.shown, usage.accepted);
}

/// The analytics API gives money in cents, and calls it an estimate.
void modelCosts(const Json& models, domain::UsageDayRecord& usage)
{
    for (const Json& model : models.items()) {
        for (const auto& kind : model["tokens"].members()) addKnown(usage.tokens, kind.value.integer());
        const Json cost = model["estimated_cost"];
        const auto cents = cost["amount"].number();
        if (cents && (cost["currency"].view() == "USD" || !cost["currency"].present()))
            addKnown(usage.costUsd, std::optional(*cents / 100));
    }
}

std::optional<Day> dayOfRow(const Json& row)
{
    const auto text = row.any({"date", "day", "starting_date"}).view();
    if (const auto at = parseIsoInstant(text)) return dayOf(*at);
    return parseIsoDay(text);
}

Result<void> readAnalytics(Reading& reading)
{
    UsageMerge merge;
    const auto row = [&](const Json& record, const JsonPlace& place) -> Result<void> {
        const auto day = dayOfRow(record);
        domain::UsageDayRecord usage;
        usage.tool = "claude-code";
        usage.identity = record["actor"].any({"email_address", "api_key_name"}).text();
        usage.surface = record["terminal_type"].text();
        usage.scope = record["organization_id"].text();
        if (!day || usage.identity.empty()) {
            reading.reject(place.line,
                           day ? "the row names neither an e-mail address nor an API key; download it again"
                               : "the row has no date; download it again",
                           record.written(500));
            return {};
        }
        usage.day = *day;
        const Json core = record["core_metrics"];
        usage.agentRuns = core["num_sessions"].integer();
        usage.linesAccepted = core["lines_of_code"]["added"].integer();
        usage.linesDeleted = core["lines_of_code"]["removed"].integer();
        usage.commits = core["commits_by_claude_code"].integer();
        usage.pullRequests = core["pull_requests_by_claude_code"].integer();
        editDecisions(record["tool_actions"], "accepted", "rejected", usage);
        modelCosts(record["model_breakdown"], usage);
        const auto customer = record["customer_type"].text();
        const auto identity = rowKey({usage.identity, usage.surface, usage.scope, customer, isoDay(*day)});
        merge.add(std::move(usage), identity);
        return {};
    };
    const auto envelope = reading.eachRecord({"data"}, row);
    if (!envelope) return Failure(envelope.error());
    const auto more = envelope->find("has_more");
    if (more != envelope->end() && more->second == "true")
        reading.notice("It says that more pages follow (has_more); fetch them and import them too.");
    return merge.flush(reading);
}

Result<void> readEnterprise(Reading& reading)
{
    UsageMerge merge;
    const auto row = [&](const Json& record, const JsonPlace& place) -> Result<void> {
        const auto day = dayOfRow(record);
        domain::UsageDayRecord usage;
        usage.tool = "claude-code";
        usage.identity = record["user"].any({"email_address", "id"}).text();
        if (!day || usage.identity.empty()) {
            reading.reject(place.line,
                           day ? "the row names no user; download it again"
                               : "the row has no date; add it to each row, since one call gives one day",
                           record.written(500));
            return {};
        }
        usage.day = *day;
        usage.surface = "enterprise";
        const Json code = record["claude_code_metrics"];
        const Json core = code["core_metrics"];
        usage.agentRuns = core["distinct_session_count"].integer();
        usage.linesAccepted = core["lines_of_code"]["added_count"].integer();
        usage.linesDeleted = core["lines_of_code"]["removed_count"].integer();
        usage.commits = core["commit_count"].integer();
        usage.pullRequests = core["pull_request_count"].integer();
        editDecisions(code["tool_actions"], "accepted_count", "rejected_count", usage);
        const auto identity = rowKey({usage.identity, isoDay(*day)});
        merge.add(std::move(usage), identity);
        return {};
    };
    if (const auto envelope = reading.eachRecord({"data"}, row); !envelope) return Failure(envelope.error());
    return merge.flush(reading);
}

} // namespace claudecode

const Importer& claudeCodeAnalytics()
{
    static const SpecImporter kImporter(
        {"claude-code-analytics", "Claude Code analytics API", "data[].date, data[].actor, data[].core_metrics",
         [](const Sniffed& seen) {
             return seen.json({"data.actor", "data.core_metrics"}) || seen.json({"actor", "core_metrics"}) ? 90 : 0;
         },
         &claudecode::readAnalytics});
    return kImporter;
}

const Importer& claudeCodeEnterprise()
{
    static const SpecImporter kImporter(
        {"claude-code-enterprise", "Claude Code enterprise analytics",
         "data[].user.email_address, data[].claude_code_metrics, a date per row",
         [](const Sniffed& seen) {
             return seen.anyPath({"data.claude_code_metrics", "claude_code_metrics"}) ? 90 : 0;
         },
         &claudecode::readEnterprise});
    return kImporter;
}

} // namespace assay::importers
