// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/gitimporter.h"

#include "importers/git/notereader.h"
#include "importers/git/recordfeed.h"
#include "importers/git/references.h"
#include "importers/git/repository.h"
#include "lineage/packobjects.h"

#include <filesystem>
#include <fmt/format.h>

namespace assay::importers::git {
namespace {

GitResult describe(const Repository& repository, const Repository::Tip& tip)
{
    GitResult result;
    result.name = repository.name();
    result.remoteUrl = repository.remoteUrl();
    result.branch = tip.branch;
    result.bare = repository.bare();
    result.shallow = repository.shallow();
    if (!tip.commit.none()) result.head = tip.commit.oid();
    return result;
}

Result<void> followLines(const GitOptions& options, const Repository& repository, const Repository::Tip& tip, RecordSink& sink,
                         const CancelToken& cancel, const ProgressFn& progress, GitResult& result)
{
    auto objects = lineage::openObjects(repository.objectsFolder());
    if (!objects) return Failure(objects.error());
    const auto reader = (*objects)->reader();
    auto graph = lineage::CommitGraph::load(*reader, std::span(&tip.commit, 1), repository.parentOverrides(), {}, cancel, progress);
    if (!graph) return Failure(graph.error());
    const auto head = graph->find(tip.commit);
    if (!head)
        return failure(ErrorCode::InputUnreadable, fmt::format("{}: commit {} is not in the repository; fetch it and import again.",
                                                               options.path, tip.commit.oid().hex()));
    lineage::Engine engine(**objects, *graph, {options.threads});
    NoteReader notes(repository);
    RecordFeed feed(options, *graph, *head, notes, sink, result);
    if (auto done = engine.run(feed, notes.empty() ? nullptr : &notes, cancel, progress); !done) return done;
    return feed.handOverLineage(engine, engine.provenance().tallies(), engine.standing(std::span(&*head, 1)));
}

} // namespace

bool looksLikeRepository(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path folder(path);
    if (fs::exists(folder / ".git", ignored)) return true;
    return fs::exists(folder / "HEAD", ignored) && fs::is_directory(folder / "objects", ignored) && fs::is_directory(folder / "refs", ignored);
}

Result<GitResult> readRepository(const GitOptions& options, const GitKnown& known, RecordSink& sink, const CancelToken& cancel,
                                 const ProgressFn& progress)
{
    static_cast<void>(known);
    const auto repository = Repository::open(options.path, options.trustForeignOwner);
    if (!repository) return Failure(repository.error());
    const auto tip = repository->resolveTip(options.branch);
    if (!tip) return Failure(tip.error());
    GitResult result = describe(*repository, *tip);
    if (tip->commit.none()) {
        sink.notice({options.path, "The repository has no commits yet; import it again once it has."});
        return result;
    }
    if (result.shallow)
        sink.notice({options.path, "This is a shallow clone: lines older than its boundary are credited to the boundary commits; "
                                   "run 'git fetch --unshallow' and import again for the whole history."});
    if (auto done = followLines(options, *repository, *tip, sink, cancel, progress, result); !done) return Failure(done.error());
    if (auto done = readReferences(*repository, sink); !done) return Failure(done.error());
    result.tips = {result.head};
    return result;
}

} // namespace assay::importers::git
