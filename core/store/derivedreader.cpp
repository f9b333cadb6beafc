// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/derived.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

namespace assay::store {
namespace {

void readPeople(SQLite::Database& db, Derived& d)
{
    SQLite::Statement person(db, "SELECT id, name, bot, on_roster FROM person ORDER BY id");
    while (person.executeStep()) {
        Row row(person);
        PersonRow p;
        p.id.value = row.integer();
        p.name = row.text();
        p.bot = row.flag();
        p.onRoster = row.flag();
        d.people.push_back(std::move(p));
    }
    SQLite::Statement identity(db, "SELECT identity_id, person_id, reason FROM person_identity ORDER BY identity_id");
    while (identity.executeStep())
        d.identities.push_back({{identity.getColumn(0).getInt64()},
                                {identity.getColumn(1).getInt64()},
                                identity.getColumn(2).getString()});
    SQLite::Statement suggestion(
        db, "SELECT identity_a, identity_b, score, reason FROM identity_suggestion ORDER BY score DESC, 1, 2");
    while (suggestion.executeStep())
        d.suggestions.push_back({{suggestion.getColumn(0).getInt64()},
                                 {suggestion.getColumn(1).getInt64()},
                                 suggestion.getColumn(2).getDouble(),
                                 suggestion.getColumn(3).getString()});
    SQLite::Statement question(
        db, "SELECT kind, value, rule, commits, example FROM identity_question ORDER BY commits DESC, kind, value");
    while (question.executeStep())
        d.questions.push_back({question.getColumn(0).getString(), question.getColumn(1).getString(),
                               question.getColumn(2).getString(), question.getColumn(3).getInt64(),
                               question.getColumn(4).getString()});
}

ChangeRow changeFrom(SQLite::Statement& statement)
{
    Row row(statement);
    ChangeRow c;
    c.id.value = row.integer();
    c.kind = static_cast<std::uint8_t>(row.small());
    c.repositoryId = row.maybeInteger();
    c.pullRequest = row.maybeInteger();
    c.repository = row.text();
    c.number = row.integer();
    c.title = row.text();
    c.head = row.text();
    c.mergedAt = row.instant();
    c.openedAt = row.maybeInstant();
    c.firstCommitAt = row.maybeInstant();
    c.firstReviewAt = row.maybeInstant();
    c.approvedAt = row.maybeInstant();
    c.releasedAt = row.maybeInstant();
    c.revertedAt = row.maybeInstant();
    c.author = row.maybeInteger();
    c.taskType = static_cast<std::uint8_t>(row.small());
    c.codeAge = static_cast<std::uint8_t>(row.small());
    c.added = row.integer();
    c.deleted = row.integer();
    c.files = row.integer();
    c.commits = row.integer();
    c.reviewRounds = row.integer();
    c.aiProbability = row.maybeReal();
    c.aiShare = row.maybeReal();
    c.tools = lines(row.text());
    c.flags = static_cast<std::uint16_t>(row.small());
    c.linesBorn = row.integer();
    c.linesAlive = row.integer();
    c.aiLinesAlive = row.integer();
    c.humanLinesAlive = row.integer();
    c.language = row.text();
    return c;
}

void readChanges(SQLite::Database& db, Derived& d)
{
    SQLite::Statement change(
        db, "SELECT id, kind, repository_id, pull_request_id, repository, number, title, head, merged_at, opened_at, "
            "first_commit_at, first_review_at, approved_at, released_at, reverted_at, author, task_type, code_age, "
            "added, deleted, files, commits, review_rounds, ai_probability, ai_share, tools, flags, lines_born, "
            "lines_alive, ai_lines_alive, human_lines_alive, language "
            "FROM change ORDER BY id");
    while (change.executeStep()) d.changes.push_back(changeFrom(change));
    SQLite::Statement member(db, "SELECT commit_id, change_id FROM change_commit ORDER BY commit_id");
    while (member.executeStep())
        d.changeCommits.push_back({{member.getColumn(0).getInt64()}, {member.getColumn(1).getInt64()}});
}

void readCommitFacts(SQLite::Database& db, Derived& d)
{
    SQLite::Statement fact(
        db, "SELECT commit_id, person_id, provenance, declared, automation, autonomous, fix, revert, ai_probability, "
            "ai_share, tools FROM commit_fact ORDER BY commit_id");
    while (fact.executeStep()) {
        Row row(fact);
        CommitFactRow f;
        f.commit.value = row.integer();
        f.person = row.maybeInteger();
        f.verdict.provenance = static_cast<domain::Provenance>(row.small());
        f.verdict.declared = row.flag();
        f.verdict.automation = row.flag();
        f.verdict.autonomous = row.flag();
        f.fix = row.flag();
        f.revert = row.flag();
        f.verdict.aiProbability = row.maybeReal();
        f.verdict.aiShare = row.maybeReal();
        f.verdict.tools = lines(row.text());
        d.commitFacts.push_back(std::move(f));
    }
}

void readLinks(SQLite::Database& db, Derived& d)
{
    SQLite::Statement link(
        db, "SELECT ticket_id, change_id, channel, strength FROM ticket_link ORDER BY ticket_id, change_id");
    while (link.executeStep())
        d.ticketLinks.push_back({{link.getColumn(0).getInt64()},
                                 {link.getColumn(1).getInt64()},
                                 link.getColumn(2).getString(),
                                 link.getColumn(3).getDouble()});
    SQLite::Statement commitLink(
        db, "SELECT commit_id, ticket_id, channel FROM commit_ticket ORDER BY commit_id, ticket_id");
    while (commitLink.executeStep())
        d.commitTickets.push_back({{commitLink.getColumn(0).getInt64()},
                                   {commitLink.getColumn(1).getInt64()},
                                   commitLink.getColumn(2).getString()});
}

void readDefects(SQLite::Database& db, Derived& d)
{
    SQLite::Statement defect(
        db,
        "SELECT id, ticket_id, fix_change, fix_commit, reported_at, fixed_at, no_candidate FROM defect ORDER BY id");
    while (defect.executeStep()) {
        Row row(defect);
        DefectRow r;
        r.id.value = row.integer();
        r.ticket = row.maybeInteger();
        r.fixChange = row.maybeInteger();
        r.fixCommit = row.maybeInteger();
        r.reportedAt = row.instant();
        r.fixedAt = row.maybeInstant();
        r.noCandidate = row.flag();
        d.defects.push_back(std::move(r));
    }
    SQLite::Statement origin(
        db,
        "SELECT defect_id, commit_id, fix_commit, paths, lines, weight FROM origin ORDER BY defect_id, weight DESC");
    while (origin.executeStep()) {
        Row row(origin);
        OriginRow o;
        o.defect.value = row.integer();
        o.commit.value = row.integer();
        o.fixCommit.value = row.integer();
        o.paths = row.integer();
        o.lines = row.integer();
        o.weight = row.real();
        d.origins.push_back(o);
    }
}

} // namespace

Result<Derived> readDerived(const Database& database)
{
    return guarded(database.path(), [&database] {
        Derived d;
        auto& db = database.handle();
        readPeople(db, d);
        readChanges(db, d);
        readCommitFacts(db, d);
        readLinks(db, d);
        readDefects(db, d);
        return d;
    });
}

Result<Derived> readPeople(const Database& database)
{
    return guarded(database.path(), [&database] {
        Derived d;
        readPeople(database.handle(), d);
        return d;
    });
}

Result<Counts> counts(const Database& database)
{
    return guarded(database.path(), [&database] {
        const auto rows = [&database](const char* table) {
            return database.handle().execAndGet(std::string("SELECT count(*) FROM ") + table).getInt64();
        };
        // What two sources say of one thing counts once.
        const auto distinct = [&rows](const char* table, const char* key) {
            return rows(fmt::format("(SELECT DISTINCT {} FROM {})", key, table).c_str());
        };
        Counts c{rows("commit_"),
                 distinct("ticket", "system, key"),
                 distinct("pull_request", "system, repository, number"),
                 distinct("usage_day", "tool, identity, day, surface, scope"),
                 distinct("seat", "tool, identity, snapshot"),
                 rows("roster"),
                 rows("price"),
                 rows("invoice"),
                 0};
        for (const char* table : {"vendor_commit", "line_trace", "spend", "group_usage", "vendor_team", "holiday",
                                  "survey", "incident", "loose_review", "loose_history", "status_name"})
            c.others += rows(table);
        return c;
    });
}

} // namespace assay::store
