// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/usagemerge.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"
#include "importers/text/status.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <functional>

namespace assay::importers {
namespace generic {

/// What a column map may name. Tickets need `key`; usage needs `identity` and `date`.
constexpr const char* kFields = "key title type status resolution priority labels assignee reporter project parent "
                                "created started resolved updated, or identity date "
                                "tool surface is_active shown accepted lines_shown lines_accepted lines_deleted "
                                "interactions agent_runs commits pull_requests cost_usd tokens";

/// Looks a field up in a row or record, by the user's map or by its own name; empty when it is not there.
using Lookup = std::function<std::string(std::string_view field)>;

struct Place
{
    std::int64_t line = 0;
    std::string_view text;
};

class GenericRun
{
public:
    GenericRun(Reading& reading, StampReader& stamps, bool tickets, Comma comma = Comma::Thousands)
        : m_reading(reading), m_stamps(stamps), m_tickets(tickets), m_comma(comma)
    {
    }
    Result<void> one(const Lookup& field, const Place& place)
    {
        return m_tickets ? ticket(field, place) : usage(field, place);
    }
    Result<void> finish() { return m_merge.flush(m_reading); }
    void setOrder(DateOrder order) { m_order = order; }

private:
    bool stamp(const Lookup& field, std::string_view name, const Place& place, std::optional<Instant>& to)
    {
        const auto text = field(name);
        if (saysNothing(text)) return true;
        to = m_stamps.instant(text, m_order);
        if (!to)
            m_reading.reject(place.line, fmt::format("\"{}\" in {} is no date; correct it", cutUtf8(text, 60), name),
                             place.text);
        return to.has_value();
    }

    Result<void> ticket(const Lookup& field, const Place& place)
    {
        domain::TicketRecord ticket;
        ticket.system = field("system");
        if (ticket.system.empty()) ticket.system = "generic";
        ticket.key = field("key");
        if (ticket.key.empty()) {
            m_reading.reject(place.line, "the row has no key; fill it in", place.text);
            return {};
        }
        ticket.title = field("title");
        ticket.type = field("type");
        ticket.status = field("status");
        ticket.resolution = field("resolution");
        ticket.priority = field("priority");
        ticket.labels = splitCell(field("labels"));
        ticket.assignee = field("assignee");
        ticket.reporter = field("reporter");
        ticket.project = field("project");
        ticket.parent = field("parent");
        if (!stamp(field, "created", place, ticket.created) || !stamp(field, "started", place, ticket.started) ||
            !stamp(field, "resolved", place, ticket.resolved) || !stamp(field, "updated", place, ticket.updated))
            return {};
        ticket.zone = m_stamps.assumedUtc() ? domain::ZoneBasis::Assumed : domain::ZoneBasis::Explicit;
        ticket.category = categoryFromName(ticket.status);
        if (ticket.category == domain::StatusCategory::Unknown && ticket.resolved)
            ticket.category = domain::StatusCategory::Done;
        return m_reading.sink().ticket(std::move(ticket));
    }

    bool count(const Lookup& field, std::string_view name, const Place& place, std::optional<std::int64_t>& to)
    {
        const auto text = field(name);
        if (saysNothing(text)) return true;
        to = integerFromText(text);
        if (to && *to < 0) to.reset();
        if (!to)
            m_reading.reject(
                place.line,
                fmt::format("\"{}\" in {} is no whole number of 0 or more; correct it", cutUtf8(text, 60), name),
                place.text);
        return to.has_value();
    }

    bool money(const Lookup& field, std::string_view name, const Place& place, std::optional<double>& to)
    {
        const auto text = field(name);
        if (saysNothing(text)) return true;
        to = numberFromText(text, m_comma);
        if (!to)
            m_reading.reject(place.line, fmt::format("\"{}\" in {} is no amount; correct it", cutUtf8(text, 60), name),
                             place.text);
        return to.has_value();
    }

    Result<void> usage(const Lookup& field, const Place& place)
    {
        domain::UsageDayRecord usage;
        usage.tool = foldCase(field("tool"));
        usage.identity = field("identity");
        usage.surface = field("surface");
        const auto date = field("date");
        auto day = parseIsoDay(date);
        if (const auto written = parseStamp(date, m_order); !day && written) day = written->day;
        if (!day || usage.identity.empty() || usage.tool.empty()) {
            m_reading.reject(place.line,
                             !day ? "the row has no readable date; write it as 2026-03-04"
                                  : "the row names no person or no tool; fill it in",
                             place.text);
            return {};
        }
        usage.day = *day;
        const bool ok = count(field, "shown", place, usage.shown) && count(field, "accepted", place, usage.accepted) &&
                        count(field, "lines_shown", place, usage.linesShown) &&
                        count(field, "lines_accepted", place, usage.linesAccepted) &&
                        count(field, "lines_deleted", place, usage.linesDeleted) &&
                        count(field, "interactions", place, usage.interactions) &&
                        count(field, "agent_runs", place, usage.agentRuns) &&
                        count(field, "commits", place, usage.commits) &&
                        count(field, "pull_requests", place, usage.pullRequests) &&
                        count(field, "tokens", place, usage.tokens) && money(field, "cost_usd", place, usage.costUsd);
        if (!ok) return {};
        if (const auto active = flagFromText(field("is_active")); active && !usage.interactions)
            usage.interactions = *active ? 1 : 0;
        const auto identity = rowKey({usage.tool, usage.identity, usage.surface, isoDay(*day), place.text});
        m_merge.add(std::move(usage), identity);
        return {};
    }

    Reading& m_reading;
    StampReader& m_stamps;
    bool m_tickets;
    Comma m_comma;
    DateOrder m_order = DateOrder::Unknown;
    UsageMerge m_merge;
};

/// Field → columns, out of the user's column → field.
std::map<std::string, std::vector<std::string>, std::less<>> fieldsOf(const ReadOptions& options)
{
    std::map<std::string, std::vector<std::string>, std::less<>> fields;
    for (const auto& [column, field] : options.columnMap) fields[field].push_back(column);
    return fields;
}

Failure needsMap(const std::string& path)
{
    return failure(ErrorCode::Usage,
                   path + " needs a column map: name the column of each field (--map COLUMN=FIELD); fields are " +
                       kFields + ".",
                   kAsksForColumns);
}

Result<void> readCsv(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    const auto map = fieldsOf(reading.options());
    std::map<std::string, Columns, std::less<>> columns;
    for (const auto& [field, names] : map)
        for (const auto& name : names) {
            const std::string normal = normalHeader(name);
            const auto found = file->columns({std::string_view(normal)});
            if (!found.found())
                return failure(ErrorCode::Usage,
                               reading.path() + " has no column \"" + name + "\"; its header has other names.");
            columns[field].at.insert(columns[field].at.end(), found.at.begin(), found.at.end());
        }
    for (std::size_t i = 0; i < file->table().normalised().size(); ++i) { // columns that already bear a field's name
        auto name = file->table().normalised()[i];
        for (char& c : name)
            if (c == ' ') c = '_';
        if (name == "email" || name == "e-mail" || name == "login" || name == "user") name = "identity";
        if (!columns.contains(name)) columns[name].at.push_back(i);
    }
    const bool tickets = columns.contains("key") && !columns.contains("identity");
    if (!tickets && (!columns.contains("identity") || !columns.contains("date"))) return needsMap(reading.path());
    std::vector<DateColumn> dates;
    for (const char* field : {"created", "started", "resolved", "updated", "date"})
        if (const auto at = columns.find(field); at != columns.end()) dates.push_back({field, at->second, {}});
    if (auto ok = settleDateOrders(reading, dates); !ok) return ok;
    GenericRun run(reading, file->stamps(), tickets, file->table().decimalComma() ? Comma::Decimal : Comma::Thousands);
    for (const auto& date : dates)
        if (date.order != DateOrder::Unknown) run.setOrder(date.order);
    auto ok = file->each([&](const CsvRow& row) {
        const Lookup lookup = [&](std::string_view field) {
            const auto at = columns.find(field);
            return at == columns.end() ? std::string() : std::string(at->second.first(row));
        };
        return run.one(lookup, {row.line, row.raw});
    });
    if (!ok) return ok;
    file->close();
    return run.finish();
}

/// "fields.status.name" within a record.
Json byPath(Json value, std::string_view path)
{
    while (!path.empty() && value.present()) {
        const auto dot = std::min(path.find('.'), path.size());
        value = value[path.substr(0, dot)];
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
}

Result<void> readJson(Reading& reading)
{
    const auto map = fieldsOf(reading.options());
    if (!map.contains("key") && !(map.contains("identity") && map.contains("date"))) return needsMap(reading.path());
    auto stamps = StampReader::make(reading.options());
    if (!stamps) return Failure(stamps.error());
    GenericRun run(reading, *stamps, map.contains("key"));
    run.setOrder(reading.options().dateOrder);
    const auto one = [&](const Json& record, const JsonPlace& place) {
        const Lookup lookup = [&](std::string_view field) {
            const auto at = map.find(field);
            if (at == map.end()) return record[field].text();
            for (const auto& path : at->second)
                if (auto text = byPath(record, path).text(); !text.empty()) return text;
            return std::string();
        };
        const auto written = record.written(500);
        return run.one(lookup, {place.line, written});
    };
    const auto envelope =
        reading.eachRecord({"data", "items", "values", "results", "records", "rows", "issues", "nodes"}, one);
    if (!envelope) return Failure(envelope.error());
    if (stamps->assumedUtc()) reading.notice("Some of its times carry no zone and were read as UTC.");
    return run.finish();
}

} // namespace generic

std::vector<std::string> headerOf(const std::string& path)
{
    auto table = CsvTable::open(path);
    if (!table || table->header().size() < 2) return {};
    const auto& first = table->header().front();
    const bool json = !first.empty() && (first.front() == '{' || first.front() == '[');
    return json ? std::vector<std::string>() : table->header();
}

const std::vector<std::string>& mapFields()
{
    static const std::vector<std::string> kFields{
        "key",           "title",       "type",           "status",        "resolution",   "priority",   "labels",
        "assignee",      "reporter",    "project",        "parent",        "created",      "started",    "resolved",
        "updated",       "identity",    "date",           "tool",          "surface",      "is_active",  "shown",
        "accepted",      "lines_shown", "lines_accepted", "lines_deleted", "interactions", "agent_runs", "commits",
        "pull_requests", "cost_usd",    "tokens"};
    return kFields;
}

const Importer& genericCsv()
{
    static const SpecImporter kImporter(
        {"generic-csv", "Any CSV, with a column map (also email, date, tool, is_active, …)",
         "a column map to ticket fields (key, title, status, created, resolved, …) or usage fields (identity, date, "
         "tool, accepted, …)",
         [](const Sniffed& seen) {
             return seen.csv({"date", "tool"}) && seen.anyHeader({"email", "e-mail", "login", "identity"}) ? 30 : 0;
         },
         &generic::readCsv});
    return kImporter;
}

const Importer& genericJson()
{
    static const SpecImporter kImporter({"generic-json", "Any JSON, with a column map",
                                         "a map of paths (fields.status.name) to ticket fields or usage fields",
                                         [](const Sniffed&) { return 0; }, &generic::readJson});
    return kImporter;
}

} // namespace assay::importers
