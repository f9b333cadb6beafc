// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/workreader.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <algorithm>
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
    t.id = row.text();
    return r;
}

domain::StatusChange statusFrom(Row& row)
{
    domain::StatusChange change;
    change.at = row.instant();
    change.from = row.text();
    change.to = row.text();
    change.toCategory = static_cast<domain::StatusCategory>(row.small());
    change.author = row.text();
    return change;
}

/// Histories from files of their own, for tickets whose export had none.
void joinLooseHistories(SQLite::Database& db, std::vector<TicketRow>& rows)
{
    std::unordered_map<std::string, std::size_t> byKey;
    std::unordered_map<std::string, std::size_t> byId;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& t = rows[i].ticket;
        byKey.emplace(t.system + '\n' + t.key, i);
        if (!t.id.empty()) byId.emplace(t.system + '\n' + t.id, i);
    }
    SQLite::Statement statuses(
        db, "SELECT at, was, became, category, author FROM loose_status WHERE history_id = ? ORDER BY position");
    SQLite::Statement get(db,
                          "SELECT loose_history.id, system, key, external_id, started_at, reopened FROM loose_history "
                          "JOIN source ON source.id = source_id ORDER BY read_order DESC, loose_history.id");
    while (get.executeStep()) {
        Row row(get);
        const auto id = row.integer();
        const auto system = row.text();
        const auto key = row.text();
        const auto externalId = row.text();
        auto found = byKey.find(system + '\n' + key);
        if (found == byKey.end() && (found = byId.find(system + '\n' + externalId)) == byId.end()) continue;
        auto& ticket = rows[found->second].ticket;
        if (!ticket.history.empty()) continue;
        if (const auto started = row.maybeInstant(); !ticket.started) ticket.started = started;
        ticket.reopened = std::max(ticket.reopened, row.small());
        statuses.reset();
        statuses.bind(1, id);
        while (statuses.executeStep()) {
            Row status(statuses);
            ticket.history.push_back(statusFrom(status));
        }
    }
}

/// Categories from the systems' own lists of statuses, for those whose export and name did not tell; the newest list
/// has the word.
void nameCategories(SQLite::Database& db, std::vector<TicketRow>& rows)
{
    std::unordered_map<std::string, domain::StatusCategory> known;
    SQLite::Statement get(db, "SELECT system, status_name.name, category FROM status_name "
                              "JOIN source ON source.id = source_id ORDER BY read_order");
    while (get.executeStep()) {
        Row row(get);
        const auto system = row.text();
        const auto key = system + '\n' + row.text();
        known[key] = static_cast<domain::StatusCategory>(row.small());
    }
    if (known.empty()) return;
    const auto tell = [&known](const std::string& system, const std::string& name, domain::StatusCategory& category) {
        if (category != domain::StatusCategory::Unknown) return;
        if (const auto found = known.find(system + '\n' + name); found != known.end()) category = found->second;
    };
    for (auto& row : rows) {
        auto& ticket = row.ticket;
        tell(ticket.system, ticket.status, ticket.category);
        for (auto& change : ticket.history) {
            tell(ticket.system, change.to, change.toCategory);
            if (!ticket.started && change.toCategory == domain::StatusCategory::InProgress) ticket.started = change.at;
        }
    }
}

void joinLooseReviews(SQLite::Database& db, std::vector<PullRequestRow>& rows)
{
    const auto keyOf = [](const std::string& system, const std::string& repository, std::int64_t number) {
        return system + '\n' + repository + '\n' + std::to_string(number);
    };
    std::unordered_map<std::string, std::size_t> at;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& p = rows[i].pullRequest;
        at.emplace(keyOf(p.system, p.repository, p.number), i);
    }
    SQLite::Statement get(db,
                          "SELECT system, repository, number, reviewer, at, state, bot FROM loose_review ORDER BY at");
    while (get.executeStep()) {
        Row row(get);
        const auto system = row.text();
        const auto repository = row.text();
        const auto found = at.find(keyOf(system, repository, row.integer()));
        if (found == at.end()) continue;
        domain::ReviewRecord review;
        review.reviewer = row.text();
        review.at = row.instant();
        review.state = static_cast<domain::ReviewState>(row.small());
        review.bot = row.flag();
        auto& pull = rows[found->second].pullRequest;
        const bool known = std::any_of(pull.reviews.begin(), pull.reviews.end(), [&review](const auto& r) {
            return r.reviewer == review.reviewer && r.at == review.at;
        });
        if (!known) pull.reviews.push_back(std::move(review));
        pull.reviewsKnown = true;
    }
}

// Several sources may speak of one ticket or pull request. The versions come oldest first; an empty text or an absent
// value in a newer one keeps what the older one said, for list views export fewer columns than full exports.

template <class T>
void newer(T& into, T&& from, const T& nothing = {})
{
    if (from != nothing) into = std::move(from);
}

template <class T>
void newerList(std::vector<T>& into, std::vector<T>&& from)
{
    if (!from.empty()) into = std::move(from);
}

void fold(TicketRow& into, TicketRow&& next)
{
    into.id = std::min(into.id, next.id);
    auto& t = into.ticket;
    auto& n = next.ticket;
    newer(t.title, std::move(n.title));
    newer(t.type, std::move(n.type));
    newer(t.status, std::move(n.status));
    newer(t.category, std::move(n.category), domain::StatusCategory::Unknown);
    newer(t.resolution, std::move(n.resolution));
    newer(t.priority, std::move(n.priority));
    newerList(t.labels, std::move(n.labels));
    newer(t.assignee, std::move(n.assignee));
    newer(t.reporter, std::move(n.reporter));
    newer(t.project, std::move(n.project));
    newer(t.parent, std::move(n.parent));
    newer(t.created, std::move(n.created));
    newer(t.started, std::move(n.started));
    // A list view without the column Resolved must not reopen a ticket; one that is open again says so by its status.
    const bool open = n.category == domain::StatusCategory::ToDo || n.category == domain::StatusCategory::InProgress;
    if (n.resolved || open) t.resolved = n.resolved;
    newer(t.updated, std::move(n.updated));
    t.zone = n.zone;
    t.reopened = std::max(t.reopened, n.reopened);
    newerList(t.linkedChanges, std::move(n.linkedChanges));
    newer(t.id, std::move(n.id));
    if (!n.history.empty()) t.history = std::move(n.history);
}

void fold(PullRequestRow& into, PullRequestRow&& next)
{
    into.id = std::min(into.id, next.id);
    auto& p = into.pullRequest;
    auto& n = next.pullRequest;
    newer(p.title, std::move(n.title));
    newer(p.body, std::move(n.body));
    newer(p.author, std::move(n.author));
    p.authorIsBot = p.authorIsBot || n.authorIsBot;
    newer(p.sourceBranch, std::move(n.sourceBranch));
    newer(p.targetBranch, std::move(n.targetBranch));
    newer(p.created, std::move(n.created));
    newer(p.merged, std::move(n.merged));
    newer(p.closed, std::move(n.closed));
    p.draft = n.draft;
    newer(p.mergeCommit, std::move(n.mergeCommit));
    newer(p.headCommit, std::move(n.headCommit));
    newerList(p.commits, std::move(n.commits));
    newerList(p.labels, std::move(n.labels));
    newerList(p.closes, std::move(n.closes));
    newer(p.added, std::move(n.added));
    newer(p.deleted, std::move(n.deleted));
    newer(p.files, std::move(n.files));
    p.reviewsKnown = p.reviewsKnown || n.reviewsKnown;
    if (!n.reviews.empty()) p.reviews = std::move(n.reviews);
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
        SQLite::Statement get(
            database.handle(),
            "SELECT ticket.id, system, key, ticket.title, type, status, category, resolution, priority, labels, "
            "assignee, "
            "reporter, project, parent, created_at, started_at, resolved_at, updated_at, zone_basis, reopened, "
            "changes, external_id FROM ticket JOIN source ON source.id = ticket.source_id "
            "ORDER BY system, key, ifnull(updated_at, -9223372036854775807), read_order");
        std::vector<TicketRow> versions;
        std::unordered_map<std::int64_t, std::size_t> at;
        while (get.executeStep()) {
            versions.push_back(ticketFrom(get));
            at.emplace(versions.back().id.value, versions.size() - 1);
        }
        SQLite::Statement history(database.handle(),
                                  "SELECT ticket_id, at, was, became, category, author FROM ticket_status "
                                  "ORDER BY ticket_id, position");
        while (history.executeStep()) {
            Row row(history);
            auto& ticket = versions[at.at(row.integer())].ticket;
            ticket.history.push_back(statusFrom(row));
        }
        std::vector<TicketRow> rows;
        for (auto& version : versions) {
            if (!rows.empty() && rows.back().ticket.system == version.ticket.system &&
                rows.back().ticket.key == version.ticket.key)
                fold(rows.back(), std::move(version));
            else
                rows.push_back(std::move(version));
        }
        joinLooseHistories(database.handle(), rows);
        nameCategories(database.handle(), rows);
        return rows;
    });
}

Result<std::vector<PullRequestRow>> pullRequests(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(
            database.handle(),
            "SELECT pull_request.id, system, repository, number, pull_request.title, body, author, author_is_bot, "
            "source_branch, target_branch, created_at, merged_at, closed_at, draft, merge_commit, head_commit, "
            "commits, "
            "labels, closes, added, deleted, files, reviews_known FROM pull_request "
            "JOIN source ON source.id = pull_request.source_id ORDER BY system, repository, number, read_order");
        std::vector<PullRequestRow> versions;
        std::unordered_map<std::int64_t, std::size_t> at;
        while (get.executeStep()) {
            versions.push_back(pullRequestFrom(get));
            at.emplace(versions.back().id.value, versions.size() - 1);
        }
        SQLite::Statement reviews(database.handle(), "SELECT pull_request_id, reviewer, bot, at, state FROM review "
                                                     "ORDER BY pull_request_id, position");
        while (reviews.executeStep()) {
            Row row(reviews);
            auto& pull = versions[at.at(row.integer())].pullRequest;
            domain::ReviewRecord review;
            review.reviewer = row.text();
            review.bot = row.flag();
            review.at = row.instant();
            review.state = static_cast<domain::ReviewState>(row.small());
            pull.reviews.push_back(std::move(review));
        }
        std::vector<PullRequestRow> rows;
        for (auto& version : versions) {
            const auto& next = version.pullRequest;
            if (!rows.empty() && rows.back().pullRequest.system == next.system &&
                rows.back().pullRequest.repository == next.repository && rows.back().pullRequest.number == next.number)
                fold(rows.back(), std::move(version));
            else
                rows.push_back(std::move(version));
        }
        joinLooseReviews(database.handle(), rows);
        return rows;
    });
}

} // namespace assay::store
