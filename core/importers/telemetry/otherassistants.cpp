// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/usagemerge.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <map>

namespace assay::importers {
namespace otherassistants {

/// The user page of Windsurf's analytics. Its `apiKey` is a secret: it is never read, and it is said.
Result<void> readWindsurfUsers(Reading& reading)
{
    std::int64_t secrets = 0;
    const auto one = [&](const Json& row, const JsonPlace& place) -> Result<void> {
        if (row.has("apiKey")) ++secrets;
        domain::SeatRecord seat;
        seat.tool = "windsurf";
        seat.identity = row.any({"email", "name"}).text();
        seat.lastActivity = parseIsoInstant(row["lastUpdateTime"].view());
        if (seat.identity.empty()) {
            reading.reject(place.line, "the entry names no user; fetch it again", "");
            return {};
        }
        return reading.sink().seat(std::move(seat));
    };
    if (const auto envelope = reading.eachRecord({"userTableStats"}, one); !envelope) return Failure(envelope.error());
    if (secrets > 0)
        reading.notice(
            fmt::format("It holds API keys (apiKey: {}), which are secrets: they were dropped and are stored "
                        "nowhere; delete the file when you are done.",
                        secrets));
    return {};
}

/// Cascade's days: nobody is named in them, so they count for the whole organisation.
class Cascade
{
public:
    explicit Cascade(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto one = [this](const Json& result, const JsonPlace& place) -> Result<void> {
            for (const Json& row : result["cascadeLines"]["cascadeLines"].items()) lines(row, place);
            for (const Json& row : result["cascadeRuns"]["cascadeRuns"].items()) runs(row, place);
            return {};
        };
        if (const auto envelope = m_reading.eachRecord({"queryResults"}, one); !envelope)
            return Failure(envelope.error());
        for (auto& [day, usage] : m_days)
            if (auto ok = m_reading.sink().groupUsage(std::move(usage)); !ok) return ok;
        m_reading.notice("It names no users: it shows the course of use, but adoption by person needs another report.");
        return {};
    }

private:
    domain::GroupUsageRecord* at(const Json& row, const JsonPlace& place)
    {
        const auto day = parseIsoDay(row["day"].view().substr(0, 10));
        if (!day) {
            m_reading.reject(place.line,
                             fmt::format("\"{}\" is no day; fetch the report again", cutUtf8(row["day"].view(), 40)),
                             row.written(500));
            return nullptr;
        }
        auto& usage = m_days[*day];
        usage.tool = "windsurf";
        usage.day = *day;
        return &usage;
    }
    void lines(const Json& row, const JsonPlace& place)
    {
        auto* usage = at(row, place);
        if (usage == nullptr) return;
        addKnown(usage->linesShown, row["linesSuggested"].integer());
        addKnown(usage->linesAccepted, row["linesAccepted"].integer());
    }
    void runs(const Json& row, const JsonPlace& place)
    {
        auto* usage = at(row, place);
        if (usage != nullptr) addKnown(usage->interactions, row["messagesSent"].integer());
    }

    Reading& m_reading;
    std::map<Day, domain::GroupUsageRecord> m_days;
};

Result<void> readWindsurfCascade(Reading& reading)
{
    return Cascade(reading).run();
}

/// Identity Center ids come with and without their directory ("d-1234567890.").
std::string amazonUser(std::string_view id)
{
    const auto dot = id.find('.');
    if (id.starts_with("d-") && dot != std::string_view::npos) id.remove_prefix(dot + 1);
    return std::string(id);
}

/// The daily user report: about 45 counters named Feature_Metric, of which those that mean the same are added up.
class AmazonReport
{
public:
    AmazonReport(Reading& reading, CsvFile& file)
        : m_reading(reading), m_file(file), m_user(file.columns({"userid", "user id"})),
          m_date(file.dates("Date", {"date"})),
          m_shown(file.columns({"inline suggestionscount", "dev generationeventcount", "codefix generationeventcount",
                                "inlinechat totaleventcount"})),
          m_accepted(file.columns({"inline acceptancecount", "dev acceptanceeventcount", "codefix acceptanceeventcount",
                                   "inlinechat acceptanceeventcount"})),
          m_generated(file.columns({"dev generatedlines", "codefix generatedlines"})),
          m_lines(
              file.columns({"inline aicodelines", "chat aicodelines", "dev acceptedlines", "codefix acceptedlines"})),
          m_messages(file.columns({"chat messagessent"})),
          m_runs(file.columns({"dev generationeventcount", "transformation eventcount", "testgeneration eventcount"}))
    {
    }

    Result<void> run()
    {
        if (!m_user.found()) return missingColumn(m_reading.path(), "the user id");
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        m_file.close();
        return m_merge.flush(m_reading);
    }

private:
    Result<void> one(const CsvRow& row)
    {
        std::optional<Day> day;
        domain::UsageDayRecord usage;
        usage.tool = "amazon-q";
        usage.identity = amazonUser(m_user.first(row));
        if (!m_file.readDay(row, m_date, day)) return {};
        if (!day || usage.identity.empty()) {
            m_file.reject(row, day ? "the row names no user; export it again" : "the row has no date; export it again");
            return {};
        }
        usage.day = *day;
        const bool ok = add(row, m_shown, usage.shown) && add(row, m_accepted, usage.accepted) &&
                        add(row, m_generated, usage.linesShown) && add(row, m_lines, usage.linesAccepted) &&
                        add(row, m_messages, usage.interactions) && add(row, m_runs, usage.agentRuns);
        if (!ok) return {};
        const auto identity = rowKey({usage.identity, isoDay(*day)});
        m_merge.add(std::move(usage), identity);
        return {};
    }

    bool add(const CsvRow& row, const Columns& columns, std::optional<std::int64_t>& sum)
    {
        for (const auto at : columns.at) {
            std::optional<std::int64_t> value;
            if (!m_file.readInteger(row, Columns{{at}}, value)) return false;
            addKnown(sum, value);
        }
        return true;
    }

    Reading& m_reading;
    CsvFile& m_file;
    Columns m_user;
    std::size_t m_date;
    Columns m_shown, m_accepted, m_generated, m_lines, m_messages, m_runs;
    UsageMerge m_merge;
};

Result<void> readAmazonQ(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    return AmazonReport(reading, *file).run();
}

/// Kiro's report per client: messages, conversations and credits.
Result<void> readKiro(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    UsageMerge merge;
    const auto user = file->columns({"userid", "user id"});
    const auto client = file->columns({"client type"});
    const auto tier = file->columns({"subscription tier"});
    const auto messages = file->columns({"total messages"});
    const auto credits = file->columns({"credits used"});
    const auto overage = file->columns({"overage credits used"});
    const auto date = file->dates("Date", {"date"});
    if (auto ok = file->settle(); !ok) return ok;
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        std::optional<Day> day;
        std::optional<double> over;
        domain::UsageDayRecord usage;
        domain::SpendRecord spend;
        usage.tool = spend.tool = "kiro";
        usage.identity = spend.identity = amazonUser(user.first(row));
        usage.surface = client.first(row);
        if (!file->readDay(row, date, day) || !file->readInteger(row, messages, usage.interactions) ||
            !file->readNumber(row, credits, spend.quantity) || !file->readNumber(row, overage, over))
            return {};
        if (!day || usage.identity.empty()) {
            file->reject(row, day ? "the row names no user; export it again" : "the row has no date; export it again");
            return {};
        }
        usage.day = *day;
        spend.from = spend.to = *day;
        spend.product = client.first(row);
        spend.sku = tier.first(row);
        spend.unit = "credits";
        addKnown(spend.quantity, over);
        const auto identity = rowKey({usage.identity, usage.surface, isoDay(*day)});
        merge.add(std::move(usage), identity);
        return spend.quantity ? reading.sink().spend(std::move(spend)) : Result<void>{};
    });
    if (!ok) return ok;
    file->close();
    return merge.flush(reading);
}

/// Cloud Logging entries of Gemini Code Assist: exposures and acceptances of code and chat.
Result<void> readGemini(Reading& reading)
{
    UsageMerge merge;
    const auto one = [&](const Json& entry, const JsonPlace& place) -> Result<void> {
        const Json payload = entry["jsonPayload"];
        const auto at = parseIsoInstant(entry.any({"timestamp", "receiveTimestamp"}).view());
        const auto user = entry["labels"]["user_id"].text();
        const bool code = payload["codeExposure"].isObject() || payload["codeAcceptance"].isObject();
        const bool chat = payload["chatExposure"].isObject() || payload["chatAcceptance"].isObject();
        if (!code && !chat) return {}; // other entries of the same log
        if (!at || user.empty()) {
            reading.reject(place.line, "the entry has no time or no user_id label; export the log again",
                           entry.written(500));
            return {};
        }
        domain::UsageDayRecord usage;
        usage.tool = "gemini";
        usage.identity = user;
        usage.day = dayOf(*at);
        if (payload["codeExposure"].isObject()) usage.shown = 1;
        if (payload["codeAcceptance"].isObject()) usage.accepted = 1;
        usage.linesAccepted = payload["codeAcceptance"].any({"linesCount", "linesAccepted"}).integer();
        if (payload["chatExposure"].isObject()) usage.interactions = 1;
        const auto insert = entry["insertId"].text();
        if (insert.empty())
            merge.add(std::move(usage));
        else
            merge.add(std::move(usage), rowKey({insert, entry["timestamp"].view()}));
        return {};
    };
    if (const auto envelope = reading.eachRecord({"entries"}, one); !envelope) return Failure(envelope.error());
    return merge.flush(reading);
}

} // namespace otherassistants

const Importer& windsurfUsers()
{
    static const SpecImporter kImporter(
        {"windsurf-users", "Windsurf user page analytics", "userTableStats[].email, userTableStats[].lastUpdateTime",
         [](const Sniffed& seen) {
             return seen.anyPath({"userTableStats.email", "userTableStats.name"}) ? 90 : 0;
         },
         &otherassistants::readWindsurfUsers});
    return kImporter;
}

const Importer& windsurfCascade()
{
    static const SpecImporter kImporter(
        {"windsurf-cascade", "Windsurf Cascade analytics", "queryResults[].cascadeLines, queryResults[].cascadeRuns",
         [](const Sniffed& seen) {
             return seen.anyPath({"queryResults.cascadeLines", "queryResults.cascadeRuns"}) ? 90 : 0;
         },
         &otherassistants::readWindsurfCascade});
    return kImporter;
}

const Importer& amazonQ()
{
    static const SpecImporter kImporter(
        {"amazon-q", "Amazon Q Developer user report CSV",
         "UserId, Date, Inline_SuggestionsCount, Inline_AcceptanceCount, …",
         [](const Sniffed& seen) {
             return seen.csv({"userid", "date"}) &&
                            seen.anyHeader({"inline suggestionscount", "inline aicodelines", "chat aicodelines"})
                        ? 90
                        : 0;
         },
         &otherassistants::readAmazonQ});
    return kImporter;
}

const Importer& kiro()
{
    static const SpecImporter kImporter({"kiro", "Kiro user report CSV",
                                         "Date, UserId, Client_Type, Total_Messages, Credits_Used",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"userid", "date", "credits used"}) ? 90 : 0;
                                         },
                                         &otherassistants::readKiro});
    return kImporter;
}

const Importer& geminiLogs()
{
    static const SpecImporter kImporter(
        {"gemini-logs", "Gemini Code Assist logs",
         "timestamp, labels.user_id, jsonPayload.codeExposure, codeAcceptance, chatExposure",
         [](const Sniffed& seen) {
             return seen.anyPath({"jsonPayload.codeExposure", "jsonPayload.codeAcceptance", "jsonPayload.chatExposure",
                                  "entries.jsonPayload.codeExposure", "entries.jsonPayload.codeAcceptance"})
                        ? 90
                        : 0;
         },
         &otherassistants::readGemini});
    return kImporter;
}

} // namespace assay::importers
