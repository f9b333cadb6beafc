// SPDX-License-Identifier: GPL-3.0-or-later
// A program of the build: runs all migrations on an empty database and writes what they lead to as C++ to the file
// named.
#include "store/migrator.h"

#include <cstdio>
#include <fstream>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace {

constexpr const char* kObjects = R"sql(
SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid)sql";

/// For each table a query for the statements that insert its rows: migrations may leave some.
constexpr const char* kRows = R"sql(
SELECT 'SELECT ''INSERT INTO ' || m.name || ' VALUES ('' || ' || group_concat('quote(' || c.name || ')', ' || '','' || ')
       || ' || '')'' FROM ' || m.name
FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' GROUP BY m.name ORDER BY m.rowid)sql";

int addText(void* texts, int, char** values, char**)
{
    static_cast<std::vector<std::string>*>(texts)->emplace_back(values[0]);
    return 0;
}

/// The first column of all rows goes to `texts`.
bool run(sqlite3* database, const char* sql, std::vector<std::string>& texts)
{
    char* reason = nullptr;
    if (sqlite3_exec(database, sql, addText, &texts, &reason) == SQLITE_OK) return true;
    std::fprintf(stderr, "schemawriter: %s\n", reason != nullptr ? reason : "unknown reason");
    sqlite3_free(reason);
    return false;
}

bool write(const char* file, sqlite3* database)
{
    std::vector<std::string> statements;
    std::vector<std::string> queries;
    for (const char* migration : assay::store::migrations())
        if (!run(database, migration, queries)) return false;
    queries.clear();
    if (!run(database, kObjects, statements) || !run(database, kRows, queries)) return false;
    for (const auto& query : queries)
        if (!run(database, query.c_str(), statements)) return false;
    std::ofstream out(file);
    out << "#include \"store/migrator.h\"\n"
           "namespace assay::store {\n"
           "std::span<const char* const> currentSchema()\n"
           "{\n"
           "    static constexpr const char* kStatements[] = {\n";
    for (const auto& statement : statements) out << "R\"sql(" << statement << ")sql\",\n";
    out << "};\n"
           "    return kStatements;\n"
           "}\n"
           "}\n";
    return out.flush().good();
}

} // namespace

int main(int argc, char** argv)
{
    sqlite3* database = nullptr;
    const bool done = argc == 2 && sqlite3_open(":memory:", &database) == SQLITE_OK && write(argv[1], database);
    sqlite3_close(database);
    return done ? 0 : 1;
}
