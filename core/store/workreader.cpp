// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/workreader.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <unordered_map>

namespace assay::store {
namespace {

TicketRow ticketFrom(SQLite::Statement& statement)
{
    Row row(statement);
    TicketRow r;
    r.id.value = row.integer();
    auto& t = r.ticket;
    t.system = row.text();
    t.key = row.text();
    t.title = row.text();
    t.type = row.text();
    t.status = row.text();
    t.category = static_cast<domain::StatusCategory>(row.small());
    t.resolution = row.text();
    t.priority = row.text();
    t.labels = lines(row.text());
    t.assignee = row.text();
    t.reporter = row.text();
    t.project = row.text();
    t.parent = row.text();
    t.created = row.maybeInstant();
    t.started = row.maybeInstant();
    t.resolved = row.maybeInstant();
    t.updated = row.maybeInstant();
    t.zone = static_cast<domain::ZoneBasis>(row.small());
    t.reopened = row.small();
    t.linkedChanges = lines(row.text());
    return r;
}

PullRequestRow pullRequestFrom(SQLite::Statement& statement)
{
    Row row(statement);
    PullRequestRow r;
    r.id.value = row.integer();
    auto& p = r.pullRequest;
    p.system = row.text();
    p.repository = row.text();
    p.number = row.integer();
    p.title = row.text();
    p.body = row.text();
    p.author = row.text();
    p.authorIsBot = row.flag();
    p.sourceBranch = row.text();
    p.targetBranch = row.text();
    p.created = row.maybeInstant();
    p.merged = row.maybeInstant();
    p.closed = row.maybeInstant();
    p.draft = row.flag();
    p.mergeCommit = row.text();
    p.headCommit = row.text();
    p.commits = lines(row.text());
    p.labels = lines(row.text());
    p.closes = lines(row.text());
    p.added = row.maybeInteger();
    p.deleted = row.maybeInteger();
    p.files = row.maybeInteger();
    p.reviewsKnown = row.flag();
    return r;
}

} // namespace

Result<std::vector<TicketRow>> tickets(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT id, system, key, title, type, status, category, resolution, priority, labels, assignee, "
                              "reporter, project, parent, created_at, started_at, resolved_at, updated_at, zone_basis, reopened, "
                              "changes FROM ticket ORDER BY id");
        std::vector<TicketRow> rows;
        std::unordered_map<std::int64_t, std::size_t> at;
        while (get.executeStep()) {
            rows.push_back(ticketFrom(get));
            at.emplace(rows.back().id.value, rows.size() - 1);
        }
        SQLite::Statement history(database.handle(), "SELECT ticket_id, at, was, became, category, author FROM ticket_status "
                                                     "ORDER BY ticket_id, position");
        while (history.executeStep()) {
            Row row(history);
            auto& ticket = rows[at.at(row.integer())].ticket;
            domain::StatusChange change;
            change.at = row.instant();
            change.from = row.text();
            change.to = row.text();
            change.toCategory = static_cast<domain::StatusCategory>(row.small());
            change.author = row.text();
            ticket.history.push_back(std::move(change));
        }
        return rows;
    });
}

Result<std::vector<PullRequestRow>> pullRequests(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT id, system, repository, number, title, body, author, author_is_bot, source_branch, "
                              "target_branch, created_at, merged_at, closed_at, draft, merge_commit, head_commit, commits, labels, "
                              "closes, added, deleted, files, reviews_known FROM pull_request ORDER BY id");
        std::vector<PullRequestRow> rows;
        std::unordered_map<std::int64_t, std::size_t> at;
        while (get.executeStep()) {
            rows.push_back(pullRequestFrom(get));
            at.emplace(rows.back().id.value, rows.size() - 1);
        }
        SQLite::Statement reviews(database.handle(), "SELECT pull_request_id, reviewer, bot, at, state FROM review "
                                                     "ORDER BY pull_request_id, position");
        while (reviews.executeStep()) {
            Row row(reviews);
            auto& pull = rows[at.at(row.integer())].pullRequest;
            domain::ReviewRecord review;
            review.reviewer = row.text();
            review.bot = row.flag();
            review.at = row.instant();
            review.state = static_cast<domain::ReviewState>(row.small());
            pull.reviews.push_back(std::move(review));
        }
        return rows;
    });
}

} // namespace assay::store
