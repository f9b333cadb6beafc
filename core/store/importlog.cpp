// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/importlog.h"

#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <algorithm>
#include <array>

namespace assay::store {
namespace {

constexpr std::array<const char*, 4> kStates{"done", "unchanged", "failed", "cancelled"};

RunState stateFrom(const std::string& text)
{
    for (std::size_t i = 0; i < kStates.size(); ++i)
        if (text == kStates[i]) return static_cast<RunState>(i);
    return RunState::Failed;
}

RunRow runFrom(SQLite::Statement& row)
{
    RunRow run;
    run.id.value = row.getColumn(0).getInt64();
    run.source.value = row.getColumn(1).getInt64();
    run.startedAt = fromUnixMillis(row.getColumn(2).getInt64());
    run.finishedAt = fromUnixMillis(row.getColumn(3).getInt64());
    run.state = stateFrom(row.getColumn(4).getString());
    run.fingerprint = row.getColumn(5).getString();
    run.records = row.getColumn(6).getInt64();
    run.added = row.getColumn(7).getInt64();
    run.rejected = row.getColumn(8).getInt64();
    run.contents = row.getColumn(9).getString();
    run.message = row.getColumn(10).getString();
    return run;
}

void putRejects(SQLite::Database& db, std::int64_t run, const std::vector<RejectRow>& rejects)
{
    SQLite::Statement put(db, "INSERT INTO reject(run_id, file, line, reason, text) VALUES (?, ?, ?, ?, ?)");
    for (const auto& reject : rejects) {
        put.reset();
        put.bind(1, run);
        put.bind(2, reject.file);
        put.bind(3, reject.line);
        put.bind(4, reject.reason);
        put.bind(5, reject.text);
        put.exec();
    }
}

void putNotices(SQLite::Database& db, std::int64_t run, const std::vector<NoticeRow>& notices)
{
    SQLite::Statement put(db, "INSERT INTO notice(run_id, file, text) VALUES (?, ?, ?)");
    for (const auto& notice : notices) {
        put.reset();
        put.bind(1, run);
        put.bind(2, notice.file);
        put.bind(3, notice.text);
        put.exec();
    }
}

} // namespace

const char* runStateId(RunState state)
{
    return kStates.at(static_cast<std::size_t>(state));
}

Result<domain::SourceId> putSource(Database& database, const SourceRow& source)
{
    return guarded(database.path(), [&database, &source] {
        SQLite::Statement put(database.handle(),
                              "INSERT INTO source(location, name, format, title) VALUES (?, ?, ?, ?) "
                              "ON CONFLICT(location) DO UPDATE SET name = excluded.name, format = excluded.format, "
                              "title = excluded.title RETURNING id");
        put.bind(1, source.location);
        put.bind(2, source.name);
        put.bind(3, source.format);
        put.bind(4, source.title);
        put.executeStep();
        return domain::SourceId{put.getColumn(0).getInt64()};
    });
}

Result<std::vector<SourceRow>> sources(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), "SELECT id, location, name, format, title FROM source ORDER BY id");
        std::vector<SourceRow> rows;
        while (get.executeStep())
            rows.push_back({{get.getColumn(0).getInt64()},
                            get.getColumn(1).getString(),
                            get.getColumn(2).getString(),
                            get.getColumn(3).getString(),
                            get.getColumn(4).getString()});
        return rows;
    });
}

Result<domain::RunId> putRun(Database& database, const RunRow& run, const std::vector<RejectRow>& rejects,
                             const std::vector<NoticeRow>& notices)
{
    return guarded(database.path(), [&] {
        SQLite::Statement put(
            database.handle(),
            "INSERT INTO import_run(source_id, started_at, finished_at, state, fingerprint, records, added, "
            "rejected, contents, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        put.bind(1, run.source.value);
        put.bind(2, static_cast<std::int64_t>(toUnixMillis(run.startedAt)));
        put.bind(3, static_cast<std::int64_t>(toUnixMillis(run.finishedAt)));
        put.bind(4, std::string(runStateId(run.state)));
        put.bind(5, run.fingerprint);
        put.bind(6, run.records);
        put.bind(7, run.added);
        put.bind(8, static_cast<std::int64_t>(rejects.size()));
        put.bind(9, run.contents);
        put.bind(10, run.message);
        put.exec();
        const domain::RunId id{database.handle().getLastInsertRowid()};
        if (run.state == RunState::Done) {
            SQLite::Statement newest(
                database.handle(),
                "UPDATE source SET read_order = (SELECT max(read_order) + 1 FROM source) WHERE id = ?");
            newest.bind(1, run.source.value);
            newest.exec();
        }
        putRejects(database.handle(), id.value, rejects);
        putNotices(database.handle(), id.value, notices);
        return id;
    });
}

Result<std::vector<RunRow>> runs(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT id, source_id, started_at, finished_at, state, fingerprint, records, added, "
                              "rejected, contents, message FROM import_run ORDER BY id");
        std::vector<RunRow> rows;
        while (get.executeStep()) rows.push_back(runFrom(get));
        return rows;
    });
}

Result<std::vector<RejectRow>> rejectsOf(const Database& database, domain::RunId run)
{
    return guarded(database.path(), [&database, run] {
        SQLite::Statement get(database.handle(),
                              "SELECT file, line, reason, text FROM reject WHERE run_id = ? ORDER BY id");
        get.bind(1, run.value);
        std::vector<RejectRow> rows;
        while (get.executeStep())
            rows.push_back({get.getColumn(0).getString(), get.getColumn(1).getInt64(), get.getColumn(2).getString(),
                            get.getColumn(3).getString()});
        return rows;
    });
}

Result<std::vector<NoticeRow>> noticesOf(const Database& database, domain::RunId run)
{
    return guarded(database.path(), [&database, run] {
        SQLite::Statement get(database.handle(), "SELECT file, text FROM notice WHERE run_id = ? ORDER BY id");
        get.bind(1, run.value);
        std::vector<NoticeRow> rows;
        while (get.executeStep()) rows.push_back({get.getColumn(0).getString(), get.getColumn(1).getString()});
        return rows;
    });
}

Result<std::string> lastFingerprint(const Database& database, const std::string& location)
{
    return guarded(database.path(), [&database, &location] {
        SQLite::Statement get(database.handle(),
                              "SELECT r.fingerprint FROM import_run r JOIN source s ON s.id = r.source_id "
                              "WHERE s.location = ? AND r.state IN ('done', 'unchanged') ORDER BY r.id DESC LIMIT 1");
        get.bind(1, location);
        return get.executeStep() ? get.getColumn(0).getString() : std::string();
    });
}

Result<std::vector<AuditRow>> auditTrail(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT id, at, action, subject, detail, previous, hash FROM audit ORDER BY id");
        std::vector<AuditRow> rows;
        while (get.executeStep())
            rows.push_back({get.getColumn(0).getInt64(), fromUnixMillis(get.getColumn(1).getInt64()),
                            get.getColumn(2).getString(), get.getColumn(3).getString(), get.getColumn(4).getString(),
                            get.getColumn(5).getString(), get.getColumn(6).getString()});
        return rows;
    });
}

Result<void> appendAudit(Database& database, const AuditRow& entry)
{
    return guarded(database.path(), [&database, &entry] {
        SQLite::Statement put(
            database.handle(),
            "INSERT INTO audit(at, action, subject, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?)");
        put.bind(1, static_cast<std::int64_t>(toUnixMillis(entry.at)));
        put.bind(2, entry.action);
        put.bind(3, entry.subject);
        put.bind(4, entry.detail);
        put.bind(5, entry.previous);
        put.bind(6, entry.hash);
        put.exec();
    });
}

} // namespace assay::store
