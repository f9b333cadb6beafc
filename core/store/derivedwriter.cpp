// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/derived.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <algorithm>
#include <fmt/format.h>

namespace assay::store {
namespace {

/// Tables that nothing refers to: emptied at once and written anew. The others keep the rows that are as they were:
/// most of them, when little was imported, and each row that goes has to be looked for in all tables that refer to it.
void clear(SQLite::Database& db)
{
    for (const char* table :
         {"origin", "commit_ticket", "ticket_link", "evidence", "identity_question", "identity_suggestion"})
        db.exec(std::string("DELETE FROM ") + table);
}

/// Writes the rows of one table by their first column, a number: what is there already is touched only where it
/// differs.
class Rows
{
public:
    /// `columns`: their names, the key's first, as they stand in SQL.
    Rows(SQLite::Database& db, const std::string& table, const std::string& columns)
        : m_db(db), m_table(table), m_key(columns.substr(0, columns.find(','))), m_put(db, putting(table, columns))
    {
    }

    /// The statement for the next row, whose key is to be bound first.
    SQLite::Statement& put(std::int64_t key)
    {
        m_kept.push_back(key);
        return m_put;
    }

    /// Drops the rows that were not written. After all tables that refer to this one.
    void dropOthers()
    {
        std::sort(m_kept.begin(), m_kept.end());
        std::vector<std::int64_t> others;
        SQLite::Statement all(m_db, "SELECT " + m_key + " FROM " + m_table);
        while (all.executeStep())
            if (const auto key = all.getColumn(0).getInt64(); !std::binary_search(m_kept.begin(), m_kept.end(), key))
                others.push_back(key);
        SQLite::Statement drop(m_db, "DELETE FROM " + m_table + " WHERE " + m_key + " = ?");
        for (const auto key : others) {
            Binder(drop) << key;
            drop.exec();
        }
    }

private:
    static std::string putting(const std::string& table, const std::string& columns)
    {
        std::string marks = "?";
        std::string sets;
        std::string differs;
        for (auto comma = columns.find(", "); comma != std::string::npos;) {
            const auto begin = comma + 2;
            comma = columns.find(", ", begin);
            const auto column = columns.substr(begin, comma == std::string::npos ? comma : comma - begin);
            marks += ", ?";
            sets += fmt::format("{}{} = excluded.{}", sets.empty() ? "" : ", ", column, column);
            differs += fmt::format("{}{}.{} IS NOT excluded.{}", differs.empty() ? "" : " OR ", table, column, column);
        }
        return fmt::format("INSERT INTO {}({}) VALUES ({}) ON CONFLICT DO UPDATE SET {} WHERE {}", table, columns,
                           marks, sets, differs);
    }

    SQLite::Database& m_db;
    std::string m_table;
    std::string m_key;
    SQLite::Statement m_put;
    std::vector<std::int64_t> m_kept;
};

/// The tables that others refer to.
struct Tables
{
    explicit Tables(SQLite::Database& db)
        : people(db, "person", "id, name, bot, on_roster"),
          identities(db, "person_identity", "identity_id, person_id, reason"),
          changes(db, "change",
                  "id, kind, repository_id, pull_request_id, repository, number, title, head, merged_at, opened_at, "
                  "first_commit_at, first_review_at, approved_at, released_at, reverted_at, author, task_type, "
                  "code_age, added, deleted, files, commits, review_rounds, ai_probability, ai_share, tools, flags, "
                  "lines_born, lines_alive, ai_lines_alive, human_lines_alive, language"),
          members(db, "change_commit", "commit_id, change_id"),
          facts(db, "commit_fact",
                "commit_id, person_id, provenance, declared, automation, autonomous, fix, revert, ai_probability, "
                "ai_share, tools"),
          defects(db, "defect", "id, ticket_id, fix_change, fix_commit, reported_at, fixed_at, no_candidate")
    {
    }

    void dropOthers()
    {
        for (auto* rows : {&defects, &facts, &members, &changes, &identities, &people}) rows->dropOthers();
    }

    Rows people, identities, changes, members, facts, defects;
};

void writePeople(SQLite::Database& db, Tables& tables, const Derived& d)
{
    for (const auto& p : d.people) {
        auto& person = tables.people.put(p.id.value);
        Binder(person) << p.id.value << p.name << p.bot << p.onRoster;
        person.exec();
    }
    for (const auto& i : d.identities) {
        auto& identity = tables.identities.put(i.identity.value);
        Binder(identity) << i.identity.value << i.person.value << i.reason;
        identity.exec();
    }
    SQLite::Statement suggestion(
        db, "INSERT OR REPLACE INTO identity_suggestion(identity_a, identity_b, score, reason) VALUES (?, ?, ?, ?)");
    for (const auto& s : d.suggestions) {
        Binder(suggestion) << s.a.value << s.b.value << s.score << s.reason;
        suggestion.exec();
    }
    SQLite::Statement question(
        db, "INSERT INTO identity_question(kind, value, rule, commits, example) VALUES (?, ?, ?, ?, ?)");
    for (const auto& q : d.questions) {
        Binder(question) << q.kind << q.value << q.rule << q.commits << q.example;
        question.exec();
    }
}

void writeChanges(Tables& tables, const Derived& d)
{
    for (const auto& c : d.changes) {
        auto& put = tables.changes.put(c.id.value);
        const auto tools = joined(c.tools);
        Binder(put) << c.id.value << int{c.kind} << c.repositoryId << c.pullRequest << c.repository << c.number
                    << c.title << c.head << c.mergedAt << c.openedAt << c.firstCommitAt << c.firstReviewAt
                    << c.approvedAt << c.releasedAt << c.revertedAt << c.author << int{c.taskType} << int{c.codeAge}
                    << c.added << c.deleted << c.files << c.commits << c.reviewRounds << c.aiProbability << c.aiShare
                    << tools << int{c.flags} << c.linesBorn << c.linesAlive << c.aiLinesAlive << c.humanLinesAlive
                    << c.language;
        put.exec();
    }
    for (const auto& [commit, change] : d.changeCommits) {
        auto& member = tables.members.put(commit.value);
        Binder(member) << commit.value << change.value;
        member.exec();
    }
}

void writeCommitFacts(SQLite::Database& db, Tables& tables, const Derived& d)
{
    for (const auto& f : d.commitFacts) {
        auto& put = tables.facts.put(f.commit.value);
        const auto tools = joined(f.verdict.tools);
        Binder(put) << f.commit.value << f.person << static_cast<int>(f.verdict.provenance) << f.verdict.declared
                    << f.verdict.automation << f.verdict.autonomous << f.fix << f.revert << f.verdict.aiProbability
                    << f.verdict.aiShare << tools;
        put.exec();
    }
    SQLite::Statement evidence(
        db, "INSERT INTO evidence(commit_id, position, rung, rule, tool, role, channel, strength, declared, "
            "human, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    domain::CommitId last;
    int position = 0;
    for (const auto& [commit, e] : d.evidence) {
        position = commit == last ? position + 1 : 0;
        last = commit;
        Binder(evidence) << commit.value << position << static_cast<int>(e.rung) << e.rule << e.tool
                         << static_cast<int>(e.role) << e.channel << e.strength << e.declared << e.human << e.text;
        evidence.exec();
    }
}

void writeLinks(SQLite::Database& db, const Derived& d)
{
    SQLite::Statement link(db, "INSERT INTO ticket_link(ticket_id, change_id, channel, strength) VALUES (?, ?, ?, ?)");
    for (const auto& l : d.ticketLinks) {
        Binder(link) << l.ticket.value << l.change.value << l.channel << l.strength;
        link.exec();
    }
    SQLite::Statement commitLink(db, "INSERT INTO commit_ticket(commit_id, ticket_id, channel) VALUES (?, ?, ?)");
    for (const auto& l : d.commitTickets) {
        Binder(commitLink) << l.commit.value << l.ticket.value << l.channel;
        commitLink.exec();
    }
}

void writeDefects(SQLite::Database& db, Tables& tables, const Derived& d)
{
    for (const auto& r : d.defects) {
        auto& put = tables.defects.put(r.id.value);
        Binder(put) << r.id.value << r.ticket << r.fixChange << r.fixCommit << r.reportedAt << r.fixedAt
                    << r.noCandidate;
        put.exec();
    }
    SQLite::Statement origin(
        db, "INSERT INTO origin(defect_id, commit_id, fix_commit, paths, lines, weight) VALUES (?, ?, ?, ?, ?, ?)");
    for (const auto& o : d.origins) {
        Binder(origin) << o.defect.value << o.commit.value << o.fixCommit.value << o.paths << o.lines << o.weight;
        origin.exec();
    }
}

} // namespace

Result<void> writeDerived(Database& database, const Derived& derived)
{
    return guarded(database.path(), [&database, &derived] {
        auto& db = database.handle();
        clear(db);
        Tables tables(db);
        writePeople(db, tables, derived);
        writeChanges(tables, derived);
        writeCommitFacts(db, tables, derived);
        writeLinks(db, derived);
        writeDefects(db, tables, derived);
        tables.dropOthers();
    });
}

} // namespace assay::store
