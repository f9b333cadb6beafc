// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/usagereader.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <unordered_map>

namespace assay::store {
namespace {

std::unordered_map<std::int64_t, std::string> allWords(const Database& database)
{
    SQLite::Statement get(database.handle(), "SELECT id, text FROM word");
    std::unordered_map<std::int64_t, std::string> words;
    while (get.executeStep()) words.emplace(get.getColumn(0).getInt64(), get.getColumn(1).getString());
    return words;
}

} // namespace

Result<void> forEachUsageDay(const Database& database, const std::function<void(const UsageRow&)>& visit)
{
    return guarded(database.path(), [&database, &visit] {
        const auto words = allWords(database);
        SQLite::Statement get(
            database.handle(),
            "SELECT identity, tool, surface, scope, day, shown, accepted, lines_shown, lines_accepted, "
            "lines_deleted, interactions, agent_runs, commits, pull_requests, cost_usd, tokens FROM usage_day");
        while (get.executeStep()) {
            Row row(get);
            UsageRow r;
            r.identity.value = row.integer();
            auto& u = r.usage;
            u.tool = words.at(row.integer());
            u.surface = words.at(row.integer());
            u.scope = words.at(row.integer());
            u.day = fromEpochDay(row.small());
            u.shown = row.maybeInteger();
            u.accepted = row.maybeInteger();
            u.linesShown = row.maybeInteger();
            u.linesAccepted = row.maybeInteger();
            u.linesDeleted = row.maybeInteger();
            u.interactions = row.maybeInteger();
            u.agentRuns = row.maybeInteger();
            u.commits = row.maybeInteger();
            u.pullRequests = row.maybeInteger();
            u.costUsd = row.maybeReal();
            u.tokens = row.maybeInteger();
            visit(r);
        }
    });
}

Result<std::vector<SeatRow>> seats(const Database& database)
{
    return guarded(database.path(), [&database] {
        const auto words = allWords(database);
        SQLite::Statement get(database.handle(),
                              "SELECT identity, tool, snapshot, plan, vendor_team, assigned_at, last_activity, "
                              "last_sign_in, ends_on FROM seat ORDER BY identity, tool, snapshot");
        std::vector<SeatRow> rows;
        while (get.executeStep()) {
            Row row(get);
            SeatRow r;
            r.identity.value = row.integer();
            r.seat.tool = words.at(row.integer());
            r.seat.snapshot = fromEpochDay(row.small());
            r.seat.plan = row.text();
            r.seat.vendorTeam = row.text();
            r.seat.assigned = row.maybeInstant();
            r.seat.lastActivity = row.maybeInstant();
            r.seat.lastSignIn = row.maybeInstant();
            r.seat.endsOn = row.maybeDay();
            rows.push_back(std::move(r));
        }
        return rows;
    });
}

Result<std::vector<TelemetrySpanRow>> telemetrySpans(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), "SELECT w.text, s.first_day, s.last_day FROM telemetry_span s "
                                                 "JOIN word w ON w.id = s.tool ORDER BY w.text, s.first_day");
        std::vector<TelemetrySpanRow> rows;
        while (get.executeStep())
            rows.push_back({get.getColumn(0).getString(),
                            {fromEpochDay(get.getColumn(1).getInt()), fromEpochDay(get.getColumn(2).getInt())}});
        return rows;
    });
}

Result<std::vector<domain::RosterRecord>> roster(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT person, emails, logins, team, role, engineering, first_day, last_day, share "
                              "FROM roster ORDER BY id");
        std::vector<domain::RosterRecord> rows;
        while (get.executeStep()) {
            Row row(get);
            domain::RosterRecord r;
            r.person = row.text();
            r.emails = lines(row.text());
            r.logins = lines(row.text());
            r.team = row.text();
            r.role = row.text();
            r.engineering = row.flag();
            r.from = row.maybeDay();
            r.to = row.maybeDay();
            r.share = row.real();
            rows.push_back(std::move(r));
        }
        return rows;
    });
}

Result<std::vector<domain::PriceRecord>> prices(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(
            database.handle(),
            "SELECT vendor, plan, unit, price, currency, valid_from, valid_to FROM price ORDER BY id");
        std::vector<domain::PriceRecord> rows;
        while (get.executeStep()) {
            Row row(get);
            domain::PriceRecord r;
            r.vendor = row.text();
            r.plan = row.text();
            r.unit = row.text();
            r.price = row.real();
            r.currency = row.text();
            r.validFrom = row.maybeDay();
            r.validTo = row.maybeDay();
            rows.push_back(std::move(r));
        }
        return rows;
    });
}

Result<std::vector<domain::InvoiceRecord>> invoices(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(
            database.handle(),
            "SELECT day, vendor, description, seats, amount, currency, team FROM invoice ORDER BY day, id");
        std::vector<domain::InvoiceRecord> rows;
        while (get.executeStep()) {
            Row row(get);
            domain::InvoiceRecord r;
            r.date = fromEpochDay(row.small());
            r.vendor = row.text();
            r.description = row.text();
            r.seats = row.maybeInteger();
            r.amount = row.real();
            r.currency = row.text();
            r.team = row.text();
            rows.push_back(std::move(r));
        }
        return rows;
    });
}

} // namespace assay::store
