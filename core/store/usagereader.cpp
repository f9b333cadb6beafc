// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/usagereader.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
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

/// What one source says about one day of one person.
struct UsageVersion
{
    std::array<std::int64_t, 5> key{}; ///< tool, identity, day, surface, scope
    std::int64_t source = 0;
    std::pair<std::int64_t, std::int64_t> rank; ///< last day of the report, order of reading
    UsageRow row;
};

UsageVersion usageFrom(SQLite::Statement& statement)
{
    Row row(statement);
    UsageVersion v;
    for (auto& part : v.key) part = row.integer();
    v.source = row.integer();
    v.row.identity.value = v.key[1];
    auto& u = v.row.usage;
    u.day = fromEpochDay(static_cast<int>(v.key[2]));
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
    u.firstEvent = row.maybeInstant();
    u.lastEvent = row.maybeInstant();
    return v;
}

/// Of two reports of one day the one that reaches further was made later and knows more; of equals, the one read last.
std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::int64_t, std::int64_t>> usageRanks(SQLite::Database& db)
{
    std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::int64_t, std::int64_t>> ranks;
    SQLite::Statement get(db, "SELECT t.source_id, t.tool, t.last_day, s.read_order FROM telemetry_span t "
                              "JOIN source s ON s.id = t.source_id");
    while (get.executeStep()) {
        Row row(get);
        const auto source = row.integer();
        const auto tool = row.integer();
        const auto last = row.integer();
        ranks[{source, tool}] = {last, row.integer()};
    }
    return ranks;
}

template <class T>
void addTo(std::optional<T>& sum, const std::optional<T>& more)
{
    if (more) sum = sum.value_or(T{}) + *more;
}

void addTo(domain::UsageDayRecord& sum, const domain::UsageDayRecord& more)
{
    addTo(sum.shown, more.shown);
    addTo(sum.accepted, more.accepted);
    addTo(sum.linesShown, more.linesShown);
    addTo(sum.linesAccepted, more.linesAccepted);
    addTo(sum.linesDeleted, more.linesDeleted);
    addTo(sum.interactions, more.interactions);
    addTo(sum.agentRuns, more.agentRuns);
    addTo(sum.commits, more.commits);
    addTo(sum.pullRequests, more.pullRequests);
    addTo(sum.costUsd, more.costUsd);
    addTo(sum.tokens, more.tokens);
    // As within one export: the order of the parts must not show in the last digit.
    if (sum.costUsd) sum.costUsd = std::round(*sum.costUsd * 1e9) / 1e9;
    sum.lastEvent = more.lastEvent;
}

/// Leaves out versions whose events another version has between its own: an export that begins or ends within the day
/// knows a part of it. Of two with the same first and last event the later reading stays.
void dropContained(std::vector<UsageVersion>& versions)
{
    const auto within = [](const UsageVersion& part, const UsageVersion& whole) {
        const auto& p = part.row.usage;
        const auto& w = whole.row.usage;
        if (*p.firstEvent < *w.firstEvent || *p.lastEvent > *w.lastEvent) return false;
        const bool same = p.firstEvent == w.firstEvent && p.lastEvent == w.lastEvent;
        return !same || part.rank < whole.rank;
    };
    std::vector<UsageVersion> kept;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        bool contained = false;
        for (std::size_t k = 0; k < versions.size(); ++k)
            contained = contained || (k != i && within(versions[i], versions[k]));
        if (!contained) kept.push_back(versions[i]);
    }
    versions = std::move(kept);
}

/// The one version that counts, or the sum of versions whose events follow each other: an export that was split.
UsageVersion& agreed(std::vector<UsageVersion>& versions)
{
    if (versions.size() == 1) return versions.front();
    const auto events = [](const UsageVersion& v) { return v.row.usage.firstEvent && v.row.usage.lastEvent; };
    if (std::all_of(versions.begin(), versions.end(), events)) {
        dropContained(versions);
        std::sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) {
            return std::pair(a.row.usage.firstEvent, a.source) < std::pair(b.row.usage.firstEvent, b.source);
        });
        bool apart = true;
        for (std::size_t i = 1; i < versions.size(); ++i)
            apart = apart && *versions[i - 1].row.usage.lastEvent < *versions[i].row.usage.firstEvent;
        if (apart) {
            for (std::size_t i = 1; i < versions.size(); ++i) addTo(versions[0].row.usage, versions[i].row.usage);
            return versions.front();
        }
    }
    return *std::max_element(versions.begin(), versions.end(),
                             [](const auto& a, const auto& b) { return a.rank < b.rank; });
}

} // namespace

Result<void> forEachUsageDay(const Database& database, const std::function<void(const UsageRow&)>& visit)
{
    return guarded(database.path(), [&database, &visit] {
        const auto words = allWords(database);
        const auto ranks = usageRanks(database.handle());
        SQLite::Statement get(
            database.handle(),
            "SELECT tool, identity, day, surface, scope, source_id, shown, accepted, lines_shown, lines_accepted, "
            "lines_deleted, interactions, agent_runs, commits, pull_requests, cost_usd, tokens, first_at, last_at "
            "FROM usage_day ORDER BY tool, identity, day, surface, scope");
        std::vector<UsageVersion> versions;
        const auto tell = [&] {
            if (versions.empty()) return;
            auto& best = agreed(versions);
            best.row.usage.tool = words.at(best.key[0]);
            best.row.usage.surface = words.at(best.key[3]);
            best.row.usage.scope = words.at(best.key[4]);
            visit(best.row);
            versions.clear();
        };
        while (get.executeStep()) {
            auto version = usageFrom(get);
            if (const auto rank = ranks.find({version.source, version.key[0]}); rank != ranks.end())
                version.rank = rank->second;
            if (!versions.empty() && versions.front().key != version.key) tell();
            versions.push_back(std::move(version));
        }
        tell();
    });
}

Result<std::vector<SeatRow>> seats(const Database& database)
{
    return guarded(database.path(), [&database] {
        const auto words = allWords(database);
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
