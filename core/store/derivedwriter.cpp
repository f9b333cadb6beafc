// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/derived.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace assay::store {
namespace {

void clear(SQLite::Database& db)
{
    for (const char* table :
         {"origin", "defect", "commit_ticket", "ticket_link", "evidence", "commit_fact", "change_commit", "change",
          "identity_question", "identity_suggestion", "person_identity", "person"})
        db.exec(std::string("DELETE FROM ") + table);
}

void writePeople(SQLite::Database& db, const Derived& d)
{
    SQLite::Statement person(db, "INSERT INTO person(id, name, bot, on_roster) VALUES (?, ?, ?, ?)");
    for (const auto& p : d.people) {
        Binder(person) << p.id.value << p.name << p.bot << p.onRoster;
        person.exec();
    }
    SQLite::Statement identity(db, "INSERT INTO person_identity(identity_id, person_id, reason) VALUES (?, ?, ?)");
    for (const auto& i : d.identities) {
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
        db, "INSERT INTO identity_question(identity_id, rule, commits, example) VALUES (?, ?, ?, ?)");
    for (const auto& q : d.questions) {
        Binder(question) << q.identity.value << q.rule << q.commits << q.example;
        question.exec();
    }
}

void writeChanges(SQLite::Database& db, const Derived& d)
{
    SQLite::Statement put(
        db, "INSERT INTO change(id, kind, repository_id, pull_request_id, repository, number, title, head, merged_at, "
            "opened_at, first_commit_at, first_review_at, approved_at, released_at, reverted_at, author, task_type, "
            "code_age, added, deleted, files, commits, review_rounds, ai_probability, ai_share, tools, flags, "
            "lines_born, lines_alive, ai_lines_alive, human_lines_alive, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, ?, ?, ?, "
            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& c : d.changes) {
        const auto tools = joined(c.tools);
        Binder(put) << c.id.value << int{c.kind} << c.repositoryId << c.pullRequest << c.repository << c.number
                    << c.title << c.head << c.mergedAt << c.openedAt << c.firstCommitAt << c.firstReviewAt
                    << c.approvedAt << c.releasedAt << c.revertedAt << c.author << int{c.taskType} << int{c.codeAge}
                    << c.added << c.deleted << c.files << c.commits << c.reviewRounds << c.aiProbability << c.aiShare
                    << tools << int{c.flags} << c.linesBorn << c.linesAlive << c.aiLinesAlive << c.humanLinesAlive
                    << c.language;
        put.exec();
    }
    SQLite::Statement member(db, "INSERT INTO change_commit(commit_id, change_id) VALUES (?, ?)");
    for (const auto& [commit, change] : d.changeCommits) {
        Binder(member) << commit.value << change.value;
        member.exec();
    }
}

void writeCommitFacts(SQLite::Database& db, const Derived& d)
{
    SQLite::Statement put(
        db, "INSERT INTO commit_fact(commit_id, person_id, provenance, declared, automation, autonomous, fix, revert, "
            "ai_probability, ai_share, tools) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& f : d.commitFacts) {
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

void writeDefects(SQLite::Database& db, const Derived& d)
{
    SQLite::Statement put(
        db, "INSERT INTO defect(id, ticket_id, fix_change, fix_commit, reported_at, fixed_at, no_candidate) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (const auto& r : d.defects) {
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
        writePeople(db, derived);
        writeChanges(db, derived);
        writeCommitFacts(db, derived);
        writeLinks(db, derived);
        writeDefects(db, derived);
    });
}

} // namespace assay::store
