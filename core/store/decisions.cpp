// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/decisions.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <algorithm>
#include <array>

namespace assay::store {
namespace {

constexpr std::array<const char*, 6> kActions{"join", "split", "bot", "human", "tool", "team"};

DecisionRow decisionFrom(SQLite::Statement& statement)
{
    Row row(statement);
    DecisionRow d;
    d.id = row.integer();
    d.at = row.instant();
    d.batch = row.integer();
    const auto action = std::find(kActions.begin(), kActions.end(), row.text());
    d.action = static_cast<DecisionAction>(action - kActions.begin());
    d.kind = row.text();
    d.value = row.text();
    d.otherKind = row.text();
    d.otherValue = row.text();
    d.word = row.text();
    d.first = row.maybeDay();
    d.last = row.maybeDay();
    return d;
}

std::vector<DecisionRow> read(SQLite::Database& db, const char* where)
{
    SQLite::Statement get(db, std::string("SELECT id, at, batch, action, kind, value, other_kind, other_value, word, "
                                          "first_day, last_day FROM decision WHERE undone = 0 ") +
                                  where + " ORDER BY id");
    std::vector<DecisionRow> rows;
    while (get.executeStep()) rows.push_back(decisionFrom(get));
    return rows;
}

} // namespace

const char* decisionActionId(DecisionAction action)
{
    return kActions.at(static_cast<std::size_t>(action));
}

Result<std::vector<DecisionRow>> decisions(const Database& database)
{
    return guarded(database.path(), [&database] { return read(database.handle(), ""); });
}

Result<void> putDecisions(Database& database, std::vector<DecisionRow> rows)
{
    return guarded(database.path(), [&database, &rows] {
        auto& db = database.handle();
        const auto batch = db.execAndGet("SELECT ifnull(max(batch), 0) + 1 FROM decision").getInt64();
        SQLite::Statement put(db, "INSERT INTO decision(at, batch, action, kind, value, other_kind, other_value, word, "
                                  "first_day, last_day, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)");
        for (const auto& d : rows) {
            const std::string action = decisionActionId(d.action);
            Binder(put) << d.at << batch << action << d.kind << d.value << d.otherKind << d.otherValue << d.word
                        << d.first << d.last;
            put.exec();
        }
    });
}

Result<std::vector<DecisionRow>> undoNewestDecisions(Database& database)
{
    return guarded(database.path(), [&database] {
        auto& db = database.handle();
        auto rows = read(db, "AND batch = (SELECT max(batch) FROM decision WHERE undone = 0)");
        db.exec("UPDATE decision SET undone = 1 WHERE undone = 0 AND batch = "
                "(SELECT max(batch) FROM decision WHERE undone = 0)");
        return rows;
    });
}

} // namespace assay::store
