// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/cursormembers.h"
#include "importers/telemetry/usagemerge.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"

#include <array>

namespace assay::importers {
namespace cursoranalytics {

/// The dashboard's analytics export: every member of the team on every day, the same counters as the daily usage of
/// the admin API under other names.
class AnalyticsCsv
{
public:
    AnalyticsCsv(Reading& reading, CsvFile& file)
        : m_reading(reading), m_file(file), m_date(file.dates("Date", {"date"})), m_user(file.columns({"email"})),
          m_id(file.columns({"user id"})), m_active(file.columns({"is active"})),
          m_linesShown(file.columns({"chat suggested lines added"})),
          m_linesAccepted(file.columns({"chat accepted lines added"})),
          m_linesDeleted(file.columns({"chat accepted lines deleted"})), m_shown(file.columns({"chat tabs shown"})),
          m_accepted(file.columns({"tabs accepted"})),
          m_agent(file.columns({"agent requests"})), m_requests{file.columns({"edit requests"}),
                                                                file.columns({"ask requests"}),
                                                                file.columns({"cmd+k usages", "cmd+k requests"})}
    {
    }

    Result<void> run()
    {
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        if (auto ok = m_members.flush(m_reading); !ok) return ok;
        m_file.close();
        return m_merge.flush(m_reading);
    }

private:
    Result<void> one(const CsvRow& row)
    {
        std::optional<Day> day;
        domain::UsageDayRecord usage;
        usage.tool = "cursor";
        usage.identity = m_user.first(row);
        if (usage.identity.empty()) usage.identity = m_id.first(row);
        if (!m_file.readDay(row, m_date, day) || !counters(row, usage)) return {};
        if (!day || usage.identity.empty()) {
            m_file.reject(row, day ? "the row names no user; export it again" : "the row has no day; export it again");
            return {};
        }
        usage.day = *day;
        if (!m_members.add(usage, flagFromText(m_active.first(row)))) return {};
        const auto identity = rowKey({m_id.first(row), usage.identity, isoDay(*day)});
        m_merge.add(std::move(usage), identity);
        return {};
    }

    bool counters(const CsvRow& row, domain::UsageDayRecord& usage)
    {
        if (!m_file.readInteger(row, m_shown, usage.shown) || !m_file.readInteger(row, m_accepted, usage.accepted) ||
            !m_file.readInteger(row, m_linesShown, usage.linesShown) ||
            !m_file.readInteger(row, m_linesAccepted, usage.linesAccepted) ||
            !m_file.readInteger(row, m_linesDeleted, usage.linesDeleted) ||
            !m_file.readInteger(row, m_agent, usage.agentRuns))
            return false;
        for (const auto& column : m_requests) {
            std::optional<std::int64_t> count;
            if (!m_file.readInteger(row, column, count)) return false;
            addKnown(usage.interactions, count);
        }
        return true;
    }

    Reading& m_reading;
    CsvFile& m_file;
    std::size_t m_date;
    Columns m_user, m_id, m_active, m_linesShown, m_linesAccepted, m_linesDeleted, m_shown, m_accepted, m_agent;
    std::array<Columns, 3> m_requests;
    CursorMembers m_members;
    UsageMerge m_merge;
};

Result<void> read(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    return AnalyticsCsv(reading, *file).run();
}

} // namespace cursoranalytics

const Importer& cursorAnalyticsCsv()
{
    static const SpecImporter kImporter(
        {"cursor-analytics-csv", "Cursor dashboard analytics CSV",
         "Date, Email, Is Active, Chat Accepted Lines Added, Tabs Accepted, Agent Requests",
         [](const Sniffed& seen) {
             return seen.csv({"date", "email", "is active"}) &&
                            seen.anyHeader({"chat accepted lines added", "tabs accepted", "agent requests"})
                        ? 90
                        : 0;
         },
         &cursoranalytics::read});
    return kImporter;
}

} // namespace assay::importers
