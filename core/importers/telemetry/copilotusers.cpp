// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/reading.h"
#include "importers/text/rowset.h"
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
    explicit CopilotUsersRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto envelope = m_reading.eachRecord(
            {"day_totals"}, [this](const Json& row, const JsonPlace& place) { return one(row, place); });
        if (!envelope) return Failure(envelope.error());
        if (m_repeated > 0)
            m_reading.notice(fmt::format("User-days that are listed twice: {}; each was read once.", m_repeated));
        return m_days ? m_reading.sink().reportedDays("copilot", *m_days) : Result<void>();
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
        const auto from = parseIsoDay(row["report_start_day"].view());
        const auto to = parseIsoDay(row["report_end_day"].view());
        if (from && to && *from <= *day && *day <= *to)
            m_days = m_days ? DayRange{std::min(m_days->from, *from), std::max(m_days->to, *to)} : DayRange{*from, *to};
        usage.scope = row["organization_id"].text();
        if (usage.scope.empty()) usage.scope = row["enterprise_id"].text();
        usage.shown = row["code_generation_activity_count"].integer();
        usage.accepted = row["code_acceptance_activity_count"].integer();
        usage.linesShown = row["loc_suggested_to_add_sum"].integer();
        usage.linesAccepted = row["loc_added_sum"].integer();
        usage.linesDeleted = row["loc_deleted_sum"].integer();
        usage.interactions = row["user_initiated_interaction_count"].integer();
        usage.agentRuns = agentRuns(row);
        if (!m_seen.insert(rowKey({usage.identity, row["day"].view(), usage.scope}))) {
            ++m_repeated;
            return {};
        }
        return m_reading.sink().usageDay(std::move(usage));
    }

    Reading& m_reading;
    RowSet m_seen;
    std::int64_t m_repeated = 0;
    std::optional<DayRange> m_days; ///< as the 28-day report names them
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
