// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sourceoptions.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>

namespace assay::store {
namespace {

std::map<std::string, std::string> pairsFrom(SQLite::Statement& get)
{
    std::map<std::string, std::string> pairs;
    while (get.executeStep()) pairs.emplace(get.getColumn(0).getString(), get.getColumn(1).getString());
    return pairs;
}

} // namespace

Result<SourceOptions> sourceOptions(const Database& database, const std::string& location)
{
    return guarded(database.path(), [&database, &location] {
        SQLite::Statement get(database.handle(), "SELECT key, value FROM source_option "
                                                 "JOIN source ON source.id = source_id WHERE location = ?");
        get.bind(1, location);
        return pairsFrom(get);
    });
}

Result<void> putSourceOptions(Database& database, domain::SourceId source, const SourceOptions& options)
{
    return guarded(database.path(), [&database, source, &options] {
        SQLite::Statement clear(database.handle(), "DELETE FROM source_option WHERE source_id = ?");
        clear.bind(1, source.value);
        clear.exec();
        SQLite::Statement put(database.handle(), "INSERT INTO source_option(source_id, key, value) VALUES (?, ?, ?)");
        for (const auto& [key, value] : options) {
            Binder(put) << source.value << key << value;
            put.exec();
        }
    });
}

Result<std::map<std::string, std::string>> columnMap(const Database& database, const std::string& header)
{
    return guarded(database.path(), [&database, &header] {
        SQLite::Statement get(database.handle(), "SELECT column_, field FROM column_map WHERE header = ?");
        get.bind(1, header);
        return pairsFrom(get);
    });
}

Result<void> putColumnMap(Database& database, const std::string& header,
                          const std::map<std::string, std::string>& fields)
{
    return guarded(database.path(), [&database, &header, &fields] {
        SQLite::Statement clear(database.handle(), "DELETE FROM column_map WHERE header = ?");
        clear.bind(1, header);
        clear.exec();
        SQLite::Statement put(database.handle(), "INSERT INTO column_map(header, column_, field) VALUES (?, ?, ?)");
        for (const auto& [column, field] : fields) {
            Binder(put) << header << column << field;
            put.exec();
        }
    });
}

} // namespace assay::store
