// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/usagewriter.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"
#include "store/words.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace assay::store {
namespace {

// The same person-day may come again, corrected: the later export wins whole.
constexpr const char* kPutUsage = R"sql(
INSERT INTO usage_day(tool, identity, day, surface, scope, source_id, shown, accepted, lines_shown, lines_accepted, lines_deleted,
                      interactions, agent_runs, commits, pull_requests, cost_usd, tokens, first_at, last_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET shown = excluded.shown, accepted = excluded.accepted, lines_shown = excluded.lines_shown,
  lines_accepted = excluded.lines_accepted, lines_deleted = excluded.lines_deleted, interactions = excluded.interactions,
  agent_runs = excluded.agent_runs, commits = excluded.commits, pull_requests = excluded.pull_requests,
  cost_usd = excluded.cost_usd, tokens = excluded.tokens, first_at = excluded.first_at, last_at = excluded.last_at)sql";

constexpr const char* kPutSeat = R"sql(
INSERT INTO seat(tool, identity, snapshot, source_id, plan, vendor_team, assigned_at, last_activity, last_sign_in, ends_on)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET plan = excluded.plan, vendor_team = excluded.vendor_team, assigned_at = excluded.assigned_at,
  last_activity = excluded.last_activity, last_sign_in = excluded.last_sign_in, ends_on = excluded.ends_on)sql";

constexpr const char* kPutRoster = R"sql(
INSERT INTO roster(source_id, person, emails, logins, team, role, engineering, first_day, last_day, share)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET emails = excluded.emails, logins = excluded.logins,
  engineering = excluded.engineering, last_day = excluded.last_day, share = excluded.share)sql";

constexpr const char* kPutPrice = R"sql(
INSERT INTO price(source_id, vendor, plan, unit, price, currency, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET price = excluded.price, valid_to = excluded.valid_to)sql";

constexpr const char* kPutInvoice = R"sql(
INSERT INTO invoice(source_id, day, vendor, description, seats, amount, currency, team, number, line)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET seats = excluded.seats)sql";

/// Copilot's logins are GitHub's: telemetry and pull requests then meet in one identity.
const char* loginSystem(const std::string& tool)
{
    return tool == "copilot" ? "github" : tool.c_str();
}

} // namespace

std::string rosterLogin(const std::string& login)
{
    return login.find(':') == std::string::npos ? "github:" + login : login;
}

struct UsageWriter::Parts
{
    Parts(Database& db, Words& w, domain::SourceId s)
        : database(db), words(w), source(s.value), putUsage(db.handle(), kPutUsage), putSeat(db.handle(), kPutSeat),
          putRoster(db.handle(), kPutRoster), putPrice(db.handle(), kPutPrice), putInvoice(db.handle(), kPutInvoice),
          putSpan(db.handle(), "INSERT INTO telemetry_span(source_id, tool, first_day, last_day) VALUES (?, ?, ?, ?) "
                               "ON CONFLICT DO UPDATE SET first_day = min(first_day, excluded.first_day), "
                               "last_day = max(last_day, excluded.last_day)")
    {
    }

    /// Files that are kept by hand (roster, prices, invoices) say all they have to say each time: before the first line
    /// the source's older ones go.
    void replaceOlder(bool& begun, const char* sql)
    {
        if (begun) return;
        begun = true;
        SQLite::Statement clear(database.handle(), sql);
        Binder(clear) << source;
        clear.exec();
    }

    Database& database;
    Words& words;
    std::int64_t source;
    bool rosterBegun = false;
    bool pricesBegun = false;
    bool invoicesBegun = false;
    SQLite::Statement putUsage, putSeat, putRoster, putPrice, putInvoice, putSpan;
};

UsageWriter::UsageWriter(Database& database, Words& words, domain::SourceId source)
    : m_parts(std::make_unique<Parts>(database, words, source))
{
}
UsageWriter::~UsageWriter() = default;

Result<void> UsageWriter::usageDay(const domain::UsageDayRecord& u)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        Binder(p.putUsage) << p.words.word(u.tool) << p.words.identityOf(loginSystem(u.tool), u.identity) << u.day
                           << p.words.word(u.surface) << p.words.word(u.scope) << p.source << u.shown << u.accepted
                           << u.linesShown << u.linesAccepted << u.linesDeleted << u.interactions << u.agentRuns
                           << u.commits << u.pullRequests << u.costUsd << u.tokens << u.firstEvent << u.lastEvent;
        p.putUsage.exec();
    });
}

Result<void> UsageWriter::seat(const domain::SeatRecord& s, Day seen)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        Binder(p.putSeat) << p.words.word(s.tool) << p.words.identityOf(loginSystem(s.tool), s.identity)
                          << s.snapshot.value_or(seen) << p.source << s.plan << s.vendorTeam << s.assigned
                          << s.lastActivity << s.lastSignIn << s.endsOn;
        p.putSeat.exec();
    });
}

Result<void> UsageWriter::roster(const domain::RosterRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.replaceOlder(p.rosterBegun, "DELETE FROM roster WHERE source_id = ?");
        const auto emails = joined(r.emails);
        const auto logins = joined(r.logins);
        Binder(p.putRoster) << p.source << r.person << emails << logins << r.team << r.role << r.engineering << r.from
                            << r.to << r.share;
        p.putRoster.exec();
        for (const auto& email : r.emails) p.words.identity("email", email);
        for (const auto& login : r.logins) p.words.identity("login", rosterLogin(login));
        if (r.emails.empty() && r.logins.empty()) p.words.identity("name", r.person);
    });
}

Result<void> UsageWriter::price(const domain::PriceRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.replaceOlder(p.pricesBegun, "DELETE FROM price WHERE source_id = ?");
        Binder(p.putPrice) << p.source << r.vendor << r.plan << r.unit << r.price << r.currency << r.validFrom
                           << r.validTo;
        p.putPrice.exec();
    });
}

Result<void> UsageWriter::invoice(const domain::InvoiceRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.replaceOlder(p.invoicesBegun, "DELETE FROM invoice WHERE source_id = ?");
        Binder(p.putInvoice) << p.source << r.date << r.vendor << r.description << r.seats << r.amount << r.currency
                             << r.team << r.number << r.line;
        p.putInvoice.exec();
    });
}

Result<void> UsageWriter::telemetrySpan(const std::string& tool, DayRange days)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        Binder(p.putSpan) << p.source << p.words.word(tool) << days.from << days.to;
        p.putSpan.exec();
    });
}

} // namespace assay::store
