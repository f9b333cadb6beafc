// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settings.h"

#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace assay::store {

Result<std::string> setting(const Database& database, std::string_view key, std::string fallback)
{
    return guarded(database.path(), [&database, key, &fallback] {
        SQLite::Statement get(database.handle(), "SELECT value FROM setting WHERE key = ?");
        get.bind(1, std::string(key));
        return get.executeStep() ? get.getColumn(0).getString() : fallback;
    });
}

Result<void> setSetting(Database& database, std::string_view key, std::string_view value)
{
    return guarded(database.path(), [&database, key, value] {
        SQLite::Statement put(
            database.handle(),
            "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value");
        put.bind(1, std::string(key));
        put.bind(2, std::string(value));
        put.exec();
    });
}

} // namespace assay::store
