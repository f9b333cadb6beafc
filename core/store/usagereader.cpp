// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/usagereader.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"
#include "store/words.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <algorithm>
#include <map>
#include <tuple>

namespace assay::store {

Result<std::vector<SeatRow>> seats(const Database& database)
{
    return guarded(database.path(), [&database] {
        const auto words = wordsById(database);
        SQLite::Statement get(database.handle(),
                              "SELECT identity, tool, snapshot, plan, vendor_team, assigned_at, last_activity, "
                              "last_sign_in, ends_on FROM seat JOIN source ON source.id = seat.source_id "
                              "ORDER BY identity, tool, snapshot, read_order");
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
            const bool again = !rows.empty() && rows.back().identity == r.identity &&
                               rows.back().seat.tool == r.seat.tool && rows.back().seat.snapshot == r.seat.snapshot;
            if (again) rows.pop_back();
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
                              "FROM roster JOIN source ON source.id = roster.source_id "
                              "ORDER BY person, team, role, ifnull(first_day, -1000000), read_order");
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
            const bool again = !rows.empty() && rows.back().person == r.person && rows.back().team == r.team &&
                               rows.back().role == r.role && rows.back().from == r.from;
            if (again) rows.pop_back();
            rows.push_back(std::move(r));
        }
        return rows;
    });
}

Result<std::vector<domain::PriceRecord>> prices(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT vendor, plan, unit, price, currency, valid_from, valid_to FROM price "
                              "JOIN source ON source.id = price.source_id "
                              "ORDER BY vendor, plan, unit, currency, ifnull(valid_from, -1000000), read_order");
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
            const bool again = !rows.empty() && rows.back().vendor == r.vendor && rows.back().plan == r.plan &&
                               rows.back().unit == r.unit && rows.back().currency == r.currency &&
                               rows.back().validFrom == r.validFrom;
            if (again) rows.pop_back();
            rows.push_back(std::move(r));
        }
        return rows;
    });
}

namespace {

/// Of the lines that their vendor names, the reading made last; `rows` may hold several in the order they were read.
void keepNewestOfNamed(std::vector<domain::InvoiceRecord>& rows)
{
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> newest;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].named()) newest[{rows[i].vendor, rows[i].number, rows[i].line}] = i;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].named() && newest[{rows[i].vendor, rows[i].number, rows[i].line}] != i) continue;
        if (kept != i) rows[kept] = std::move(rows[i]);
        ++kept;
    }
    rows.resize(kept);
}

auto identityOf(const domain::InvoiceRecord& r)
{
    return std::tie(r.date, r.vendor, r.description, r.team, r.amount, r.currency, r.number, r.line);
}

} // namespace

Result<std::vector<domain::InvoiceRecord>> invoices(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(
            database.handle(),
            "SELECT day, vendor, description, seats, amount, currency, team, number, line "
            "FROM invoice JOIN source ON source.id = invoice.source_id ORDER BY read_order, invoice.id");
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
            r.number = row.text();
            r.line = row.text();
            rows.push_back(std::move(r));
        }
        keepNewestOfNamed(rows);
        std::stable_sort(rows.begin(), rows.end(),
                         [](const auto& a, const auto& b) { return identityOf(a) < identityOf(b); });
        // Two files with the same line: the one read last has the word on its seats.
        const auto last = std::unique(rows.rbegin(), rows.rend(),
                                      [](const auto& a, const auto& b) { return identityOf(a) == identityOf(b); });
        rows.erase(rows.begin(), last.base());
        return rows;
    });
}

} // namespace assay::store
