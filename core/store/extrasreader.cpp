// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/extrasreader.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace assay::store {
namespace {

DoubleReport reportFrom(SQLite::Statement& get)
{
    DoubleReport report;
    report.what = get.getColumn(0).getString();
    report.sources = lines(get.getColumn(1).getString());
    report.rows = get.getColumn(2).getInt64();
    report.differing = get.getColumn(3).getInt64();
    return report;
}

/// Usage days by the set of sources that report them. There may be ten millions of days: only those of tools that two
/// sources report for the same time are looked at, and only those reported twice are compared.
constexpr const char* kUsageDoubles = R"sql(
WITH shared AS (
  SELECT a.tool FROM telemetry_span a JOIN telemetry_span b ON b.tool = a.tool AND b.source_id > a.source_id
                                                            AND b.first_day <= a.last_day AND a.first_day <= b.last_day),
twice AS (
  SELECT tool, identity, day, surface, scope FROM usage_day WHERE tool IN shared
  GROUP BY tool, identity, day, surface, scope HAVING count(*) > 1),
one AS (
  SELECT t.tool,
         (SELECT group_concat(u.source_id) FROM usage_day u
          WHERE u.tool = t.tool AND u.identity = t.identity AND u.day = t.day AND u.surface = t.surface AND u.scope = t.scope) AS who,
         (SELECT count(DISTINCT ifnull(u.accepted, -1) || '|' || ifnull(u.interactions, -1) || '|' || ifnull(u.agent_runs, -1) || '|' ||
                                ifnull(u.lines_accepted, -1) || '|' || ifnull(u.cost_usd, -1)) > 1 FROM usage_day u
          WHERE u.tool = t.tool AND u.identity = t.identity AND u.day = t.day AND u.surface = t.surface AND u.scope = t.scope) AS differs
  FROM twice t)
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

/// Equal answers as one reading has them.
struct ReadAnswer
{
    domain::SurveyRecord answer;
    std::int64_t count = 0;
    std::int64_t readOrder = 0;
};

/// What one who answers said to one question on one day.
auto questionKey(const domain::SurveyRecord& a)
{
    return std::tie(a.group, a.day, a.question);
}

/// Groups that no reading has twice for one question of one day: one voice each (a pseudonym, or a team's mean), so
/// that the newest reading corrects the older ones. Whoever gives no name is nobody in particular.
std::set<std::string> singleVoices(const std::vector<ReadAnswer>& rows)
{
    std::set<std::string> voices;
    std::set<std::string> choirs{std::string()};
    std::map<std::tuple<std::string, Day, std::string, std::int64_t>, std::int64_t> counts;
    for (const auto& row : rows) {
        const auto count = counts[std::tuple_cat(questionKey(row.answer), std::tie(row.readOrder))] += row.count;
        (count > 1 ? choirs : voices).insert(row.answer.group);
    }
    for (const auto& choir : choirs) voices.erase(choir);
    return voices;
}

/// Answers that several files have in common, once; `rows` in the order of group, day, question, answer.
std::vector<domain::SurveyRecord> countedOnce(const std::vector<ReadAnswer>& rows)
{
    const auto voices = singleVoices(rows);
    std::vector<domain::SurveyRecord> answers;
    for (auto first = rows.begin(); first != rows.end();) {
        const bool voice = voices.contains(first->answer.group);
        auto last = first;
        const ReadAnswer* most = &*first;
        for (; last != rows.end() && questionKey(last->answer) == questionKey(first->answer); ++last) {
            const bool same = last->answer.score == first->answer.score && last->answer.text == first->answer.text;
            if (!voice && !same) break;
            if (voice ? last->readOrder > most->readOrder : last->count > most->count) most = &*last;
        }
        answers.insert(answers.end(), static_cast<std::size_t>(most->count), most->answer);
        first = last;
    }
    std::sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) {
        return std::tie(a.day, a.group, a.question, a.score, a.text) <
               std::tie(b.day, b.group, b.question, b.score, b.text);
    });
    return answers;
}

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
                              "SELECT team, day, question, score, text, count(*), read_order FROM survey "
                              "JOIN source ON source.id = source_id GROUP BY team, day, question, score, text, "
                              "source_id ORDER BY team, day, question, score, text, read_order");
        std::vector<ReadAnswer> rows;
        while (get.executeStep()) {
            const auto score = get.getColumn(3);
            rows.push_back(
                {{fromEpochDay(get.getColumn(1).getInt()), get.getColumn(0).getString(), get.getColumn(2).getString(),
                  score.isNull() ? std::nullopt : std::optional(score.getDouble()), get.getColumn(4).getString()},
                 get.getColumn(5).getInt64(),
                 get.getColumn(6).getInt64()});
        }
        return countedOnce(rows);
    });
}

} // namespace assay::store
