// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/commitwriter.h"

#include "store/binding.h"
#include "store/database.h"
#include "store/guarded.h"
#include "store/words.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace assay::store {
namespace {

RepositoryRow repositoryFrom(SQLite::Statement& statement)
{
    Row row(statement);
    RepositoryRow repository;
    repository.id.value = row.integer();
    repository.source.value = row.integer();
    repository.name = row.text();
    repository.remoteUrl = row.text();
    repository.branch = row.text();
    repository.head = row.oid();
    repository.tips = unpackedOids(row.text());
    repository.lineageState = row.text();
    return repository;
}

constexpr const char* kRepositoryColumns =
    "SELECT id, source_id, name, remote_url, branch, head, tips, lineage_state FROM repository ";

int flagsOf(const domain::FileChange& file)
{
    return (file.binary ? 1 : 0) | (file.incomplete ? 2 : 0);
}

} // namespace

Result<std::optional<RepositoryRow>> repositoryOf(const Database& database, domain::SourceId source)
{
    return guarded(database.path(), [&database, source] {
        SQLite::Statement get(database.handle(), std::string(kRepositoryColumns) + "WHERE source_id = ?");
        get.bind(1, source.value);
        return get.executeStep() ? std::optional(repositoryFrom(get)) : std::nullopt;
    });
}

Result<std::vector<std::string>> otherRepositoryNames(const Database& database, domain::SourceId source)
{
    return guarded(database.path(), [&database, source] {
        SQLite::Statement get(database.handle(), "SELECT name FROM repository WHERE source_id <> ? ORDER BY id");
        get.bind(1, source.value);
        std::vector<std::string> names;
        while (get.executeStep()) names.push_back(Row(get).text());
        return names;
    });
}

Result<std::vector<RepositoryRow>> repositories(const Database& database)
{
    return guarded(database.path(), [&database] {
        SQLite::Statement get(database.handle(), std::string(kRepositoryColumns) + "ORDER BY id");
        std::vector<RepositoryRow> rows;
        while (get.executeStep()) rows.push_back(repositoryFrom(get));
        return rows;
    });
}

struct CommitWriter::Parts
{
    Parts(Database& db, Words& w)
        : database(db), words(w), findCommit(db.handle(), "SELECT id FROM commit_ WHERE repository_id = ? AND oid = ?"),
          findPath(db.handle(), "SELECT id FROM path WHERE repository_id = ? AND path = ?"),
          putCommit(
              db.handle(),
              "INSERT INTO commit_(id, repository_id, oid, parents, author, author_name, committer, committer_name, "
              "authored_at, authored_offset, committed_at, added, deleted, files, parent_count, incomplete, "
              "mainline, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
          putFile(db.handle(), "INSERT INTO commit_file(commit_id, path_id, old_path, status, added, deleted, flags) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET added = added + excluded.added, "
                               "deleted = deleted + excluded.deleted"),
          putPath(db.handle(), "INSERT INTO path(repository_id, path) VALUES (?, ?)"),
          putEdge(
              db.handle(),
              "INSERT INTO line_edge(remover, origin, path_id, path_class, lines, code_lines, first_lines, ai_lines, "
              "human_lines) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET lines = excluded.lines, "
              "code_lines = excluded.code_lines, first_lines = excluded.first_lines, ai_lines = excluded.ai_lines, "
              "human_lines = excluded.human_lines"),
          putLineage(db.handle(),
                     "INSERT INTO commit_lineage(commit_id, born, lost, alive, touched_age, new_file_share, revived, "
                     "ai_born, human_born, ai_alive, human_alive) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                     "ON CONFLICT DO UPDATE SET born = excluded.born, lost = excluded.lost, alive = excluded.alive, "
                     "touched_age = excluded.touched_age, new_file_share = excluded.new_file_share, "
                     "revived = excluded.revived, ai_born = excluded.ai_born, human_born = excluded.human_born, "
                     "ai_alive = excluded.ai_alive, human_alive = excluded.human_alive"),
          putClass(db.handle(), "INSERT INTO class_lineage(commit_id, path_class, born, lost, alive, revived) "
                                "VALUES (?, ?, ?, ?, ?, ?)"),
          dropClasses(db.handle(), "DELETE FROM class_lineage WHERE commit_id = ?"),
          putNote(db.handle(),
                  "INSERT INTO line_note(commit_id, tool, model, ai_lines, human_lines, measured) VALUES (?, ?, ?, ?, "
                  "?, ?) "
                  "ON CONFLICT DO UPDATE SET ai_lines = ai_lines + excluded.ai_lines, "
                  "human_lines = human_lines + excluded.human_lines, measured = excluded.measured"),
          dropNotes(db.handle(), "DELETE FROM line_note WHERE commit_id = ?"),
          retell(db.handle(), "UPDATE commit_ SET added = ?, deleted = ?, files = ?, incomplete = ?, mainline = ? "
                              "WHERE id = ?"),
          dropFiles(db.handle(), "DELETE FROM commit_file WHERE commit_id = ?"),
          dropEdges(db.handle(), "DELETE FROM line_edge WHERE remover = ?"),
          putTag(db.handle(), "INSERT INTO tag(repository_id, name, oid, at) VALUES (?, ?, ?, ?) "
                              "ON CONFLICT DO UPDATE SET oid = excluded.oid, at = excluded.at"),
          putBranch(db.handle(), "INSERT INTO branch(repository_id, name, oid) VALUES (?, ?, ?) "
                                 "ON CONFLICT DO UPDATE SET oid = excluded.oid")
    {
    }

    void load(domain::SourceId source)
    {
        SQLite::Statement make(
            database.handle(),
            "INSERT INTO repository(source_id, name, remote_url, branch, head, tips, lineage_state) "
            "VALUES (?, '', '', '', x'', x'', x'') ON CONFLICT(source_id) DO UPDATE SET name = name RETURNING id");
        make.bind(1, source.value);
        make.executeStep();
        repository = make.getColumn(0).getInt64();
        SQLite::Statement any(database.handle(), "SELECT EXISTS (SELECT 1 FROM commit_ WHERE repository_id = ?)");
        any.bind(1, repository);
        any.executeStep();
        readBefore = any.getColumn(0).getInt() != 0;
        nextCommit = database.handle().execAndGet("SELECT ifnull(max(id), 0) FROM commit_").getInt64() + 1;
    }

    std::int64_t pathId(const std::string& path)
    {
        if (lastPath != nullptr && *lastPath == path) return lastPathId;
        const auto [entry, fresh] = paths.try_emplace(path, 0);
        if (fresh && readBefore) {
            Binder(findPath) << repository << path;
            if (findPath.executeStep()) entry->second = findPath.getColumn(0).getInt64();
            findPath.reset();
        }
        if (entry->second == 0) {
            Binder(putPath) << repository << path;
            putPath.exec();
            entry->second = database.handle().getLastInsertRowid();
        }
        lastPath = &entry->first;
        return lastPathId = entry->second;
    }

    /// 0 for a commit that was never read (beyond a shallow boundary).
    std::int64_t commitId(const domain::Oid& oid)
    {
        if (const auto found = commits.find(oid); found != commits.end()) return found->second;
        if (!readBefore) return 0;
        Binder(findCommit) << repository << oid;
        const std::int64_t id = findCommit.executeStep() ? findCommit.getColumn(0).getInt64() : 0;
        findCommit.reset();
        if (id != 0) commits.emplace(oid, id);
        return id;
    }

    /// Edges come by remover.
    std::int64_t removerId(const domain::Oid& oid)
    {
        if (lastRemover != oid) lastRemoverId = commitId(lastRemover = oid);
        return lastRemoverId;
    }

    void files(std::int64_t commit, const std::vector<domain::FileChange>& list)
    {
        for (const auto& file : list) {
            const auto path = pathId(file.path);
            std::optional<std::int64_t> old;
            if (!file.oldPath.empty()) old = pathId(file.oldPath);
            Binder(putFile) << commit << path << old << static_cast<int>(file.status) << file.added << file.deleted
                            << flagsOf(file);
            putFile.exec();
        }
    }

    void classes(std::int64_t commit, const std::vector<domain::ClassLines>& list)
    {
        if (readBefore) {
            Binder(dropClasses) << commit;
            dropClasses.exec();
        }
        for (const auto& c : list) {
            Binder(putClass) << commit << int{c.pathClass} << c.born << c.lost << c.alive << c.revived;
            putClass.exec();
        }
    }

    /// A reading that began anew may know more: objects that were missing may have been fetched.
    void replace(std::int64_t id, const domain::CommitRecord& r)
    {
        Binder(retell) << r.added << r.deleted << static_cast<std::int64_t>(r.files.size()) << r.incomplete
                       << r.onMainline << id;
        retell.exec();
        for (auto* drop : {&dropFiles, &dropEdges}) {
            Binder(*drop) << id;
            drop->exec();
        }
        files(id, r.files);
    }

    /// Tags or branches that the repository no longer has.
    void dropReferences(const std::string& table, const std::unordered_set<std::string>& kept)
    {
        SQLite::Statement known(database.handle(), "SELECT name FROM " + table + " WHERE repository_id = ?");
        known.bind(1, repository);
        std::vector<std::string> gone;
        while (known.executeStep())
            if (auto name = known.getColumn(0).getString(); !kept.contains(name)) gone.push_back(std::move(name));
        SQLite::Statement drop(database.handle(), "DELETE FROM " + table + " WHERE repository_id = ? AND name = ?");
        for (const auto& name : gone) {
            Binder(drop) << repository << name;
            drop.exec();
        }
    }

    Database& database;
    Words& words;
    std::int64_t repository = 0;
    std::int64_t nextCommit = 1;
    bool readBefore = false; ///< an earlier reading left rows: what the maps lack may be there
    std::unordered_map<domain::Oid, std::int64_t> commits;
    std::unordered_map<std::string, std::int64_t> paths;
    const std::string* lastPath = nullptr;
    std::int64_t lastPathId = 0;
    domain::Oid lastRemover;
    std::int64_t lastRemoverId = 0;
    std::unordered_set<std::int64_t> seen;  ///< commits handed over by this reading
    std::unordered_set<std::int64_t> noted; ///< of them, with a note
    std::unordered_set<std::string> tags, branches;
    SQLite::Statement findCommit, findPath, putCommit, putFile, putPath, putEdge, putLineage, putClass, dropClasses,
        putNote, dropNotes, retell, dropFiles, dropEdges, putTag, putBranch;
};

CommitWriter::CommitWriter(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
CommitWriter::~CommitWriter() = default;

Result<std::unique_ptr<CommitWriter>> CommitWriter::make(Database& database, Words& words, domain::SourceId source)
{
    return guarded(database.path(), [&] {
        auto parts = std::make_unique<Parts>(database, words);
        parts->load(source);
        return std::unique_ptr<CommitWriter>(new CommitWriter(std::move(parts)));
    });
}

Result<bool> CommitWriter::commit(const domain::CommitRecord& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        if (const auto known = p.commitId(r.oid); known != 0) {
            p.seen.insert(known);
            p.replace(known, r);
            return false;
        }
        const auto id = p.nextCommit++;
        p.commits.emplace(r.oid, id);
        p.seen.insert(id);
        const auto parents = packedOids(r.parents);
        Binder bind(p.putCommit);
        bind << id << p.repository << r.oid;
        bind.blob(parents) << p.words.identity("email", r.author.email) << p.words.word(r.author.name)
                           << p.words.identity("email", r.committer.email) << p.words.word(r.committer.name)
                           << r.author.at << r.author.offsetMinutes << r.committer.at << r.added << r.deleted
                           << static_cast<std::int64_t>(r.files.size()) << static_cast<std::int64_t>(r.parents.size())
                           << r.incomplete << r.onMainline << r.message;
        p.putCommit.exec();
        p.files(id, r.files);
        return true;
    });
}

Result<void> CommitWriter::edge(const domain::LineEdge& edge)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        const auto remover = p.removerId(edge.remover);
        const auto origin = p.commitId(edge.origin);
        if (remover == 0 || origin == 0) return;
        Binder(p.putEdge) << remover << origin << p.pathId(edge.path) << int{edge.pathClass} << edge.lines
                          << edge.codeLines << edge.firstLines << edge.aiLines << edge.humanLines;
        p.putEdge.exec();
    });
}

Result<void> CommitWriter::lineage(const domain::CommitLineage& l)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        const auto id = p.commitId(l.commit);
        if (id == 0) return;
        Binder(p.putLineage) << id << l.born << l.lost << l.alive << l.medianTouchedAgeDays << l.newFileShare
                             << l.revived << l.aiBorn << l.humanBorn << l.aiAlive << l.humanAlive;
        p.putLineage.exec();
        p.classes(id, l.classes);
    });
}

Result<void> CommitWriter::lineNote(const domain::LineNoteRecord& note)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        const auto id = p.commitId(note.commit);
        if (id == 0) return;
        if (p.noted.insert(id).second) {
            Binder(p.dropNotes) << id;
            p.dropNotes.exec();
        }
        Binder(p.putNote) << id << note.tool << note.model << note.aiLines << note.humanLines << note.measured;
        p.putNote.exec();
    });
}

Result<void> CommitWriter::tag(const domain::TagRecord& tag)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.tags.insert(tag.name);
        Binder(p.putTag) << p.repository << tag.name << tag.commit << tag.at;
        p.putTag.exec();
    });
}

Result<void> CommitWriter::branch(const domain::BranchRecord& branch)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        p.branches.insert(branch.name);
        Binder(p.putBranch) << p.repository << branch.name << branch.tip;
        p.putBranch.exec();
    });
}

Result<void> CommitWriter::finish(const RepositoryRow& r)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        SQLite::Statement put(p.database.handle(),
                              "UPDATE repository SET name = ?, remote_url = ?, branch = ?, head = ?, tips = ?, "
                              "lineage_state = ? WHERE id = ?");
        // First the old state goes: the new one takes its pages instead of as many others. One that has not changed
        // stays where it is: SQLite writes only the pages of a row that differ.
        SQLite::Statement empty(p.database.handle(),
                                "UPDATE repository SET lineage_state = x'' WHERE id = ? AND lineage_state <> ?");
        (Binder(empty) << p.repository).blob(r.lineageState);
        empty.exec();
        const auto tips = packedOids(r.tips);
        Binder bind(put);
        bind << r.name << r.remoteUrl << r.branch << r.head;
        bind.blob(tips).blob(r.lineageState) << p.repository;
        put.exec();
        p.dropReferences("tag", p.tags);
        p.dropReferences("branch", p.branches);
    });
}

Result<std::int64_t> CommitWriter::dropUnseen(std::optional<Instant> from)
{
    auto& p = *m_parts;
    return guarded(p.database.path(), [&] {
        SQLite::Statement all(p.database.handle(),
                              "SELECT id, oid FROM commit_ WHERE repository_id = ? AND committed_at >= ?");
        Binder(all) << p.repository << (from ? toUnixMillis(*from) : std::numeric_limits<std::int64_t>::min());
        std::vector<std::pair<std::int64_t, domain::Oid>> gone;
        while (all.executeStep()) {
            Row row(all);
            const auto id = row.integer();
            if (!p.seen.contains(id)) gone.emplace_back(id, row.oid());
        }
        SQLite::Statement drop(p.database.handle(), "DELETE FROM commit_ WHERE id = ?");
        for (const auto& [id, oid] : gone) {
            Binder(drop) << id;
            drop.exec();
            p.commits.erase(oid);
        }
        return static_cast<std::int64_t>(gone.size());
    });
}

} // namespace assay::store
