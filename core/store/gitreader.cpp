// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/gitreader.h"

#include "store/binding.h"
#include "store/commitwriter.h"
#include "store/database.h"
#include "store/guarded.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <array>
#include <unordered_map>

namespace assay::store {
namespace {

constexpr std::size_t kPathClassesKept = 8;

constexpr const char* kCommits = R"sql(
SELECT c.id, c.repository_id, c.oid, c.parents, c.author, c.committer, a.value, an.text, m.value, mn.text, c.authored_at,
       c.committed_at, c.added, c.deleted, c.files, c.incomplete, c.mainline, l.born, l.lost, l.alive, l.touched_age,
       l.new_file_share, l.revived, l.ai_born, l.human_born, l.ai_alive, l.human_alive, c.message
FROM commit_ c LEFT JOIN commit_lineage l ON l.commit_id = c.id JOIN identity a ON a.id = c.author JOIN identity m ON m.id = c.committer
     JOIN word an ON an.id = c.author_name JOIN word mn ON mn.id = c.committer_name
ORDER BY c.id)sql";

CommitRow commitFrom(SQLite::Statement& statement)
{
    Row row(statement);
    CommitRow c;
    c.id.value = row.integer();
    c.repository.value = row.integer();
    c.oid = row.oid();
    c.parents = unpackedOids(row.text());
    c.author.value = row.integer();
    c.committer.value = row.integer();
    c.authorEmail = row.text();
    c.authorName = row.text();
    c.committerEmail = row.text();
    c.committerName = row.text();
    c.authoredAt = row.instant();
    c.committedAt = row.instant();
    c.added = row.integer();
    c.deleted = row.integer();
    c.files = row.integer();
    c.incomplete = row.flag();
    c.mainline = row.flag();
    c.born = row.maybeInteger();
    c.lost = row.maybeInteger();
    c.alive = row.maybeInteger();
    c.touchedAgeDays = row.maybeReal();
    c.newFileShare = row.maybeReal();
    c.revived = row.maybeInteger();
    c.aiBorn = row.maybeInteger();
    c.humanBorn = row.maybeInteger();
    c.aiAlive = row.maybeInteger();
    c.humanAlive = row.maybeInteger();
    c.message = row.text();
    return c;
}

EdgeRow edgeFrom(SQLite::Statement& statement)
{
    Row row(statement);
    EdgeRow e;
    e.remover.value = row.integer();
    e.origin.value = row.integer();
    e.path = row.integer();
    e.lines = row.small();
    e.codeLines = row.small();
    return e;
}

EvidenceRow evidenceFrom(SQLite::Statement& statement)
{
    Row row(statement);
    EvidenceRow e;
    e.commit.value = row.integer();
    e.evidence.rung = static_cast<domain::Rung>(row.small());
    e.evidence.rule = row.text();
    e.evidence.tool = row.text();
    e.evidence.role = static_cast<domain::EvidenceRole>(row.small());
    e.evidence.channel = row.text();
    e.evidence.strength = row.real();
    e.evidence.declared = row.flag();
    e.evidence.human = row.flag();
    e.evidence.text = row.text();
    return e;
}

/// Rows of a statement with one parameter, a commit, for each of the commits.
template <class T, class Read>
Result<std::vector<T>> perCommit(const Database& database, const std::vector<domain::CommitId>& commits,
                                 const char* sql, Read read)
{
    return guarded(database.path(), [&] {
        SQLite::Statement get(database.handle(), sql);
        std::vector<T> rows;
        for (const auto commit : commits) {
            Binder(get) << commit.value;
            while (get.executeStep()) rows.push_back(read(get));
        }
        return rows;
    });
}

Result<std::vector<RefRow>> refsIn(const Database& database, const char* sql)
{
    return guarded(database.path(), [&database, sql] {
        SQLite::Statement get(database.handle(), sql);
        std::vector<RefRow> rows;
        while (get.executeStep()) {
            Row row(get);
            RefRow ref;
            ref.repository.value = row.integer();
            ref.name = row.text();
            ref.oid = row.oid();
            ref.at = row.instant();
            rows.push_back(std::move(ref));
        }
        return rows;
    });
}

} // namespace

Result<std::vector<CommitRow>> commits(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), kCommits);
        std::vector<CommitRow> rows;
        while (get.executeStep()) rows.push_back(commitFrom(get));
        return rows;
    });
}

Result<std::vector<CommitHead>> commitHeads(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT id, repository_id, oid, authored_at, committed_at, added, deleted, files, "
                              "parent_count > 1 FROM commit_ ORDER BY id");
        std::vector<CommitHead> rows;
        while (get.executeStep()) {
            Row row(get);
            CommitHead c;
            c.id.value = row.integer();
            c.repository.value = row.integer();
            c.oid = row.oid();
            c.authoredAt = row.instant();
            c.committedAt = row.instant();
            c.added = row.small();
            c.deleted = row.small();
            c.files = row.small();
            c.merge = row.flag();
            rows.push_back(c);
        }
        return rows;
    });
}

Result<std::vector<PathRow>> paths(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), "SELECT id, repository_id, path FROM path ORDER BY id");
        std::vector<PathRow> rows;
        while (get.executeStep())
            rows.push_back({get.getColumn(0).getInt64(), {get.getColumn(1).getInt64()}, get.getColumn(2).getString()});
        return rows;
    });
}

Result<void> forEachFile(const Database& database, const std::function<void(const CommitFileRow&)>& visit)
{
    return guarded(database.path(), [&database, &visit] {
        SQLite::Statement get(database.handle(),
                              "SELECT commit_id, path_id, status, added, deleted FROM commit_file ORDER BY commit_id");
        while (get.executeStep()) {
            Row row(get);
            CommitFileRow file;
            file.commit.value = row.integer();
            file.path = row.integer();
            file.status = static_cast<domain::FileStatus>(row.small());
            file.added = row.integer();
            file.deleted = row.integer();
            visit(file);
        }
    });
}

Result<void> forEachEdge(const Database& database, const std::function<void(const EdgeRow&)>& visit)
{
    return guarded(database.path(), [&database, &visit] {
        SQLite::Statement get(database.handle(),
                              "SELECT remover, origin, path_id, lines, code_lines FROM line_edge ORDER BY remover");
        while (get.executeStep()) visit(edgeFrom(get));
    });
}

Result<void> forEachDeath(const Database& database, const std::function<void(const DeathRow&)>& visit)
{
    return guarded(database.path(), [&database, &visit] {
        SQLite::Statement get(
            database.handle(),
            "SELECT remover, origin, path_class, first_lines FROM line_edge ORDER BY remover, origin");
        std::array<DeathRow, kPathClassesKept> sums{};
        const auto tell = [&] {
            for (const auto& sum : sums)
                if (sum.lines > 0) visit(sum);
        };
        while (get.executeStep()) {
            const domain::CommitId remover{get.getColumn(0).getInt64()};
            const domain::CommitId origin{get.getColumn(1).getInt64()};
            if (remover != sums.front().remover || origin != sums.front().origin) {
                tell();
                for (std::size_t c = 0; c < sums.size(); ++c)
                    sums.at(c) = {remover, origin, static_cast<std::uint8_t>(c), 0};
            }
            sums.at(static_cast<std::size_t>(get.getColumn(2).getInt()) % sums.size()).lines +=
                get.getColumn(3).getInt();
        }
        tell();
    });
}

Result<std::vector<ClassLinesRow>> classLines(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), "SELECT commit_id, path_class, born, lost, alive, revived FROM "
                                                 "class_lineage ORDER BY commit_id, path_class");
        std::vector<ClassLinesRow> rows;
        while (get.executeStep()) {
            Row row(get);
            ClassLinesRow c;
            c.commit.value = row.integer();
            c.lines.pathClass = static_cast<std::uint8_t>(row.small());
            c.lines.born = row.integer();
            c.lines.lost = row.integer();
            c.lines.alive = row.integer();
            c.lines.revived = row.integer();
            rows.push_back(c);
        }
        return rows;
    });
}

Result<std::vector<EdgeRow>> edgesOf(const Database& database, domain::CommitId remover)
{
    return guarded(database.path(), [&database, remover] {
        SQLite::Statement get(database.handle(),
                              "SELECT remover, origin, path_id, lines, code_lines FROM line_edge WHERE remover = ?");
        get.bind(1, remover.value);
        std::vector<EdgeRow> rows;
        while (get.executeStep()) rows.push_back(edgeFrom(get));
        return rows;
    });
}

Result<std::vector<EvidenceRow>> evidence(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT commit_id, rung, rule, tool, role, channel, strength, declared, human, text "
                              "FROM evidence ORDER BY commit_id, position");
        std::vector<EvidenceRow> rows;
        while (get.executeStep()) rows.push_back(evidenceFrom(get));
        return rows;
    });
}

Result<std::vector<EvidenceRow>> evidenceOf(const Database& database, const std::vector<domain::CommitId>& commits)
{
    return perCommit<EvidenceRow>(database, commits,
                                  "SELECT commit_id, rung, rule, tool, role, channel, strength, declared, human, text "
                                  "FROM evidence WHERE commit_id = ? ORDER BY position",
                                  evidenceFrom);
}

Result<std::vector<RemovedLinesRow>> linesRemovedBy(const Database& database,
                                                    const std::vector<domain::CommitId>& removers)
{
    return perCommit<RemovedLinesRow>(database, removers,
                                      "SELECT e.remover, e.origin, p.path, sum(e.lines), sum(e.code_lines) "
                                      "FROM line_edge e JOIN path p ON p.id = e.path_id WHERE e.remover = ? "
                                      "GROUP BY e.origin, p.path ORDER BY p.path, e.origin",
                                      [](SQLite::Statement& statement) {
                                          Row row(statement);
                                          RemovedLinesRow r;
                                          r.remover.value = row.integer();
                                          r.origin.value = row.integer();
                                          r.path = row.text();
                                          r.lines = row.integer();
                                          r.codeLines = row.integer();
                                          return r;
                                      });
}

Result<std::vector<TouchedFileRow>> filesOf(const Database& database, const std::vector<domain::CommitId>& commits)
{
    return perCommit<TouchedFileRow>(database, commits,
                                     "SELECT p.path, f.added, f.deleted FROM commit_file f "
                                     "JOIN path p ON p.id = f.path_id WHERE f.commit_id = ? ORDER BY p.path",
                                     [](SQLite::Statement& statement) {
                                         Row row(statement);
                                         TouchedFileRow r;
                                         r.path = row.text();
                                         r.added = row.integer();
                                         r.deleted = row.integer();
                                         return r;
                                     });
}

Result<std::vector<LineNoteRow>> lineNotes(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(),
                              "SELECT commit_id, tool, model, ai_lines, human_lines, measured FROM line_note "
                              "ORDER BY commit_id, ai_lines DESC, tool, model");
        std::vector<LineNoteRow> rows;
        while (get.executeStep()) {
            Row row(get);
            LineNoteRow n;
            n.commit.value = row.integer();
            n.note.tool = row.text();
            n.note.model = row.text();
            n.note.aiLines = row.integer();
            n.note.humanLines = row.integer();
            n.note.measured = row.flag();
            rows.push_back(std::move(n));
        }
        return rows;
    });
}

Result<std::vector<IdentityRow>> identities(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), "SELECT id, kind, value FROM identity ORDER BY kind, value");
        std::vector<IdentityRow> rows;
        std::unordered_map<std::int64_t, std::size_t> at;
        while (get.executeStep()) {
            at.emplace(get.getColumn(0).getInt64(), rows.size());
            rows.push_back(
                {{get.getColumn(0).getInt64()}, get.getColumn(1).getString(), get.getColumn(2).getString(), {}});
        }
        SQLite::Statement names(
            database.handle(),
            "SELECT c.author, w.text, count(*) AS n FROM commit_ c JOIN word w ON w.id = c.author_name "
            "GROUP BY c.author, c.author_name ORDER BY c.author, n DESC, w.text");
        while (names.executeStep())
            rows[at.at(names.getColumn(0).getInt64())].names.push_back(names.getColumn(1).getString());
        return rows;
    });
}

Result<std::vector<RefRow>> tags(const Database& database)
{
    return refsIn(database, "SELECT repository_id, name, oid, at FROM tag ORDER BY repository_id, at, name");
}

Result<std::vector<RefRow>> branches(const Database& database)
{
    return refsIn(database, "SELECT repository_id, name, oid, 0 FROM branch ORDER BY repository_id, name");
}

} // namespace assay::store
