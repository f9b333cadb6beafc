// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/extraswriter.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"
#include "store/words.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <map>

namespace assay::store {

struct ExtrasWriter::Parts
{
    Parts(Database& db, Words& w, domain::SourceId s) : database(db), words(w), source(s.value) {}

    /// The statement of a text, prepared on first use: most sources need one or two of them.
    SQLite::Statement& prepared(const char* sql)
    {
        auto& statement = statements[sql];
        if (!statement) statement = std::make_unique<SQLite::Statement>(database.handle(), sql);
        return *statement;
    }

    std::optional<std::int64_t> identity(const std::string& system, const std::string& who)
    {
        if (who.empty()) return std::nullopt;
        return words.identityOf(system == "copilot" ? "github" : system, who);
    }

    /// Before the first line without a natural key: the source's older lines go.
    void replaceOlder(bool& begun, const char* sql)
    {
        if (begun) return;
        begun = true;
        auto& clear = prepared(sql);
        Binder(clear) << source;
        clear.exec();
    }

    Database& database;
    Words& words;
    std::int64_t source;
    bool spendBegun = false;
    bool surveyBegun = false;
    bool holidaysBegun = false;
    bool statusesBegun = false;
    std::map<std::string, std::unique_ptr<SQLite::Statement>> statements;
};

ExtrasWriter::ExtrasWriter(Database& database, Words& words, domain::SourceId source)
    : m_parts(std::make_unique<Parts>(database, words, source))
{
}
ExtrasWriter::~ExtrasWriter() = default;

Result<void> ExtrasWriter::vendorCommit(const domain::VendorCommitRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        static constexpr const char* kSql =
            "INSERT OR REPLACE INTO vendor_commit(tool, oid, repository, branch, source_id, identity, surface, at, "
            "added, deleted, "
            "ai_added, ai_deleted, other_added, other_deleted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        auto& put = p.prepared(kSql);
        Binder(put) << r.tool << r.commit << r.repository << r.branch << p.source << p.identity(r.tool, r.identity)
                    << r.source << r.at << r.added << r.deleted << r.aiAdded << r.aiDeleted << r.otherAdded
                    << r.otherDeleted;
        put.exec();
    });
}

Result<void> ExtrasWriter::lineTrace(const domain::LineTraceRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        static constexpr const char* kSql =
            "INSERT OR REPLACE INTO line_trace(source_id, revision, path, first_line, last_line, "
            "contributor, tool, model, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        auto& put = p.prepared(kSql);
        Binder(put) << p.source << r.revision << r.path << r.firstLine << r.lastLine << static_cast<int>(r.contributor)
                    << r.tool << r.model << r.at;
        put.exec();
    });
}

Result<void> ExtrasWriter::spend(const domain::SpendRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.replaceOlder(p.spendBegun, "DELETE FROM spend WHERE source_id = ?");
        static constexpr const char* kSql = "INSERT INTO spend(source_id, tool, identity, scope, cost_centre, product, "
                                            "sku, model, unit, line, first_day, last_day, "
                                            "quantity, gross, discount, net, currency, estimate) VALUES (?, ?, ?, ?, "
                                            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        auto& put = p.prepared(kSql);
        Binder(put) << p.source << r.tool << p.identity(r.tool, r.identity) << r.scope << r.costCentre << r.product
                    << r.sku << r.model << r.unit << r.line << r.from << r.to << r.quantity << r.gross << r.discount
                    << r.net << r.currency << r.estimate;
        put.exec();
    });
}

Result<void> ExtrasWriter::groupUsage(const domain::GroupUsageRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        static constexpr const char* kSql =
            "INSERT OR REPLACE INTO group_usage(tool, scope, team, day, source_id, active_users, engaged_users, shown, "
            "accepted, "
            "lines_shown, lines_accepted, lines_deleted, interactions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        auto& put = p.prepared(kSql);
        Binder(put) << r.tool << r.scope << r.group << r.day << p.source << r.activeUsers << r.engagedUsers << r.shown
                    << r.accepted << r.linesShown << r.linesAccepted << r.linesDeleted << r.interactions;
        put.exec();
    });
}

Result<void> ExtrasWriter::vendorTeam(const domain::VendorTeamRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        static constexpr const char* kSql =
            "INSERT OR REPLACE INTO vendor_team(tool, identity, scope, team, day, source_id) VALUES (?, ?, ?, ?, ?, ?)";
        auto& put = p.prepared(kSql);
        Binder(put) << r.tool << p.identity(r.tool, r.identity) << r.scope << r.team << r.day << p.source;
        put.exec();
    });
}

Result<void> ExtrasWriter::holiday(const domain::HolidayRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.replaceOlder(p.holidaysBegun, "DELETE FROM holiday WHERE source_id = ?");
        auto& put = p.prepared("INSERT OR REPLACE INTO holiday(calendar, day, name, source_id) VALUES (?, ?, ?, ?)");
        Binder(put) << r.calendar << r.day << r.name << p.source;
        put.exec();
    });
}

Result<void> ExtrasWriter::survey(const domain::SurveyRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.replaceOlder(p.surveyBegun, "DELETE FROM survey WHERE source_id = ?");
        auto& put =
            p.prepared("INSERT INTO survey(source_id, day, team, question, score, text) VALUES (?, ?, ?, ?, ?, ?)");
        Binder(put) << p.source << r.day << r.group << r.question << r.score << r.text;
        put.exec();
    });
}

Result<void> ExtrasWriter::statusName(const domain::StatusNameRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.replaceOlder(p.statusesBegun, "DELETE FROM status_name WHERE source_id = ?");
        auto& put =
            p.prepared("INSERT OR REPLACE INTO status_name(system, name, source_id, category) VALUES (?, ?, ?, ?)");
        Binder(put) << r.system << r.name << p.source << static_cast<int>(r.category);
        put.exec();
    });
}

Result<void> ExtrasWriter::incident(const domain::IncidentRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        static constexpr const char* kSql =
            "INSERT OR REPLACE INTO incident(source_id, key, title, severity, service, team, started_at, "
            "resolved_at, causes, zone_basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        auto& put = p.prepared(kSql);
        const auto causes = joined(r.causes);
        Binder(put) << p.source << r.key << r.title << r.severity << r.service << r.team << r.started << r.resolved
                    << causes << static_cast<int>(r.zone);
        put.exec();
    });
}

Result<void> ExtrasWriter::review(const domain::PullRequestReviewRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        static constexpr const char* kSql =
            "INSERT OR REPLACE INTO loose_review(system, repository, number, reviewer, at, state, bot, "
            "source_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        auto& put = p.prepared(kSql);
        Binder(put) << r.system << r.repository << r.number << r.review.reviewer << r.review.at
                    << static_cast<int>(r.review.state) << r.review.bot << p.source;
        put.exec();
        (void)p.identity(r.system, r.review.reviewer);
    });
}

Result<void> ExtrasWriter::ticketHistory(const domain::TicketHistoryRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        static constexpr const char* kHistory =
            "INSERT INTO loose_history(system, key, external_id, started_at, reopened, source_id) VALUES (?, ?, ?, ?, "
            "?, ?) "
            "ON CONFLICT DO UPDATE SET started_at = excluded.started_at, reopened = excluded.reopened RETURNING id";
        auto& put = p.prepared(kHistory);
        Binder(put) << r.system << r.key << r.id << r.started << r.reopened << p.source;
        put.executeStep();
        const auto id = put.getColumn(0).getInt64();
        put.reset();
        auto& clear = p.prepared("DELETE FROM loose_status WHERE history_id = ?");
        Binder(clear) << id;
        clear.exec();
        auto& status = p.prepared("INSERT INTO loose_status(history_id, position, at, was, became, category, author) "
                                  "VALUES (?, ?, ?, ?, ?, ?, ?)");
        int position = 0;
        for (const auto& c : r.history) {
            Binder(status) << id << position++ << c.at << c.from << c.to << static_cast<int>(c.toCategory) << c.author;
            status.exec();
        }
    });
}

} // namespace assay::store
