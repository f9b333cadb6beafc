// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "store/database.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <sqlite3.h>

namespace assay::store {

/// A statement whose columns are read without a shared pointer and a check of its bounds for each: with ten million
/// rows of fourteen columns these took longer than SQLite itself.
class PlainStatement
{
public:
    PlainStatement(const Database& database, const char* sql) : m_database(database.handle().getHandle())
    {
        check(sqlite3_prepare_v2(m_database, sql, -1, &m_statement, nullptr));
    }
    PlainStatement(const PlainStatement&) = delete;
    PlainStatement& operator=(const PlainStatement&) = delete;
    ~PlainStatement() { sqlite3_finalize(m_statement); }

    /// From the start, with these parameters.
    void begin(std::initializer_list<std::int64_t> parameters)
    {
        sqlite3_reset(m_statement);
        int at = 0;
        for (const std::int64_t parameter : parameters) check(sqlite3_bind_int64(m_statement, ++at, parameter));
    }
    bool step()
    {
        const int code = sqlite3_step(m_statement);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) throw SQLite::Exception(m_database, code);
        sqlite3_reset(m_statement); // an idle statement must hold no lock
        return false;
    }
    std::int64_t integer(int column) { return sqlite3_column_int64(m_statement, column); }
    // What is null reads as 0: only then is it asked which of the two it is.
    std::optional<std::int64_t> maybeInteger(int column)
    {
        const std::int64_t value = integer(column);
        return value != 0 || !isNull(column) ? std::optional(value) : std::nullopt;
    }
    std::optional<double> maybeReal(int column)
    {
        const double value = sqlite3_column_double(m_statement, column);
        return value != 0 || !isNull(column) ? std::optional(value) : std::nullopt;
    }
    std::optional<Instant> maybeInstant(int column)
    {
        if (isNull(column)) return std::nullopt;
        return fromUnixMillis(integer(column));
    }

private:
    bool isNull(int column) { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    void check(int code)
    {
        if (code != SQLITE_OK) throw SQLite::Exception(m_database, code);
    }
    sqlite3* m_database;
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace assay::store
