// SPDX-License-Identifier: GPL-3.0-or-later
// A whole import of telemetry beside SQLite's own bulk insert of the same rows, and a second import with nothing new.
// Usage: bench_import [rows]
#include "base/bigheap.h"
#include "resources/resources.h"
#include "session/importjob.h"

#include <QTemporaryDir>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sqlite3.h>
#include <string>

using namespace assay;

namespace {

constexpr int kPeople = 900;

double seconds(const std::function<void()>& work)
{
    const auto from = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

std::string rowOf(int i)
{
    const auto day = fromEpochDay(20'000 + i / kPeople);
    const auto n = std::to_string(i % kPeople);
    return "dev" + n + "@example.com," + isoDay(day) + ",copilot,yes," + std::to_string(i % 97) + ',' +
           std::to_string(i % 31) + ',' + std::to_string(i % 13) + ",0.25\n";
}

void must(int code, sqlite3* db, const char* what)
{
    if (code == SQLITE_OK || code == SQLITE_DONE) return;
    std::fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    std::exit(1);
}

/// The same rows into a table as the workspace has it, one prepared statement in one transaction: nothing is parsed.
void bulkInsert(const std::string& path, int rows)
{
    sqlite3* db = nullptr;
    must(sqlite3_open(path.c_str(), &db), db, "open");
    must(sqlite3_exec(
             db,
             "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE usage_day(tool INTEGER NOT "
             "NULL, identity INTEGER NOT NULL, day INTEGER NOT NULL, surface INTEGER NOT NULL, scope INTEGER "
             "NOT NULL, source_id INTEGER NOT NULL, shown INTEGER, accepted INTEGER, lines_shown INTEGER, "
             "lines_accepted INTEGER, lines_deleted INTEGER, interactions INTEGER, agent_runs INTEGER, commits "
             "INTEGER, pull_requests INTEGER, cost_usd REAL, tokens INTEGER, first_at INTEGER, last_at INTEGER, "
             "PRIMARY KEY (tool, identity, day, surface, scope, source_id)) STRICT, WITHOUT ROWID; BEGIN",
             nullptr, nullptr, nullptr),
         db, "create");
    sqlite3_stmt* put = nullptr;
    must(sqlite3_prepare_v2(db,
                            "INSERT INTO usage_day VALUES (1, ?, ?, 2, 2, 1, NULL, ?, NULL, ?, NULL, ?, NULL, NULL, "
                            "NULL, ?, NULL, NULL, NULL)",
                            -1, &put, nullptr),
         db, "prepare");
    for (int i = 0; i < rows; ++i) {
        sqlite3_bind_int(put, 1, i % kPeople);
        sqlite3_bind_int(put, 2, 20'000 + i / kPeople);
        sqlite3_bind_int(put, 3, i % 97);
        sqlite3_bind_int(put, 4, i % 31);
        sqlite3_bind_int(put, 5, i % 13);
        sqlite3_bind_double(put, 6, 0.25);
        must(sqlite3_step(put), db, "step");
        sqlite3_reset(put);
    }
    sqlite3_finalize(put);
    must(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr), db, "commit");
    sqlite3_close(db);
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv); // as the programs do
    const int rows = argc > 1 ? std::atoi(argv[1]) : 500'000;
    resources::load();
    const QTemporaryDir folder;
    const auto at = [&folder](const char* name) { return folder.filePath(QString::fromUtf8(name)).toStdString(); };
    {
        std::ofstream file(at("usage.csv"));
        file << "email,date,tool,is_active,accepted,lines_accepted,interactions,cost_usd\n";
        for (int i = 0; i < rows; ++i) file << rowOf(i);
    }
    session::ImportRequest request;
    request.workspace = at("w.assay");
    request.paths = {at("usage.csv")};
    double read = 0;
    auto last = std::chrono::steady_clock::now();
    const auto phases = [&](const Progress& p) { // reading ends where the first step of deriving begins
        if (read == 0 && p.phase == "Reading what was imported")
            read = std::chrono::duration<double>(std::chrono::steady_clock::now() - last).count();
    };
    const double bulk = seconds([&] { bulkInsert(at("bulk.db"), rows); });
    last = std::chrono::steady_clock::now();
    const double first = seconds([&] {
        const auto done = session::importPaths(request, {}, phases);
        if (!done || done->sources.front().records != rows) {
            std::fprintf(stderr, "the import failed\n");
            std::exit(1);
        }
    });
    const double again = seconds([&] { (void)session::importPaths(request, {}, {}); });
    std::printf("rows                         %9d\n", rows);
    std::printf("SQLite bulk insert           %9.2f s\n", bulk);
    std::printf("import, file to workspace    %9.2f s   %.2f of SQLite's speed (goal 0.50)\n", read, bulk / read);
    std::printf("import and deriving          %9.2f s   %.2f of SQLite's speed\n", first, bulk / first);
    std::printf("import again, nothing new    %9.3f s   %.1f %% of the first (goal 2 %%)\n", again,
                100 * again / first);
    return 0;
}
