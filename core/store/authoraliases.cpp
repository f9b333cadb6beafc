// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/authoraliases.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace assay::store {
namespace {

constexpr const char* kColumns = "SELECT email, name, proper_email, proper_name FROM author_alias ";

std::vector<domain::AuthorAlias> allOf(SQLite::Statement& get)
{
    std::vector<domain::AuthorAlias> aliases;
    while (get.executeStep()) {
        Row row(get);
        domain::AuthorAlias alias;
        alias.email = row.text();
        alias.name = row.text();
        alias.properEmail = row.text();
        alias.properName = row.text();
        aliases.push_back(std::move(alias));
    }
    return aliases;
}

} // namespace

Result<std::vector<domain::AuthorAlias>> authorAliases(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), std::string(kColumns) + "ORDER BY source_id, line");
        return allOf(get);
    });
}

Result<bool> replaceAuthorAliases(Database& database, domain::SourceId source,
                                  const std::vector<domain::AuthorAlias>& aliases)
{
    return guarded(database.path(), [&database, source, &aliases] {
        SQLite::Statement get(database.handle(), std::string(kColumns) + "WHERE source_id = ? ORDER BY line");
        Binder(get) << source.value;
        if (allOf(get) == aliases) return false;
        SQLite::Statement drop(database.handle(), "DELETE FROM author_alias WHERE source_id = ?");
        Binder(drop) << source.value;
        drop.exec();
        SQLite::Statement put(database.handle(),
                              "INSERT INTO author_alias(source_id, line, email, name, proper_email, proper_name) "
                              "VALUES (?, ?, ?, ?, ?, ?)");
        std::int64_t line = 0;
        for (const auto& alias : aliases) {
            Binder(put) << source.value << ++line << alias.email << alias.name << alias.properEmail << alias.properName;
            put.exec();
        }
        return true;
    });
}

} // namespace assay::store
