// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/changejob.h"

#include "present/pages/change.h"
#include "session/session.h"
#include "store/database.h"
#include "store/gitreader.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace assay::session {
namespace {

using facts::Index;

/// Commits of some changes, by change.
std::map<Index, std::vector<domain::CommitId>> commitsOf(const facts::Snapshot& snapshot,
                                                         const std::vector<Index>& changes)
{
    std::map<Index, std::vector<domain::CommitId>> found;
    for (const Index change : changes) found[change];
    for (std::size_t i = 0; i < snapshot.commits.size(); ++i)
        if (const auto it = found.find(snapshot.commits.change[i]); it != found.end())
            it->second.push_back({snapshot.commits.id[i]});
    return found;
}

/// Which change wrote removed lines, and when: by the commit they come from.
void nameOrigins(const facts::Snapshot& snapshot, const std::vector<std::int64_t>& origins,
                 std::vector<present::ChangeTrail::Removed>& removed)
{
    std::unordered_map<std::int64_t, std::size_t> rows;
    for (const auto id : origins) rows.emplace(id, snapshot.commits.size());
    for (std::size_t i = 0; i < snapshot.commits.size(); ++i)
        if (const auto it = rows.find(snapshot.commits.id[i]); it != rows.end()) it->second = i;
    for (std::size_t i = 0; i < removed.size(); ++i) {
        const std::size_t row = rows.at(origins[i]);
        if (row == snapshot.commits.size()) continue;
        removed[i].origin = snapshot.commits.change[row];
        removed[i].writtenAt = snapshot.commits.committedAt[row];
    }
}

/// Files that several commits touched, once each.
std::vector<present::ChangeTrail::File> filesFrom(const std::vector<store::TouchedFileRow>& rows)
{
    std::map<std::string, present::ChangeTrail::File> files;
    for (const auto& row : rows) {
        auto& file = files[row.path];
        file.path = row.path;
        file.added += row.added;
        file.deleted += row.deleted;
    }
    std::vector<present::ChangeTrail::File> list;
    for (auto& [path, file] : files) list.push_back(std::move(file));
    return list;
}

} // namespace

Result<present::PageSpec> changePage(const Session& session, const facts::Filter& filter, Index change)
{
    const facts::Snapshot& snapshot = *session.snapshot();
    if (change < 0 || static_cast<std::size_t>(change) >= snapshot.changes.size())
        return failure(ErrorCode::Usage, "This change is no longer in the workspace; open its list again.");
    const auto database = store::Database::open(session.path(), store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    auto wanted = present::fixesOf(snapshot, change);
    const auto fixes = wanted;
    wanted.push_back(change);
    const auto commits = commitsOf(snapshot, wanted);
    present::ChangeTrail trail;
    const auto evidence = store::evidenceOf(*database, commits.at(change));
    if (!evidence) return Failure(evidence.error());
    for (const auto& row : *evidence) trail.evidence.push_back(row.evidence);
    const auto files = store::filesOf(*database, commits.at(change));
    if (!files) return Failure(files.error());
    trail.files = filesFrom(*files);
    std::vector<std::int64_t> origins;
    for (const Index fix : fixes) {
        const auto removed = store::linesRemovedBy(*database, commits.at(fix));
        if (!removed) return Failure(removed.error());
        for (const auto& row : *removed) {
            trail.removed.push_back({fix, row.path, row.lines, row.codeLines, facts::kNoIndex, facts::kNoTime});
            origins.push_back(row.origin.value);
        }
    }
    nameOrigins(snapshot, origins, trail.removed);
    return present::changePage(facts::View(session.snapshot(), filter), change, trail);
}

} // namespace assay::session
