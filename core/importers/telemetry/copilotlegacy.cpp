// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/seatmerge.h"
#include "importers/telemetry/usagemerge.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

namespace assay::importers {
namespace copilotgroups {

bool rejectedDay(Reading& reading, const Json& row, const JsonPlace& place, const std::optional<Day>& day)
{
    if (!day) reading.reject(place.line, "the row has no day; download it again", row.written(500));
    return !day;
}

/// The retired `/copilot/metrics`: an organisation's day, nested by editor, model and language.
Result<void> readMetrics(Reading& reading)
{
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        const auto day = parseIsoDay(row["date"].view());
        if (rejectedDay(reading, row, place, day)) return {};
        domain::GroupUsageRecord usage;
        usage.tool = "copilot";
        usage.day = *day;
        usage.activeUsers = row["total_active_users"].integer();
        usage.engagedUsers = row["total_engaged_users"].integer();
        for (const Json& editor : row["copilot_ide_code_completions"]["editors"].items())
            for (const Json& model : editor["models"].items())
                for (const Json& language : model["languages"].items()) {
                    addKnown(usage.shown, language["total_code_suggestions"].integer());
                    addKnown(usage.accepted, language["total_code_acceptances"].integer());
                    addKnown(usage.linesShown, language["total_code_lines_suggested"].integer());
                    addKnown(usage.linesAccepted, language["total_code_lines_accepted"].integer());
                }
        for (const Json& editor : row["copilot_ide_chat"]["editors"].items())
            for (const Json& model : editor["models"].items())
                addKnown(usage.interactions, model["total_chats"].integer());
        return reading.sink().groupUsage(std::move(usage));
    };
    if (const auto envelope = reading.eachRecord({}, one); !envelope) return Failure(envelope.error());
    reading.notice("It counts a whole organisation, not people: it shows the course of use, but adoption by person "
                   "needs the user report.");
    return {};
}

/// The still older `/copilot/usage`.
Result<void> readUsage(Reading& reading)
{
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        const auto day = parseIsoDay(row["day"].view());
        if (rejectedDay(reading, row, place, day)) return {};
        domain::GroupUsageRecord usage;
        usage.tool = "copilot";
        usage.day = *day;
        usage.activeUsers = row["total_active_users"].integer();
        usage.shown = row["total_suggestions_count"].integer();
        usage.accepted = row["total_acceptances_count"].integer();
        usage.linesShown = row["total_lines_suggested"].integer();
        usage.linesAccepted = row["total_lines_accepted"].integer();
        usage.interactions = row["total_chat_turns"].integer();
        return reading.sink().groupUsage(std::move(usage));
    };
    if (const auto envelope = reading.eachRecord({}, one); !envelope) return Failure(envelope.error());
    reading.notice("It counts a whole organisation, not people: it shows the course of use, but adoption by person "
                   "needs the user report.");
    return {};
}

/// The current organisation or enterprise report.
Result<void> readOrganisation(Reading& reading)
{
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        const auto day = parseIsoDay(row["day"].view());
        if (rejectedDay(reading, row, place, day)) return {};
        domain::GroupUsageRecord usage;
        usage.tool = "copilot";
        usage.scope = row.any({"organization_id", "enterprise_id"}).text();
        usage.day = *day;
        usage.activeUsers = row["daily_active_users"].integer();
        usage.shown = row["code_generation_activity_count"].integer();
        usage.accepted = row["code_acceptance_activity_count"].integer();
        usage.linesShown = row["loc_suggested_to_add_sum"].integer();
        usage.linesAccepted = row["loc_added_sum"].integer();
        usage.linesDeleted = row["loc_deleted_sum"].integer();
        usage.interactions = row["user_initiated_interaction_count"].integer();
        return reading.sink().groupUsage(std::move(usage));
    };
    if (const auto envelope = reading.eachRecord({"day_totals"}, one); !envelope) return Failure(envelope.error());
    reading.notice("It counts a whole organisation, not people: adoption by person needs the user report.");
    return {};
}

Result<void> readTeams(Reading& reading)
{
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        const auto day = parseIsoDay(row["day"].view());
        if (rejectedDay(reading, row, place, day)) return {};
        domain::VendorTeamRecord member;
        member.tool = "copilot";
        member.identity = row.any({"user_login", "user_id"}).text();
        member.scope = row.any({"organization_id", "enterprise_id"}).text();
        member.team = row.any({"slug", "team_id"}).text();
        member.day = *day;
        return reading.sink().vendorTeam(std::move(member));
    };
    if (const auto envelope = reading.eachRecord({"day_totals"}, one); !envelope) return Failure(envelope.error());
    reading.notice("Teams with fewer than five seats are left out of it, and members of several teams stand in each.");
    return {};
}

Result<void> readActivity(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    const auto login = file->columns({"login", "user login"});
    const auto report = file->dates("Report Time", {"report time"});
    const auto signIn = file->dates("Last Authenticated At", {"last authenticated at"});
    const auto activity = file->dates("Last Activity At", {"last activity at"});
    if (auto ok = file->settle(); !ok) return ok;
    SeatMerge seats; // a person in several organisations has a row for each
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::SeatRecord seat;
        seat.tool = "copilot";
        seat.identity = login.first(row);
        std::optional<Instant> made;
        if (seat.identity.empty()) {
            file->reject(row, "the row names no login; export it again");
            return {};
        }
        if (!file->readInstant(row, report, made) || !file->readInstant(row, signIn, seat.lastSignIn) ||
            !file->readInstant(row, activity, seat.lastActivity))
            return {};
        if (made) seat.snapshot = dayOf(*made);
        const auto person = fmt::format("{} {}", foldCase(seat.identity), made ? toEpochDay(dayOf(*made)) : 0);
        seats.add(person, std::move(seat));
        return {};
    });
    if (!ok) return ok;
    file->close();
    return seats.flush(reading);
}

} // namespace copilotgroups

const Importer& copilotLegacyMetrics()
{
    static const SpecImporter kImporter(
        {"copilot-legacy-metrics", "GitHub Copilot metrics API (retired)",
         "date, total_active_users, copilot_ide_code_completions",
         [](const Sniffed& seen) {
             return seen.json({"date", "total_active_users", "copilot_ide_code_completions"}) ? 90 : 0;
         },
         &copilotgroups::readMetrics});
    return kImporter;
}

const Importer& copilotLegacyUsage()
{
    static const SpecImporter kImporter({"copilot-legacy-usage", "GitHub Copilot usage API (retired)",
                                         "day, total_suggestions_count, total_acceptances_count",
                                         [](const Sniffed& seen) {
                                             return seen.json({"day", "total_suggestions_count"}) ? 90 : 0;
                                         },
                                         &copilotgroups::readUsage});
    return kImporter;
}

const Importer& copilotOrganisation()
{
    static const SpecImporter kImporter(
        {"copilot-organisation", "GitHub Copilot organisation or enterprise report",
         "day_totals[].day, day_totals[].daily_active_users",
         [](const Sniffed& seen) {
             return seen.anyPath({"day_totals.daily_active_users", "daily_active_users"}) ? 92 : 0;
         },
         &copilotgroups::readOrganisation});
    return kImporter;
}

const Importer& copilotTeams()
{
    static const SpecImporter kImporter(
        {"copilot-teams", "GitHub Copilot user-teams report", "user_login, day, slug",
         [](const Sniffed& seen) {
             return seen.json({"user_login", "day", "team_id"}) || seen.json({"user_id", "day", "slug"}) ? 92 : 0;
         },
         &copilotgroups::readTeams});
    return kImporter;
}

const Importer& copilotActivity()
{
    static const SpecImporter kImporter({"copilot-activity", "GitHub Copilot activity report CSV",
                                         "Report Time, Login, Last Authenticated At, Last Activity At",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"login", "last activity at"}) ? 90 : 0;
                                         },
                                         &copilotgroups::readActivity});
    return kImporter;
}

} // namespace assay::importers
