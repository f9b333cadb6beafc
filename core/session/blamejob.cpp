// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/blamejob.h"

#include "importers/git/blame.h"
#include "store/commitwriter.h"
#include "store/database.h"
#include "store/derived.h"
#include "store/gitreader.h"
#include "store/importlog.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <unordered_map>

namespace assay::session {
namespace {

struct Found
{
    store::RepositoryRow repository;
    std::string location;
};

Result<Found> findRepository(const store::Database& database, const std::string& asked)
{
    auto rows = store::repositories(database);
    if (!rows) return Failure(rows.error());
    const auto sources = store::sources(database);
    if (!sources) return Failure(sources.error());
    std::error_code ignored;
    const auto place = std::filesystem::weakly_canonical(asked, ignored).string();
    std::string names;
    for (auto& row : *rows) {
        const auto source =
            std::find_if(sources->begin(), sources->end(), [&](const auto& s) { return s.id == row.source; });
        const std::string location = source == sources->end() ? std::string() : source->location;
        if (row.name == asked || location == asked || location == place) return Found{std::move(row), location};
        names += (names.empty() ? "" : ", ") + row.name;
    }
    return failure(ErrorCode::Usage, fmt::format("{} holds no repository “{}”; it holds: {}.", database.path(), asked,
                                                 names.empty() ? "none" : names));
}

domain::Provenance provenanceOf(lineage::LineAuthor author)
{
    return author == lineage::LineAuthor::Ai      ? domain::Provenance::Ai
           : author == lineage::LineAuthor::Human ? domain::Provenance::Human
                                                  : domain::Provenance::Unknown;
}

} // namespace

Result<std::vector<BlamedLines>> blame(const std::string& workspace, const std::string& repository,
                                       const std::string& path, const std::string& revision, const CancelToken& cancel,
                                       const ProgressFn& progress)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    auto found = findRepository(*database, repository);
    if (!found) return Failure(found.error());
    importers::git::GitOptions options;
    options.path = found->location;
    options.branch = revision;
    const importers::git::GitKnown known{found->repository.tips, std::move(found->repository.lineageState)};
    const auto runs = importers::git::blameFile(options, known, path, cancel, progress);
    if (!runs) return Failure(runs.error());
    const auto commits = store::commits(*database);
    if (!commits) return Failure(commits.error());
    const auto derived = store::readDerived(*database);
    if (!derived) return Failure(derived.error());
    std::unordered_map<domain::Oid, const store::CommitRow*> byOid;
    for (const auto& commit : *commits)
        if (commit.repository == found->repository.id) byOid.emplace(commit.oid, &commit);
    std::unordered_map<std::int64_t, domain::Provenance> verdicts;
    for (const auto& fact : derived->commitFacts) verdicts.emplace(fact.commit.value, fact.verdict.provenance);
    std::vector<BlamedLines> lines;
    for (const auto& run : *runs) {
        BlamedLines row{run.firstLine, std::int64_t{run.firstLine} + run.lines - 1, run.commit, false, {}, {}, {},
                        false};
        if (const auto commit = byOid.find(run.commit); commit != byOid.end()) {
            row.imported = true;
            row.authoredAt = commit->second->authoredAt;
            row.subject = commit->second->message.substr(0, commit->second->message.find('\n'));
            if (const auto verdict = verdicts.find(commit->second->id.value); verdict != verdicts.end())
                row.provenance = verdict->second;
        }
        row.byNote = run.author != lineage::LineAuthor::Unknown;
        if (row.byNote) row.provenance = provenanceOf(run.author);
        lines.push_back(std::move(row));
    }
    return lines;
}

} // namespace assay::session
