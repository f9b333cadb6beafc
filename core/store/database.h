// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>
#include <memory>
#include <string>

namespace SQLite {
class Database;
class Transaction;
} // namespace SQLite

namespace assay::store {

/// "ASSY": marks a SQLite file as a workspace (`PRAGMA application_id`).
inline constexpr int kApplicationId = 0x41535359;

enum class Access
{
    ReadOnly,
    ReadWrite
};

/// One connection to a workspace, for the thread that opened it: WAL, foreign keys, a busy timeout of five seconds.
/// Never shared between threads; one writer and any number of readers may be open at a time.
class Database
{
public:
    /// Makes a new workspace; refuses to overwrite anything that exists.
    [[nodiscard]] static Result<Database> create(const std::string& path);
    /// Opens and checks: SQLite header, application id, schema version. Older schemas are
    /// migrated, newer ones refused with a sentence. What is not a workspace is never written to.
    [[nodiscard]] static Result<Database> open(const std::string& path, Access access);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] SQLite::Database& handle() const { return *m_handle; }

    /// `PRAGMA integrity_check` and `foreign_key_check`; the error names the first finding.
    [[nodiscard]] Result<void> verify() const;

private:
    Database(std::string path, std::unique_ptr<SQLite::Database> handle);
    static Result<void> bringUpToDate(const std::string& path);
    std::string m_path;
    std::unique_ptr<SQLite::Database> m_handle;
};

/// Rolls back unless committed. Begins as a write (`BEGIN IMMEDIATE`), so a second writer is told at once.
class Transaction
{
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database* database) : m_database(database) {}
    Database* m_database;
};

} // namespace assay::store
