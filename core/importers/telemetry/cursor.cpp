// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/cursormembers.h"
#include "importers/telemetry/usagemerge.h"
#include "importers/text/formatspec.h"

#include <fmt/format.h>

namespace assay::importers {
namespace cursorjson {

/// Milliseconds since 1970, as a number or as text; nullopt for anything outside 2000 to 2100.
std::optional<Instant> millis(const Json& value)
{
    const auto ms = value.integer();
    if (!ms || *ms < 946'684'800'000 || *ms > 4'102'444'800'000) return std::nullopt;
    return fromUnixMillis(*ms);
}

std::optional<std::int64_t> total(std::initializer_list<std::optional<std::int64_t>> parts)
{
    std::optional<std::int64_t> sum;
    for (const auto& part : parts) addKnown(sum, part);
    return sum;
}

/// True when the object was the paging block, and says so when pages are missing.
bool isPaging(Reading& reading, const Json& row, const JsonPlace& place)
{
    if (place.key != "pagination") return false;
    if (row["hasNextPage"].flag().value_or(false))
        reading.notice("It says that more pages follow (hasNextPage); fetch them and import them too.");
    return true;
}

/// Members are listed with and without activity only when the call was paged: then the list is also the list of seats.
class DailyUsage
{
public:
    explicit DailyUsage(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto envelope = m_reading.eachRecord(
            {"data", "pagination"}, [this](const Json& row, const JsonPlace& place) { return one(row, place); });
        if (!envelope) return Failure(envelope.error());
        if (auto ok = m_members.flush(m_reading); !ok) return ok;
        if (!m_members.sawInactive() && !m_members.empty())
            m_reading.notice("It lists only active members; fetch it page by page to have the inactive ones, and with "
                             "them the seats.");
        return m_merge.flush(m_reading);
    }

private:
    Result<void> one(const Json& row, const JsonPlace& place)
    {
        if (isPaging(m_reading, row, place)) return {};
        auto day = parseIsoDay(row["day"].view());
        if (const auto at = millis(row["date"]); !day && at) day = dayOf(*at);
        domain::UsageDayRecord usage;
        usage.tool = "cursor";
        usage.identity = row.any({"email", "userId"}).text();
        if (!day || usage.identity.empty()) {
            m_reading.reject(place.line,
                             day ? "the row names no user; fetch it again" : "the row has no day; fetch it again",
                             row.written(500));
            return {};
        }
        usage.day = *day;
        counters(row, usage);
        if (!m_members.add(usage, row["isActive"].flag())) return {};
        const auto identity = rowKey({row["userId"].text(), usage.identity, isoDay(*day)});
        m_merge.add(std::move(usage), identity);
        return {};
    }

    static void counters(const Json& row, domain::UsageDayRecord& usage)
    {
        usage.shown = row["totalTabsShown"].integer();
        usage.accepted = row["totalTabsAccepted"].integer();
        usage.linesShown = row["totalLinesAdded"].integer();
        usage.linesAccepted = row["acceptedLinesAdded"].integer();
        usage.linesDeleted = row["acceptedLinesDeleted"].integer();
        usage.interactions =
            total({row["composerRequests"].integer(), row["chatRequests"].integer(), row["cmdkUsages"].integer()});
        usage.agentRuns = row["agentRequests"].integer();
    }

    Reading& m_reading;
    UsageMerge m_merge;
    CursorMembers m_members;
};

Result<void> readDaily(Reading& reading)
{
    return DailyUsage(reading).run();
}

Result<void> readEvents(Reading& reading)
{
    UsageMerge merge;
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        if (isPaging(reading, row, place)) return {};
        const auto at = millis(row["timestamp"]);
        const auto who = row.any({"userEmail", "userId", "serviceAccountId"}).text();
        if (!at) {
            reading.reject(place.line, "the event has no time in milliseconds; fetch it again", row.written(500));
            return {};
        }
        const Json tokens = row["tokenUsage"];
        domain::SpendRecord spend;
        spend.tool = "cursor";
        spend.identity = who;
        spend.model = row["model"].text();
        spend.sku = row["kind"].text();
        spend.unit = "requests";
        spend.line = std::to_string(toUnixMillis(*at));
        spend.quantity = row["requestsCosts"].number();
        spend.from = spend.to = dayOf(*at);
        spend.currency = "USD";
        const auto cents = row["chargedCents"].number(); // discount and fee are in it already
        if (cents) spend.net = *cents / 100;
        if (const auto list = tokens["totalCents"].number()) spend.gross = *list / 100;
        domain::UsageDayRecord usage;
        usage.tool = "cursor";
        usage.identity = who;
        usage.surface = "events";
        usage.day = dayOf(*at);
        usage.interactions = 1;
        usage.firstEvent = usage.lastEvent = *at;
        usage.tokens = total({tokens["inputTokens"].integer(), tokens["outputTokens"].integer(),
                              tokens["cacheWriteTokens"].integer(), tokens["cacheReadTokens"].integer()});
        usage.costUsd = spend.net;
        if (!who.empty()) merge.add(std::move(usage));
        return reading.sink().spend(std::move(spend));
    };
    if (const auto envelope = reading.eachRecord({"usageEvents", "usageEventsDisplay", "pagination"}, one); !envelope)
        return Failure(envelope.error());
    return merge.flush(reading);
}

/// The current billing cycle only; cents and dollars side by side in one object.
Result<void> readSpend(Reading& reading)
{
    std::vector<domain::SpendRecord> rows;
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        domain::SpendRecord spend;
        spend.tool = "cursor";
        spend.identity = row.any({"email", "userId"}).text();
        if (spend.identity.empty()) {
            reading.reject(place.line, "the entry names no member; fetch it again", row.written(500));
            return {};
        }
        spend.product = "usage";
        spend.unit = "fast-requests";
        spend.quantity = row["fastPremiumRequests"].number();
        if (const auto cents = row["spendCents"].number()) spend.net = *cents / 100;
        spend.currency = "USD";
        domain::SeatRecord seat;
        seat.tool = "cursor";
        seat.identity = spend.identity;
        rows.push_back(std::move(spend));
        return reading.sink().seat(std::move(seat));
    };
    const auto envelope = reading.eachRecord({"teamMemberSpend"}, one);
    if (!envelope) return Failure(envelope.error());
    std::optional<Day> cycle;
    if (const auto start = envelope->find("subscriptionCycleStart"); start != envelope->end())
        if (const auto ms = integerFromText(start->second)) cycle = dayOf(fromUnixMillis(*ms));
    if (!cycle) reading.notice("It does not say when the billing cycle began, so its spending belongs to no month.");
    for (auto& spend : rows) {
        spend.from = cycle;
        if (auto ok = reading.sink().spend(std::move(spend)); !ok) return ok;
    }
    const auto members = envelope->find("totalMembers");
    const auto all = members == envelope->end() ? std::nullopt : integerFromText(members->second);
    if (all && *all > static_cast<std::int64_t>(rows.size()))
        reading.notice(fmt::format("It lists {} of {} members; fetch the remaining pages and import them too.",
                                   rows.size(), *all));
    return {};
}

} // namespace cursorjson

const Importer& cursorDaily()
{
    static const SpecImporter kImporter(
        {"cursor-daily", "Cursor daily usage", "data[].email, data[].day, the counters",
         [](const Sniffed& seen) {
             return seen.anyPath({"data.totalTabsShown", "data.composerRequests", "totalTabsShown", "composerRequests"})
                        ? 90
                        : 0;
         },
         &cursorjson::readDaily});
    return kImporter;
}

const Importer& cursorEvents()
{
    static const SpecImporter kImporter({"cursor-events", "Cursor usage events",
                                         "usageEvents[].timestamp, usageEvents[].userEmail, usageEvents[].chargedCents",
                                         [](const Sniffed& seen) {
                                             return seen.anyPath(
                                                        {"usageEvents.timestamp", "usageEventsDisplay.timestamp"}) ||
                                                            seen.json({"timestamp", "chargedCents"})
                                                        ? 90
                                                        : 0;
                                         },
                                         &cursorjson::readEvents});
    return kImporter;
}

const Importer& cursorSpend()
{
    static const SpecImporter kImporter(
        {"cursor-spend", "Cursor team spend",
         "teamMemberSpend[].email, teamMemberSpend[].spendCents, subscriptionCycleStart",
         [](const Sniffed& seen) { return seen.anyPath({"teamMemberSpend.spendCents"}) ? 90 : 0; },
         &cursorjson::readSpend});
    return kImporter;
}

} // namespace assay::importers
