// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/scenarios.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

namespace assay::store {
namespace {

Result<void> changeOne(Database& database, const char* sql, const std::string& name)
{
    const auto changed = guarded(database.path(), [&database, sql, &name] {
        SQLite::Statement statement(database.handle(), sql);
        statement.bind(1, name);
        return statement.exec();
    });
    if (!changed) return Failure(changed.error());
    if (*changed == 0)
        return failure(ErrorCode::Usage, fmt::format("There is no scenario “{}” in this workspace.", name));
    return {};
}

} // namespace

Result<std::vector<ScenarioRow>> scenarios(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement select(database.handle(),
                                 "SELECT name, text, saved_on, fingerprint FROM scenario ORDER BY position, name");
        std::vector<ScenarioRow> rows;
        while (select.executeStep()) {
            Row row(select);
            ScenarioRow scenario;
            scenario.name = row.text();
            scenario.text = row.text();
            scenario.savedOn = fromEpochDay(row.small());
            scenario.fingerprint = row.text();
            rows.push_back(std::move(scenario));
        }
        return rows;
    });
}

Result<void> putScenario(Database& database, const ScenarioRow& row)
{
    return guarded(database.path(), [&database, &row] {
        SQLite::Statement put(database.handle(),
                              "INSERT INTO scenario(name, position, text, saved_on, fingerprint) "
                              "VALUES (?, (SELECT ifnull(max(position), 0) + 1 FROM scenario), ?, ?, ?) "
                              "ON CONFLICT(name) DO UPDATE SET text = excluded.text, saved_on = excluded.saved_on, "
                              "fingerprint = excluded.fingerprint");
        Binder(put) << row.name << row.text << row.savedOn << row.fingerprint;
        put.exec();
    });
}

Result<void> leadWithScenario(Database& database, const std::string& name)
{
    return changeOne(database, "UPDATE scenario SET position = (SELECT min(position) - 1 FROM scenario) WHERE name = ?",
                     name);
}

Result<void> removeScenario(Database& database, const std::string& name)
{
    return changeOne(database, "DELETE FROM scenario WHERE name = ?", name);
}

} // namespace assay::store
