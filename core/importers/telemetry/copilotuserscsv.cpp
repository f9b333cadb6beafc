// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"
#include "importers/text/rowset.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::importers {
namespace copilotuserscsv {

/// The user report with its counters as the columns of a table, as scripts and BI tools save it. What the report
/// splits by feature is not there, so runs of agents stay unknown.
class UsersCsv
{
public:
    UsersCsv(Reading& reading, CsvFile& file)
        : m_reading(reading), m_file(file), m_day(file.dates("day", {"day"})),
          m_from(file.dates("report_start_day", {"report start day"})),
          m_to(file.dates("report_end_day", {"report end day"})), m_login(file.columns({"user login"})),
          m_id(file.columns({"user id"})), m_scope(file.columns({"organization id", "enterprise id"})),
          m_shown(file.columns({"code generation activity count"})),
          m_accepted(file.columns({"code acceptance activity count"})),
          m_linesShown(file.columns({"loc suggested to add sum"})), m_linesAccepted(file.columns({"loc added sum"})),
          m_linesDeleted(file.columns({"loc deleted sum"})),
          m_interactions(file.columns({"user initiated interaction count"}))
    {
    }

    Result<void> run()
    {
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        if (m_repeated > 0)
            m_reading.notice(fmt::format("User-days that are listed twice: {}; each was read once.", m_repeated));
        m_file.close();
        return m_days ? m_reading.sink().reportedDays("copilot", *m_days) : Result<void>();
    }

private:
    Result<void> one(const CsvRow& row)
    {
        std::optional<Day> day;
        domain::UsageDayRecord usage;
        usage.tool = "copilot";
        usage.identity = m_login.first(row);
        if (usage.identity.empty()) usage.identity = m_id.first(row);
        if (!m_file.readDay(row, m_day, day) || !counters(row, usage)) return {};
        if (!day || usage.identity.empty()) {
            m_file.reject(row, day ? "the row names no user (user_login); export it again"
                                   : "the row has no day; export it again");
            return {};
        }
        usage.day = *day;
        usage.scope = m_scope.first(row);
        if (!m_seen.insert(rowKey({usage.identity, isoDay(*day), usage.scope}))) {
            ++m_repeated;
            return {};
        }
        if (!cover(row, *day)) return {};
        return m_reading.sink().usageDay(std::move(usage));
    }

    bool counters(const CsvRow& row, domain::UsageDayRecord& usage)
    {
        return m_file.readInteger(row, m_shown, usage.shown) && m_file.readInteger(row, m_accepted, usage.accepted) &&
               m_file.readInteger(row, m_linesShown, usage.linesShown) &&
               m_file.readInteger(row, m_linesAccepted, usage.linesAccepted) &&
               m_file.readInteger(row, m_linesDeleted, usage.linesDeleted) &&
               m_file.readInteger(row, m_interactions, usage.interactions);
    }

    /// The days that the report speaks about.
    bool cover(const CsvRow& row, Day day)
    {
        std::optional<Day> from;
        std::optional<Day> to;
        if (!m_file.readDay(row, m_from, from) || !m_file.readDay(row, m_to, to)) return false;
        if (from && to && *from <= day && day <= *to)
            m_days = m_days ? DayRange{std::min(m_days->from, *from), std::max(m_days->to, *to)} : DayRange{*from, *to};
        return true;
    }

    Reading& m_reading;
    CsvFile& m_file;
    std::size_t m_day, m_from, m_to;
    Columns m_login, m_id, m_scope, m_shown, m_accepted, m_linesShown, m_linesAccepted, m_linesDeleted, m_interactions;
    RowSet m_seen;
    std::int64_t m_repeated = 0;
    std::optional<DayRange> m_days;
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
