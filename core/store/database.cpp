// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "store/guarded.h"
#include "store/migrator.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>

namespace assay::store {
namespace {

constexpr int kBusyTimeoutMs = 5000;
/// A connection is used by one thread at a time: SQLite need not lock it with every call.
constexpr int kOneThread = SQLITE_OPEN_NOMUTEX;
/// KiB: a large import touches its pages again and again, and would otherwise write each of them many times.
constexpr const char* kCachePragma = "PRAGMA cache_size = -32768";

constexpr const char* kLooseReferences = R"sql(
SELECT 'line_edge' FROM line_edge e LEFT JOIN commit_ c ON c.id = e.origin WHERE c.id IS NULL
UNION ALL SELECT 'line_edge' FROM line_edge e LEFT JOIN path p ON p.id = e.path_id WHERE p.id IS NULL
UNION ALL SELECT 'commit_file' FROM commit_file f LEFT JOIN path p ON p.id = f.path_id WHERE p.id IS NULL
LIMIT 1)sql";

/// What the first 100 bytes of a file say, before SQLite is allowed to touch it.
Result<void> checkHeader(const std::string& path)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return failure(ErrorCode::WorkspaceInvalid,
                       fmt::format("{} is a folder; a workspace is one file ending in .assay.", path));
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return failure(ErrorCode::WorkspaceInvalid,
                       fmt::format("{} cannot be opened; check the path and the permission to read it.", path));
    std::array<char, 100> head{};
    file.read(head.data(), head.size());
    if (file.gcount() == 0)
        return failure(ErrorCode::WorkspaceInvalid,
                       fmt::format("{} is empty; it is not a workspace and was left as it is.", path));
    if (file.gcount() < 100 || std::string_view(head.data(), 15) != "SQLite format 3")
        return failure(
            ErrorCode::WorkspaceInvalid,
            fmt::format("{} is not an Assay workspace (it is no SQLite file); choose a file made by Assay.", path));
    const auto byte = [&head](std::size_t i) { return static_cast<int>(static_cast<unsigned char>(head.at(i))); };
    const int id = (byte(68) << 24) | (byte(69) << 16) | (byte(70) << 8) | byte(71);
    if (id != kApplicationId)
        return failure(
            ErrorCode::WorkspaceInvalid,
            fmt::format("{} is a SQLite file of another program, not an Assay workspace; it was left as it is.", path));
    return {};
}

void configure(SQLite::Database& db, Access access)
{
    db.setBusyTimeout(kBusyTimeoutMs);
    db.exec("PRAGMA foreign_keys = ON");
    db.exec("PRAGMA trusted_schema = OFF");
    if (access == Access::ReadWrite) {
        db.exec("PRAGMA journal_mode = WAL");
        db.exec("PRAGMA synchronous = NORMAL");
        db.exec(kCachePragma);
    }
}

} // namespace

Error errorOf(const SQLite::Exception& exception, const std::string& path)
{
    const int code = exception.getErrorCode() & 0xff;
    const std::string detail = exception.what();
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::WorkspaceLocked,
                fmt::format("{} is being written by another program; close it there and try again.", path), detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {
            ErrorCode::WorkspaceDamaged,
            fmt::format("{} is damaged ({}); restore a copy or import the sources into a new workspace.", path, detail),
            detail};
    case SQLITE_FULL:
        return {
            ErrorCode::WorkspaceUnwritable,
            fmt::format(
                "The disk is full: this step left nothing in {}, and what was finished before it is kept; free some "
                "space and try again.",
                path),
            detail};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_IOERR:
        return {
            ErrorCode::WorkspaceUnwritable,
            fmt::format("{} cannot be written ({}); check the permissions of the file and its folder.", path, detail),
            detail};
    default:
        return {ErrorCode::Internal, fmt::format("The workspace {} refused an operation ({}).", path, detail), detail};
    }
}

Database::Database(std::string path, std::unique_ptr<SQLite::Database> handle)
    : m_path(std::move(path)), m_handle(std::move(handle))
{
}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::create(const std::string& path)
{
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
        return failure(ErrorCode::WorkspaceInvalid,
                       fmt::format("{} exists already; choose another name or open it.", path));
    auto made = guarded(path, [&path] {
        auto handle =
            std::make_unique<SQLite::Database>(path, kOneThread | SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        handle->exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
        configure(*handle, Access::ReadWrite);
        return handle;
    });
    if (!made) return Failure(made.error());
    Database database(path, std::move(*made));
    if (auto done = migrate(database); !done) return Failure(done.error());
    return database;
}

/// An older schema cannot be read as it is: it is migrated first, whoever asks.
Result<void> Database::bringUpToDate(const std::string& path)
{
    const auto old = guarded(path, [&path] {
        SQLite::Database handle(path, SQLite::OPEN_READONLY);
        return handle.execAndGet("PRAGMA user_version").getInt() < static_cast<int>(migrations().size());
    });
    if (!old) return Failure(old.error());
    if (!*old) return {};
    const auto migrated = open(path, Access::ReadWrite);
    return migrated ? Result<void>() : Failure(migrated.error());
}

Result<Database> Database::open(const std::string& path, Access access)
{
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return failure(ErrorCode::WorkspaceInvalid,
                       fmt::format("{} does not exist; check the path, or import something to make it.", path));
    if (auto checked = checkHeader(path); !checked) return Failure(checked.error());
    if (access == Access::ReadOnly)
        if (auto brought = bringUpToDate(path); !brought) return Failure(brought.error());
    auto opened = guarded(path, [&path, access] {
        const int mode = access == Access::ReadOnly ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE;
        auto handle = std::make_unique<SQLite::Database>(path, kOneThread | mode);
        configure(*handle, access);
        return handle;
    });
    if (!opened) return Failure(opened.error());
    Database database(path, std::move(*opened));
    if (auto version = checkVersion(database); !version) return Failure(version.error());
    if (access == Access::ReadWrite) {
        if (auto done = migrate(database); !done) return Failure(done.error());
    }
    return database;
}

Result<void> Database::verify() const
{
    auto finding = guarded(m_path, [this] {
        SQLite::Statement integrity(*m_handle, "PRAGMA integrity_check(1)");
        if (integrity.executeStep() && integrity.getColumn(0).getString() != "ok")
            return integrity.getColumn(0).getString();
        SQLite::Statement keys(*m_handle, "PRAGMA foreign_key_check");
        if (keys.executeStep()) return fmt::format("a row of {} refers to nothing", keys.getColumn(0).getString());
        // What has no foreign key, because it would make large deletes slow.
        SQLite::Statement loose(*m_handle, kLooseReferences);
        if (loose.executeStep()) return fmt::format("a row of {} refers to nothing", loose.getColumn(0).getString());
        return std::string();
    });
    if (!finding) return Failure(finding.error());
    if (!finding->empty())
        return failure(ErrorCode::CheckFailed,
                       fmt::format("{} is damaged: {}; restore a copy or import again.", m_path, *finding));
    return {};
}

Result<Transaction> Transaction::begin(Database& database)
{
    auto begun = guarded(database.path(), [&database] { database.handle().exec("BEGIN IMMEDIATE"); });
    if (!begun) return Failure(begun.error());
    return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}

Transaction::~Transaction()
{
    if (m_database != nullptr) m_database->handle().tryExec("ROLLBACK");
}

Result<void> Transaction::commit()
{
    auto done = guarded(m_database->path(), [this] { m_database->handle().exec("COMMIT"); });
    if (done) m_database = nullptr;
    return done;
}

} // namespace assay::store
