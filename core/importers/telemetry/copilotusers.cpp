// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/telemetry/copilotdays.h"
#include "importers/text/sniff.h"

#include <fmt/format.h>

namespace assay::importers {
namespace copilotusers {

/// Agent runs of a day: prompts in the agent panel plus command-line sessions, where the report splits them out.
std::optional<std::int64_t> agentRuns(const Json& row)
{
    std::optional<std::int64_t> runs;
    for (const Json& feature : row["totals_by_feature"].items()) {
        const auto name = feature["feature"].view();
        if (name != "chat_panel_agent_mode") continue;
        if (const auto n = feature["user_initiated_interaction_count"].integer()) runs = runs.value_or(0) + *n;
    }
    if (const auto n = row["totals_by_cli"]["session_count"].integer()) runs = runs.value_or(0) + *n;
    if (!runs && row["totals_by_feature"].isArray()) runs = 0; // split by feature, and none of it by an agent
    return runs;
}

class CopilotUsersRun
{
public:
    explicit CopilotUsersRun(Reading& reading) : m_reading(reading), m_days(reading) {}

    Result<void> run()
    {
        const auto envelope = m_reading.eachRecord(
            {"day_totals"}, [this](const Json& row, const JsonPlace& place) { return one(row, place); });
        if (!envelope) return Failure(envelope.error());
        return m_days.finish();
    }

private:
    Result<void> one(const Json& row, const JsonPlace& place)
    {
        const auto day = parseIsoDay(row["day"].view());
        domain::UsageDayRecord usage;
        usage.tool = "copilot";
        usage.identity = row["user_login"].text();
        if (usage.identity.empty()) usage.identity = row["user_id"].text();
        if (!day || usage.identity.empty()) {
            m_reading.reject(place.line,
                             day ? "the row names no user (user_login); download the report again"
                                 : fmt::format("\"{}\" is no day; download the report again", row["day"].text()),
                             row.written(500));
            return {};
        }
        usage.day = *day;
        usage.scope = row["organization_id"].text();
        if (usage.scope.empty()) usage.scope = row["enterprise_id"].text();
        usage.shown = row["code_generation_activity_count"].integer();
        usage.accepted = row["code_acceptance_activity_count"].integer();
        usage.linesShown = row["loc_suggested_to_add_sum"].integer();
        usage.linesAccepted = row["loc_added_sum"].integer();
        usage.linesDeleted = row["loc_deleted_sum"].integer();
        usage.interactions = row["user_initiated_interaction_count"].integer();
        usage.agentRuns = agentRuns(row);
        return m_days.add(std::move(usage), parseIsoDay(row["report_start_day"].view()),
                          parseIsoDay(row["report_end_day"].view()));
    }

    Reading& m_reading;
    CopilotDays m_days;
};

class CopilotUsers final : public Importer
{
public:
    std::string_view id() const override { return "copilot-users"; }
    std::string_view title() const override { return "GitHub Copilot user report (NDJSON, JSON)"; }
    std::string_view needs() const override { return "user_login, day and the counters, one object per user and day"; }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        for (const std::string prefix : {"", "day_totals."}) {
            const auto has = [&](std::string_view key) { return seen.paths.contains(prefix + std::string(key)); };
            if (has("day") && (has("user_login") || has("user_id")) &&
                (has("code_generation_activity_count") || has("user_initiated_interaction_count")))
                return 90;
        }
        return 0;
    }
    Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                      const ProgressFn& progress) const override
    {
        Reading reading(input, sink, cancel, progress);
        return CopilotUsersRun(reading).run();
    }
};

} // namespace copilotusers

const Importer& copilotUsers()
{
    static const copilotusers::CopilotUsers kImporter;
    return kImporter;
}

} // namespace assay::importers
