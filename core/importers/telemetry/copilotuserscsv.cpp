// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/copilotdays.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"

namespace assay::importers {
namespace copilotuserscsv {

/// The user report with its counters as the columns of a table, as scripts and BI tools save it. What the report
/// splits by feature is not there, so runs of agents stay unknown.
class UsersCsv
{
public:
    UsersCsv(Reading& reading, CsvFile& file)
        : m_file(file), m_day(file.dates("day", {"day"})), m_from(file.dates("report_start_day", {"report start day"})),
          m_to(file.dates("report_end_day", {"report end day"})), m_login(file.columns({"user login"})),
          m_id(file.columns({"user id"})), m_scope(file.columns({"organization id", "enterprise id"})),
          m_shown(file.columns({"code generation activity count"})),
          m_accepted(file.columns({"code acceptance activity count"})),
          m_linesShown(file.columns({"loc suggested to add sum"})), m_linesAccepted(file.columns({"loc added sum"})),
          m_linesDeleted(file.columns({"loc deleted sum"})),
          m_interactions(file.columns({"user initiated interaction count"})), m_days(reading)
    {
    }

    Result<void> run()
    {
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        auto done = m_days.finish();
        m_file.close();
        return done;
    }

private:
    Result<void> one(const CsvRow& row)
    {
        std::optional<Day> day;
        std::optional<Day> from;
        std::optional<Day> to;
        domain::UsageDayRecord usage;
        usage.tool = "copilot";
        usage.identity = m_login.first(row);
        if (usage.identity.empty()) usage.identity = m_id.first(row);
        if (!m_file.readDay(row, m_day, day) || !counters(row, usage) || !m_file.readDay(row, m_from, from) ||
            !m_file.readDay(row, m_to, to))
            return {};
        if (!day || usage.identity.empty()) {
            m_file.reject(row, day ? "the row names no user (user_login); export it again"
                                   : "the row has no day; export it again");
            return {};
        }
        usage.day = *day;
        usage.scope = m_scope.first(row);
        return m_days.add(std::move(usage), from, to);
    }

    bool counters(const CsvRow& row, domain::UsageDayRecord& usage)
    {
        return m_file.readInteger(row, m_shown, usage.shown) && m_file.readInteger(row, m_accepted, usage.accepted) &&
               m_file.readInteger(row, m_linesShown, usage.linesShown) &&
               m_file.readInteger(row, m_linesAccepted, usage.linesAccepted) &&
               m_file.readInteger(row, m_linesDeleted, usage.linesDeleted) &&
               m_file.readInteger(row, m_interactions, usage.interactions);
    }

    CsvFile& m_file;
    std::size_t m_day, m_from, m_to;
    Columns m_login, m_id, m_scope, m_shown, m_accepted, m_linesShown, m_linesAccepted, m_linesDeleted, m_interactions;
    CopilotDays m_days;
};

Result<void> read(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    return UsersCsv(reading, *file).run();
}

} // namespace copilotuserscsv

const Importer& copilotUsersCsv()
{
    static const SpecImporter kImporter(
        {"copilot-users-csv", "GitHub Copilot user report as a table (CSV)",
         "day, user_login and the counters of the user report as columns",
         [](const Sniffed& seen) {
             return seen.csv({"day"}) && seen.anyHeader({"user login", "user id"}) &&
                            seen.anyHeader({"code generation activity count", "user initiated interaction count"})
                        ? 90
                        : 0;
         },
         &copilotuserscsv::read});
    return kImporter;
}

} // namespace assay::importers
