// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/removal.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"
#include "store/usagewriter.h"
#include "store/words.h"

#include <SQLiteCpp/Database.h>
#include <array>

namespace assay::store {
namespace {

struct Kind
{
    const char* table;
    const char* title;
};
constexpr std::array<Kind, 18> kKinds{{{"ticket", "tickets"},
                                       {"pull_request", "pull requests"},
                                       {"usage_day", "usage days"},
                                       {"seat", "seats"},
                                       {"roster", "roster lines"},
                                       {"price", "prices"},
                                       {"invoice", "invoice lines"},
                                       {"spend", "spend lines"},
                                       {"vendor_commit", "vendor commit records"},
                                       {"line_trace", "line traces"},
                                       {"group_usage", "group usage days"},
                                       {"vendor_team", "vendor team entries"},
                                       {"holiday", "holidays"},
                                       {"survey", "survey answers"},
                                       {"incident", "incidents"},
                                       {"loose_review", "reviews"},
                                       {"loose_history", "ticket histories"},
                                       {"status_name", "status names"}}};

/// Remembers an identity that a record names in words.
class Named
{
public:
    explicit Named(SQLite::Database& db) : m_put(db, "INSERT OR IGNORE INTO named_identity(kind, value) VALUES (?, ?)")
    {
    }
    void system(const std::string& system, const std::string& who)
    {
        if (who.empty()) return;
        const bool email = who.find('@') != std::string::npos;
        one(email ? "email" : "login", lowered(email ? who : system + ":" + who));
    }
    void one(const std::string& kind, const std::string& value)
    {
        Binder(m_put) << kind << value;
        m_put.exec();
    }

private:
    SQLite::Statement m_put;
};

void nameFromWork(SQLite::Database& db, Named& named)
{
    SQLite::Statement work(db, "SELECT system, assignee FROM ticket UNION SELECT system, author FROM pull_request "
                               "UNION SELECT p.system, r.reviewer FROM review r JOIN pull_request p ON p.id = "
                               "r.pull_request_id UNION SELECT system, reviewer FROM loose_review");
    while (work.executeStep()) named.system(work.getColumn(0).getString(), work.getColumn(1).getString());
    SQLite::Statement roster(db, "SELECT person, emails, logins FROM roster");
    while (roster.executeStep()) {
        named.one("name", roster.getColumn(0).getString());
        for (const auto& email : lines(roster.getColumn(1).getString())) named.one("email", lowered(email));
        for (const auto& login : lines(roster.getColumn(2).getString()))
            named.one("login", lowered(rosterLogin(login)));
    }
}

constexpr std::array<const char*, 12> kDerived{
    "origin",        "defect", "commit_ticket",     "ticket_link",         "evidence",        "commit_fact",
    "change_commit", "change", "identity_question", "identity_suggestion", "person_identity", "person"};

/// SQLite's own cascade looks for the children of one row after the other, without an index for most of them: hours for
/// a large repository. Here every table is gone through once.
class ForeignKeysOff
{
public:
    explicit ForeignKeysOff(SQLite::Database& db) : m_db(db) { m_db.tryExec("PRAGMA foreign_keys = OFF"); }
    ~ForeignKeysOff() { m_db.tryExec("PRAGMA foreign_keys = ON"); }
    ForeignKeysOff(const ForeignKeysOff&) = delete;
    ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;

private:
    SQLite::Database& m_db;
};

/// Removes the rows of a table for which `where` holds, and before them those of other tables that would be removed
/// with them. The names are those of our own schema.
void removeRows(SQLite::Database& db, const std::string& table, const std::string& where)
{
    SQLite::Statement children(db, "SELECT m.name, f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f "
                                   "WHERE m.type = 'table' AND f.\"table\" = ? AND f.on_delete = 'CASCADE'");
    children.bind(1, table);
    std::vector<std::pair<std::string, std::string>> found;
    while (children.executeStep())
        found.emplace_back(children.getColumn(0).getString(), children.getColumn(1).getString());
    for (const auto& [child, column] : found)
        removeRows(db, child, column + " IN (SELECT id FROM " + table + " WHERE " + where + ")");
    db.exec("DELETE FROM " + table + " WHERE " + where);
}

/// What nothing names any more is personal data without a reason to be there.
void forgetUnnamed(SQLite::Database& db)
{
    db.exec("CREATE TEMP TABLE named_identity(kind TEXT, value TEXT, PRIMARY KEY (kind, value)) WITHOUT ROWID");
    {
        Named named(db);
        nameFromWork(db, named);
    }
    db.exec("DELETE FROM identity WHERE NOT EXISTS (SELECT 1 FROM named_identity n WHERE n.kind = identity.kind "
            "AND n.value = identity.value) AND id NOT IN (SELECT author FROM commit_ UNION SELECT committer FROM "
            "commit_ UNION SELECT identity FROM usage_day UNION SELECT identity FROM seat UNION SELECT identity FROM "
            "vendor_team UNION SELECT identity FROM vendor_commit WHERE identity IS NOT NULL UNION SELECT identity "
            "FROM spend WHERE identity IS NOT NULL)");
    db.exec("DROP TABLE named_identity");
    db.exec("DELETE FROM word WHERE id NOT IN (SELECT author_name FROM commit_ UNION SELECT committer_name FROM "
            "commit_ UNION SELECT tool FROM usage_day UNION SELECT surface FROM usage_day UNION SELECT scope FROM "
            "usage_day UNION SELECT tool FROM telemetry_span UNION SELECT tool FROM seat)");
}

} // namespace

Result<SourceContents> contentsOf(const Database& database, domain::SourceId source)
{
    return guarded(database.path(), [&database, source] {
        SourceContents contents;
        const auto count = [&](const std::string& sql, const char* title) {
            SQLite::Statement get(database.handle(), sql);
            get.bind(1, source.value);
            if (get.executeStep() && get.getColumn(0).getInt64() > 0)
                contents.emplace_back(title, get.getColumn(0).getInt64());
        };
        count("SELECT count(*) FROM commit_ c JOIN repository r ON r.id = c.repository_id WHERE r.source_id = ?",
              "commits");
        for (const auto& kind : kKinds)
            count(std::string("SELECT count(*) FROM ") + kind.table + " WHERE source_id = ?", kind.title);
        return contents;
    });
}

Result<void> removeSource(Database& database, domain::SourceId source, const std::function<Result<void>()>& alongside)
{
    const ForeignKeysOff off(database.handle());
    auto transaction = Transaction::begin(database);
    if (!transaction) return Failure(transaction.error());
    auto removed = guarded(database.path(), [&database, source] {
        auto& db = database.handle();
        for (const char* table : kDerived) db.exec(std::string("DELETE FROM ") + table);
        removeRows(db, "source", "id = " + std::to_string(source.value));
        forgetUnnamed(db);
    });
    if (!removed) return removed;
    if (auto done = alongside(); !done) return done;
    return transaction->commit();
}

Result<void> compact(Database& database)
{
    return guarded(database.path(), [&database] {
        database.handle().exec("VACUUM");
        database.handle().exec("PRAGMA wal_checkpoint(TRUNCATE)");
    });
}

} // namespace assay::store
