// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/targets.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>

namespace assay::store {
namespace {

std::string joinedSet(const std::set<std::string>& words)
{
    return joined({words.begin(), words.end()});
}

std::set<std::string> setOf(const std::string& text)
{
    const auto words = lines(text);
    return {words.begin(), words.end()};
}

std::optional<DayRange> rangeOf(std::optional<Day> from, std::optional<Day> to)
{
    if (!from || !to) return std::nullopt;
    return DayRange{*from, *to};
}

domain::Target targetFrom(SQLite::Statement& statement)
{
    Row row(statement);
    domain::Target t;
    t.id = row.text();
    t.title = row.text();
    t.measure = row.text();
    t.teams = setOf(row.text());
    t.taskTypes = setOf(row.text());
    t.basis = domain::basisFromId(row.text()).value_or(domain::Basis::Level);
    t.atMost = row.flag();
    t.limit = row.real();
    const auto baselineFrom = row.maybeDay();
    t.baseline = rangeOf(baselineFrom, row.maybeDay());
    const auto windowFrom = row.maybeDay();
    t.window = rangeOf(windowFrom, row.maybeDay());
    t.owner = row.text();
    t.registeredOn = row.maybeDay();
    t.postHoc = row.flag();
    t.guardRail = row.flag();
    t.retiredOn = row.maybeDay();
    t.priorities = setOf(row.text());
    if (row.flag()) {
        domain::BaselineFigure figure;
        figure.value = row.maybeReal();
        figure.low = row.maybeReal();
        figure.high = row.maybeReal();
        figure.unit = row.text();
        figure.note = row.text();
        figure.fingerprint = row.text();
        figure.n = row.maybeInteger();
        t.measuredBaseline = figure;
    }
    return t;
}

void readEdits(SQLite::Database& db, domain::Target& target)
{
    SQLite::Statement get(db, "SELECT on_day, what, post_hoc FROM target_edit WHERE target_id = ? ORDER BY id");
    get.bind(1, target.id);
    while (get.executeStep()) {
        Row row(get);
        domain::TargetEdit edit;
        edit.on = fromEpochDay(row.small());
        edit.what = row.text();
        edit.postHoc = row.flag();
        target.edits.push_back(std::move(edit));
    }
}

void addEdits(SQLite::Database& db, const domain::Target& target)
{
    SQLite::Statement count(db, "SELECT count(*) FROM target_edit WHERE target_id = ?");
    count.bind(1, target.id);
    count.executeStep();
    const auto known = static_cast<std::size_t>(count.getColumn(0).getInt64());
    SQLite::Statement put(db, "INSERT INTO target_edit(target_id, on_day, what, post_hoc) VALUES (?, ?, ?, ?)");
    for (std::size_t i = known; i < target.edits.size(); ++i) {
        Binder(put) << target.id << target.edits[i].on << target.edits[i].what << target.edits[i].postHoc;
        put.exec();
    }
}

constexpr const char* kPutTarget = R"sql(
INSERT INTO target(id, title, measure, teams, task_types, basis, at_most, bound, baseline_from, baseline_to, window_from,
                   window_to, owner, registered_on, post_hoc, guard_rail, retired_on, measured, measured_value,
                   measured_low, measured_high, measured_unit, measured_note, measured_from, priorities, measured_n)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,
        ?25, ?26)
ON CONFLICT(id) DO UPDATE SET title = ?2, measure = ?3, teams = ?4, task_types = ?5, basis = ?6, at_most = ?7, bound = ?8,
  baseline_from = ?9, baseline_to = ?10, window_from = ?11, window_to = ?12, owner = ?13, registered_on = ?14,
  post_hoc = ?15, guard_rail = ?16, retired_on = ?17, measured = ?18, measured_value = ?19, measured_low = ?20,
  measured_high = ?21, measured_unit = ?22, measured_note = ?23, measured_from = ?24, priorities = ?25, measured_n = ?26)sql";

} // namespace

Result<std::vector<domain::Target>> targets(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(
            database.handle(),
            "SELECT id, title, measure, teams, task_types, basis, at_most, bound, baseline_from, "
            "baseline_to, window_from, window_to, owner, registered_on, post_hoc, guard_rail, "
            "retired_on, priorities, measured, measured_value, measured_low, measured_high, "
            "measured_unit, measured_note, measured_from, measured_n FROM target ORDER BY registered_on, rowid");
        std::vector<domain::Target> found;
        while (get.executeStep()) found.push_back(targetFrom(get));
        for (auto& target : found) readEdits(database.handle(), target);
        return found;
    });
}

Result<void> putTarget(Database& database, const domain::Target& target)
{
    return guarded(database.path(), [&database, &target] {
        const std::string teams = joinedSet(target.teams);
        const std::string taskTypes = joinedSet(target.taskTypes);
        const std::string priorities = joinedSet(target.priorities);
        const std::string basis = domain::basisId(target.basis);
        const auto from = [](const std::optional<DayRange>& range) {
            return range ? std::optional<Day>(range->from) : std::nullopt;
        };
        const auto to = [](const std::optional<DayRange>& range) {
            return range ? std::optional<Day>(range->to) : std::nullopt;
        };
        const domain::BaselineFigure measured = target.measuredBaseline.value_or(domain::BaselineFigure{});
        SQLite::Statement put(database.handle(), kPutTarget);
        Binder(put) << target.id << target.title << target.measure << teams << taskTypes << basis << target.atMost
                    << target.limit << from(target.baseline) << to(target.baseline) << from(target.window)
                    << to(target.window) << target.owner << target.registeredOn.value_or(Day{}) << target.postHoc
                    << target.guardRail << target.retiredOn << target.measuredBaseline.has_value() << measured.value
                    << measured.low << measured.high << measured.unit << measured.note << measured.fingerprint
                    << priorities << measured.n;
        put.exec();
        addEdits(database.handle(), target);
    });
}

Result<std::vector<domain::Acknowledgement>> acknowledgements(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), "SELECT key, at, owner, note FROM alert_ack ORDER BY id");
        std::vector<domain::Acknowledgement> found;
        while (get.executeStep()) {
            Row row(get);
            domain::Acknowledgement a;
            a.key = row.text();
            a.at = row.instant();
            a.owner = row.text();
            a.note = row.text();
            found.push_back(std::move(a));
        }
        return found;
    });
}

Result<void> appendAcknowledgement(Database& database, const domain::Acknowledgement& acknowledgement)
{
    return guarded(database.path(), [&database, &acknowledgement] {
        SQLite::Statement put(database.handle(), "INSERT INTO alert_ack(key, at, owner, note) VALUES (?, ?, ?, ?)");
        Binder(put) << acknowledgement.key << acknowledgement.at << acknowledgement.owner << acknowledgement.note;
        put.exec();
    });
}

Result<std::vector<domain::VerdictRecord>> verdicts(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(
            database.handle(),
            "SELECT at, fingerprint, scope, recommendation, title, text, holds_in, runs FROM verdict ORDER BY id");
        std::vector<domain::VerdictRecord> found;
        while (get.executeStep()) {
            Row row(get);
            domain::VerdictRecord v;
            v.at = row.instant();
            v.fingerprint = row.text();
            v.scope = row.text();
            v.recommendation = row.text();
            v.title = row.text();
            v.text = row.text();
            v.holdsIn = row.small();
            v.runs = row.small();
            found.push_back(std::move(v));
        }
        return found;
    });
}

Result<void> appendVerdict(Database& database, const domain::VerdictRecord& verdict)
{
    return guarded(database.path(), [&database, &verdict] {
        SQLite::Statement put(
            database.handle(),
            "INSERT INTO verdict(at, fingerprint, scope, recommendation, title, text, holds_in, runs) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        Binder(put) << verdict.at << verdict.fingerprint << verdict.scope << verdict.recommendation << verdict.title
                    << verdict.text << verdict.holdsIn << verdict.runs;
        put.exec();
    });
}

} // namespace assay::store
