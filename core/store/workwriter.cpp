// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/workwriter.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"
#include "store/words.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace assay::store {
namespace {

// An empty text or a null in the newer row keeps what the older one said: list views export fewer columns than full
// exports.
constexpr const char* kPutTicket = R"sql(
INSERT INTO ticket(source_id, system, key, title, type, status, category, resolution, priority, labels, assignee, reporter,
                   project, parent, created_at, started_at, resolved_at, updated_at, zone_basis, reopened, changes, external_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(system, key, source_id) DO UPDATE SET
  title = iif(excluded.title = '', title, excluded.title), type = iif(excluded.type = '', type, excluded.type),
  status = iif(excluded.status = '', status, excluded.status),
  category = iif(excluded.category = 0, category, excluded.category),
  resolution = iif(excluded.resolution = '', resolution, excluded.resolution),
  priority = iif(excluded.priority = '', priority, excluded.priority),
  labels = iif(excluded.labels = '', labels, excluded.labels),
  assignee = iif(excluded.assignee = '', assignee, excluded.assignee),
  reporter = iif(excluded.reporter = '', reporter, excluded.reporter),
  project = iif(excluded.project = '', project, excluded.project),
  parent = iif(excluded.parent = '', parent, excluded.parent),
  created_at = ifnull(excluded.created_at, created_at), started_at = ifnull(excluded.started_at, started_at),
  resolved_at = excluded.resolved_at, updated_at = ifnull(excluded.updated_at, updated_at),
  zone_basis = excluded.zone_basis, reopened = max(reopened, excluded.reopened),
  changes = iif(excluded.changes = '', changes, excluded.changes),
  external_id = iif(excluded.external_id = '', external_id, excluded.external_id)
WHERE ifnull(excluded.updated_at >= updated_at, 1)
RETURNING id)sql";

constexpr const char* kPutPullRequest = R"sql(
INSERT INTO pull_request(source_id, system, repository, number, title, body, author, author_is_bot, source_branch, target_branch,
                         created_at, merged_at, closed_at, draft, merge_commit, head_commit, commits, labels, closes,
                         added, deleted, files, reviews_known)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(system, repository, number, source_id) DO UPDATE SET
  title = iif(excluded.title = '', title, excluded.title), body = iif(excluded.body = '', body, excluded.body),
  author = iif(excluded.author = '', author, excluded.author), author_is_bot = max(author_is_bot, excluded.author_is_bot),
  source_branch = iif(excluded.source_branch = '', source_branch, excluded.source_branch),
  target_branch = iif(excluded.target_branch = '', target_branch, excluded.target_branch),
  created_at = ifnull(excluded.created_at, created_at), merged_at = ifnull(excluded.merged_at, merged_at),
  closed_at = ifnull(excluded.closed_at, closed_at), draft = excluded.draft,
  merge_commit = iif(excluded.merge_commit = '', merge_commit, excluded.merge_commit),
  head_commit = iif(excluded.head_commit = '', head_commit, excluded.head_commit),
  commits = iif(excluded.commits = '', commits, excluded.commits), labels = iif(excluded.labels = '', labels, excluded.labels),
  closes = iif(excluded.closes = '', closes, excluded.closes), added = ifnull(excluded.added, added),
  deleted = ifnull(excluded.deleted, deleted), files = ifnull(excluded.files, files),
  reviews_known = max(reviews_known, excluded.reviews_known)
RETURNING id)sql";

} // namespace

struct WorkWriter::Parts
{
    Parts(Database& db, Words& w, domain::SourceId s)
        : database(db), words(w), source(s.value), putTicket(db.handle(), kPutTicket),
          hasTicket(db.handle(), "SELECT 1 FROM ticket WHERE system = ? AND key = ? LIMIT 1"),
          clearStatus(db.handle(), "DELETE FROM ticket_status WHERE ticket_id = ?"),
          putStatus(db.handle(), "INSERT INTO ticket_status(ticket_id, position, at, was, became, category, author) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?)"),
          putPull(db.handle(), kPutPullRequest),
          hasPull(db.handle(), "SELECT 1 FROM pull_request WHERE system = ? AND repository = ? AND number = ? LIMIT 1"),
          clearReviews(db.handle(), "DELETE FROM review WHERE pull_request_id = ?"),
          putReview(db.handle(),
                    "INSERT INTO review(pull_request_id, position, reviewer, bot, at, state) VALUES (?, ?, ?, ?, ?, ?)")
    {
    }

    void history(std::int64_t ticket, const std::vector<domain::StatusChange>& changes)
    {
        if (changes.empty()) return;
        Binder(clearStatus) << ticket;
        clearStatus.exec();
        int position = 0;
        for (const auto& c : changes) {
            Binder(putStatus) << ticket << position++ << c.at << c.from << c.to << static_cast<int>(c.toCategory)
                              << c.author;
            putStatus.exec();
        }
    }

    void reviews(std::int64_t pull, const std::vector<domain::ReviewRecord>& list)
    {
        if (list.empty()) return;
        Binder(clearReviews) << pull;
        clearReviews.exec();
        int position = 0;
        for (const auto& r : list) {
            Binder(putReview) << pull << position++ << r.reviewer << r.bot << r.at << static_cast<int>(r.state);
            putReview.exec();
        }
    }

    /// Makes an identity of whom a record names, so that linking can find the person.
    void meet(const std::string& system, const std::string& who)
    {
        if (!who.empty()) words.identityOf(system, who);
    }

    Database& database;
    Words& words;
    std::int64_t source;
    SQLite::Statement putTicket, hasTicket, clearStatus, putStatus, putPull, hasPull, clearReviews, putReview;
};

WorkWriter::WorkWriter(Database& database, Words& words, domain::SourceId source)
    : m_parts(std::make_unique<Parts>(database, words, source))
{
}
WorkWriter::~WorkWriter() = default;

Result<bool> WorkWriter::ticket(const domain::TicketRecord& t)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        Binder(p.hasTicket) << t.system << t.key;
        const bool known = p.hasTicket.executeStep();
        const auto labels = joined(t.labels);
        const auto changes = joined(t.linkedChanges);
        Binder(p.putTicket) << p.source << t.system << t.key << t.title << t.type << t.status
                            << static_cast<int>(t.category) << t.resolution << t.priority << labels << t.assignee
                            << t.reporter << t.project << t.parent << t.created << t.started << t.resolved << t.updated
                            << static_cast<int>(t.zone) << t.reopened << changes << t.id;
        p.meet(t.system, t.assignee);
        if (!p.putTicket.executeStep()) { // listed before, in a newer state
            p.putTicket.reset();
            return false;
        }
        const auto id = p.putTicket.getColumn(0).getInt64();
        p.putTicket.reset();
        p.history(id, t.history);
        return !known;
    });
}

Result<bool> WorkWriter::pullRequest(const domain::PullRequestRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        Binder(p.hasPull) << r.system << r.repository << r.number;
        const bool known = p.hasPull.executeStep();
        const auto commits = joined(r.commits);
        const auto labels = joined(r.labels);
        const auto closes = joined(r.closes);
        Binder(p.putPull) << p.source << r.system << r.repository << r.number << r.title << r.body << r.author
                          << r.authorIsBot << r.sourceBranch << r.targetBranch << r.created << r.merged << r.closed
                          << r.draft << r.mergeCommit << r.headCommit << commits << labels << closes << r.added
                          << r.deleted << r.files << r.reviewsKnown;
        p.putPull.executeStep();
        const auto id = p.putPull.getColumn(0).getInt64();
        p.putPull.reset();
        p.reviews(id, r.reviews);
        p.meet(r.system, r.author);
        for (const auto& review : r.reviews) p.meet(r.system, review.reviewer);
        return !known;
    });
}

} // namespace assay::store
