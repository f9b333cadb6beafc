// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrator.h"

#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

namespace assay::store {
namespace {

Result<int> versionOf(const Database& database)
{
    return guarded(database.path(),
                   [&database] { return database.handle().execAndGet("PRAGMA user_version").getInt(); });
}

} // namespace

Result<void> checkVersion(const Database& database)
{
    const auto version = versionOf(database);
    if (!version) return Failure(version.error());
    const int ours = static_cast<int>(migrations().size());
    if (*version > ours)
        return failure(
            ErrorCode::WorkspaceNewer,
            fmt::format(
                "{} was written by a newer Assay (schema {}, this one reads up to {}); update Assay to open it.",
                database.path(), *version, ours));
    return {};
}

Result<void> migrate(Database& database)
{
    const auto version = versionOf(database);
    if (!version) return Failure(version.error());
    const int ours = static_cast<int>(migrations().size());
    if (*version == ours) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return Failure(transaction.error());
    auto ran = guarded(database.path(), [&database, &version, ours] {
        const auto statements =
            *version == 0 ? currentSchema() : migrations().subspan(static_cast<std::size_t>(*version));
        for (const char* sql : statements) database.handle().exec(sql);
        database.handle().exec(fmt::format("PRAGMA user_version = {}", ours));
    });
    if (!ran) return ran;
    return transaction->commit();
}

} // namespace assay::store
