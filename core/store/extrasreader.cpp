// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/extrasreader.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <cmath>
#include <map>
#include <tuple>

namespace assay::store {
namespace {

template <class T>
void plus(std::optional<T>& sum, const std::optional<T>& more)
{
    if (more) sum = sum.value_or(T{}) + *more;
}

void plus(SpendSum& sum, const SpendSum& more)
{
    sum.lines += more.lines;
    plus(sum.quantity, more.quantity);
    plus(sum.gross, more.gross);
    plus(sum.discount, more.discount);
    plus(sum.net, more.net);
    if (more.from && (!sum.from || *more.from < *sum.from)) sum.from = more.from;
    if (more.to && (!sum.to || *more.to > *sum.to)) sum.to = more.to;
}

DoubleReport reportFrom(SQLite::Statement& get)
{
    DoubleReport report;
    report.what = get.getColumn(0).getString();
    report.sources = lines(get.getColumn(1).getString());
    report.rows = get.getColumn(2).getInt64();
    report.differing = get.getColumn(3).getInt64();
    return report;
}

/// Usage days by the set of sources that report them.
constexpr const char* kUsageDoubles = R"sql(
WITH one AS (
  SELECT tool, group_concat(source_id) AS who,
         count(DISTINCT ifnull(accepted, -1) || '|' || ifnull(interactions, -1) || '|' || ifnull(agent_runs, -1) || '|' ||
                        ifnull(lines_accepted, -1) || '|' || ifnull(cost_usd, -1)) > 1 AS differs
  FROM usage_day GROUP BY tool, identity, day, surface, scope HAVING count(*) > 1)
SELECT 'usage days of ' || w.text,
       (SELECT group_concat(name, char(10)) FROM source WHERE ',' || one.who || ',' LIKE '%,' || source.id || ',%'),
       count(*), sum(differs)
FROM one JOIN word w ON w.id = one.tool GROUP BY w.text, one.who ORDER BY 1, 2)sql";

constexpr const char* kTicketDoubles = R"sql(
WITH one AS (SELECT system, group_concat(source_id) AS who, count(DISTINCT status || '|' || ifnull(resolved_at, '')) > 1 AS differs
             FROM ticket GROUP BY system, key HAVING count(*) > 1)
SELECT 'tickets of ' || system,
       (SELECT group_concat(name, char(10)) FROM source WHERE ',' || one.who || ',' LIKE '%,' || source.id || ',%'),
       count(*), sum(differs)
FROM one GROUP BY system, who ORDER BY 1, 2)sql";

constexpr const char* kPullDoubles = R"sql(
WITH one AS (SELECT system, group_concat(source_id) AS who, count(DISTINCT ifnull(merged_at, '')) > 1 AS differs
             FROM pull_request GROUP BY system, repository, number HAVING count(*) > 1)
SELECT 'pull requests of ' || system,
       (SELECT group_concat(name, char(10)) FROM source WHERE ',' || one.who || ',' LIKE '%,' || source.id || ',%'),
       count(*), sum(differs)
FROM one GROUP BY system, who ORDER BY 1, 2)sql";

/// A clone imported twice: every commit of it stands in two repositories.
constexpr const char* kCommitDoubles = R"sql(
WITH one AS (SELECT group_concat(repository_id) AS who FROM commit_ GROUP BY oid HAVING count(*) > 1)
SELECT 'commits', (SELECT group_concat(name, char(10)) FROM repository WHERE ',' || one.who || ',' LIKE '%,' || id || ',%'),
       count(*), 0
FROM one GROUP BY who ORDER BY 2)sql";

} // namespace

Result<std::vector<domain::VendorCommitRecord>> vendorCommits(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(
            database.handle(),
            "SELECT tool, oid, repository, branch, surface, at, added, deleted, ai_added, ai_deleted, "
            "other_added, other_deleted FROM vendor_commit JOIN source ON source.id = source_id "
            "ORDER BY tool, oid, repository, branch, read_order");
        std::vector<domain::VendorCommitRecord> rows;
        while (get.executeStep()) {
            Row row(get);
            domain::VendorCommitRecord r;
            r.tool = row.text();
            r.commit = row.text();
            r.repository = row.text();
            r.branch = row.text();
            r.source = row.text();
            r.at = row.maybeInstant();
            r.added = row.maybeInteger();
            r.deleted = row.maybeInteger();
            r.aiAdded = row.maybeInteger();
            r.aiDeleted = row.maybeInteger();
            r.otherAdded = row.maybeInteger();
            r.otherDeleted = row.maybeInteger();
            const bool again = !rows.empty() && rows.back().tool == r.tool && rows.back().commit == r.commit &&
                               rows.back().repository == r.repository && rows.back().branch == r.branch;
            if (again) rows.pop_back();
            rows.push_back(std::move(r));
        }
        return rows;
    });
}

Result<std::vector<domain::HolidayRecord>> holidays(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), "SELECT DISTINCT calendar, day, name FROM holiday ORDER BY 1, 2, 3");
        std::vector<domain::HolidayRecord> rows;
        while (get.executeStep()) {
            Row row(get);
            domain::HolidayRecord r;
            r.calendar = row.text();
            r.day = fromEpochDay(row.small());
            r.name = row.text();
            rows.push_back(std::move(r));
        }
        return rows;
    });
}

Result<std::vector<SpendSum>> spendSums(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(
            database.handle(),
            "SELECT tool, unit, currency, estimate, count(*), sum(quantity), sum(gross), sum(discount), sum(net), "
            "first_day, last_day FROM spend JOIN source ON source.id = source_id "
            "GROUP BY tool, unit, currency, estimate, ifnull(identity, 0), scope, cost_centre, product, sku, model, "
            "line, first_day, last_day, source_id "
            "ORDER BY tool, unit, currency, estimate, ifnull(identity, 0), scope, cost_centre, product, sku, model, "
            "line, first_day, last_day, read_order DESC");
        // Equal dimensions of several sources follow each other, the newest reading first. They are told apart by
        // asking for the key again, without the source.
        SQLite::Statement keys(
            database.handle(),
            "SELECT tool || char(10) || unit || char(10) || currency || char(10) || estimate || char(10) || "
            "ifnull(identity, 0) || char(10) || scope || char(10) || cost_centre || char(10) || product || char(10) || "
            "sku || char(10) || model || char(10) || line || char(10) || ifnull(first_day, '') || char(10) || "
            "ifnull(last_day, '') "
            "FROM spend JOIN source ON source.id = source_id "
            "GROUP BY tool, unit, currency, estimate, ifnull(identity, 0), scope, cost_centre, product, sku, model, "
            "line, first_day, last_day, source_id "
            "ORDER BY tool, unit, currency, estimate, ifnull(identity, 0), scope, cost_centre, product, sku, model, "
            "line, first_day, last_day, read_order DESC");
        std::map<std::tuple<std::string, std::string, std::string, bool>, SpendSum> sums;
        std::string last;
        while (get.executeStep() && keys.executeStep()) {
            auto key = keys.getColumn(0).getString();
            if (key == last) continue;
            last = std::move(key);
            Row row(get);
            SpendSum line;
            line.tool = row.text();
            line.unit = row.text();
            line.currency = row.text();
            line.estimate = row.flag();
            line.lines = row.integer();
            line.quantity = row.maybeReal();
            line.gross = row.maybeReal();
            line.discount = row.maybeReal();
            line.net = row.maybeReal();
            line.from = row.maybeDay();
            line.to = row.maybeDay();
            const auto [at, fresh] = sums.try_emplace({line.tool, line.unit, line.currency, line.estimate}, line);
            if (!fresh) plus(at->second, line);
        }
        std::vector<SpendSum> list;
        for (auto& [key, sum] : sums) {
            for (auto* amount : {&sum.quantity, &sum.gross, &sum.discount, &sum.net}) // as usage days: the order of
                if (*amount) *amount = std::round(**amount * 1e9) / 1e9;              // the lines must not show
            list.push_back(std::move(sum));
        }
        return list;
    });
}

Result<std::vector<SourceSpan>> sourceSpans(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT source_id, w.text, first_day, last_day FROM telemetry_span "
                              "JOIN word w ON w.id = tool ORDER BY w.text, first_day, last_day, source_id");
        std::vector<SourceSpan> rows;
        while (get.executeStep())
            rows.push_back({{get.getColumn(0).getInt64()},
                            get.getColumn(1).getString(),
                            {fromEpochDay(get.getColumn(2).getInt()), fromEpochDay(get.getColumn(3).getInt())}});
        return rows;
    });
}

Result<std::vector<DoubleReport>> doubleReports(const Database& database)
{
    return guarded(database.path(), [&database] {
        std::vector<DoubleReport> reports;
        for (const char* sql : {kUsageDoubles, kTicketDoubles, kPullDoubles, kCommitDoubles}) {
            SQLite::Statement get(database.handle(), sql);
            while (get.executeStep()) reports.push_back(reportFrom(get));
        }
        return reports;
    });
}

Result<std::vector<ReadingDay>> readingDays(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), "SELECT w.text, t.last_day, max(r.finished_at) FROM telemetry_span t "
                                                 "JOIN word w ON w.id = t.tool "
                                                 "JOIN import_run r ON r.source_id = t.source_id AND r.state = 'done' "
                                                 "GROUP BY t.source_id, t.tool ORDER BY 1, 2");
        std::vector<ReadingDay> rows;
        while (get.executeStep())
            rows.push_back({get.getColumn(0).getString(), fromEpochDay(get.getColumn(1).getInt()),
                            dayOf(fromUnixMillis(get.getColumn(2).getInt64()))});
        return rows;
    });
}

Result<std::vector<domain::SurveyRecord>> surveyAnswers(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT day, team, question, score, text, max(n) FROM (SELECT day, team, question, "
                              "score, text, count(*) AS n FROM survey GROUP BY day, team, question, score, text, "
                              "source_id) GROUP BY day, team, question, score, text ORDER BY 1, 2, 3, 4, 5");
        std::vector<domain::SurveyRecord> rows;
        while (get.executeStep()) {
            const auto score = get.getColumn(3);
            const domain::SurveyRecord answer{
                fromEpochDay(get.getColumn(0).getInt()), get.getColumn(1).getString(), get.getColumn(2).getString(),
                score.isNull() ? std::nullopt : std::optional(score.getDouble()), get.getColumn(4).getString()};
            rows.insert(rows.end(), static_cast<std::size_t>(get.getColumn(5).getInt64()), answer);
        }
        return rows;
    });
}

} // namespace assay::store
