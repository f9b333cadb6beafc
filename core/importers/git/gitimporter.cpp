// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/gitimporter.h"

#include "importers/git/mailmap.h"
#include "importers/git/notereader.h"
#include "importers/git/recordfeed.h"
#include "importers/git/references.h"
#include "importers/git/repository.h"
#include "lineage/packobjects.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <future>
#include <set>

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

/// One reading: from the beginning, or from where an earlier one ended.
class Reading
{
public:
    Reading(const GitOptions& options, const Repository& repository, lineage::ObjectId tip, RecordSink& sink,
            const CancelToken& cancel, const ProgressFn& progress, GitResult& result)
        : m_options(options), m_repository(repository), m_tip(tip), m_overrides(repository.parentOverrides()),
          m_sink(sink), m_cancel(cancel), m_progress(progress), m_result(result), m_notes(repository)
    {
    }

    Result<void> run(const GitKnown& known)
    {
        auto objects = lineage::openObjects(m_repository.objectsFolder());
        if (!objects) return Failure(objects.error());
        m_objects = std::move(*objects);
        m_notes.readFrom(m_objects->reader());
        // The history is read through objects alone: the repository is free for its references.
        auto references =
            std::async(std::launch::async, [this] { return readReferences(m_repository, *m_objects->reader()); });
        if (auto done = readHistory(known); !done) return done;
        return handOver(references.get());
    }

private:
    Result<void> readHistory(const GitKnown& known)
    {
        if (!known.lineageState.empty()) {
            auto resumed = resume(known);
            if (!resumed) return Failure(resumed.error());
            if (*resumed) return {};
        }
        m_result.rewritten = !known.tips.empty();
        auto graph = load({});
        if (!graph) return Failure(graph.error());
        lineage::Engine engine(*m_objects, *graph, engineOptions());
        const auto done = follow(engine, *graph, nullptr);
        return done ? Result<void>{} : Failure(done.error());
    }

    Result<void> handOver(References references)
    {
        for (auto& tag : references.tags)
            if (auto done = m_sink.tag(std::move(tag)); !done) return done;
        for (auto& branch : references.branches)
            if (auto done = m_sink.branch(std::move(branch)); !done) return done;
        for (auto& alias : readMailmap(m_tip, *m_objects->reader()))
            if (auto done = m_sink.authorAlias(std::move(alias)); !done) return done;
        return {};
    }

    [[nodiscard]] lineage::EngineOptions engineOptions() const
    {
        lineage::EngineOptions options;
        options.threads = m_options.threads;
        options.classOf = m_options.classOf;
        return options;
    }

    Result<lineage::CommitGraph> load(const lineage::KnownCommits& known)
    {
        const auto reader = m_objects->reader();
        auto graph =
            lineage::CommitGraph::load(*reader, std::span(&m_tip, 1), m_overrides, known, m_cancel, m_progress);
        m_missing.insert(reader->missing().begin(), reader->missing().end());
        if (graph && !graph->find(m_tip))
            return failure(ErrorCode::InputUnreadable,
                           fmt::format("{}: commit {} is not in the repository; fetch it and import again.",
                                       m_options.path, m_tip.oid().hex()));
        return graph;
    }

    /// False when history was rewritten, its boundaries moved, line notes of old commits came or changed, or a branch
    /// changes a file as it was before what was kept: then all is read again.
    Result<bool> resume(const GitKnown& known)
    {
        const auto state = lineage::decodeState(known.lineageState);
        if (!state || state->boundaries != boundaries()) return false;
        if (state->classes != m_options.classRules || fetchedSince(state->missing)) return false;
        if (state->head == m_tip && state->notes == notePrint(state->commits)) { // nothing is new
            m_result.lineageState = known.lineageState;
            return true;
        }
        std::vector<lineage::ObjectId> ids;
        ids.reserve(state->commits.size());
        for (const auto& commit : state->commits) ids.push_back(commit.id);
        auto graph = load(lineage::KnownCommits(std::move(ids)));
        if (!graph) return Failure(graph.error());
        const auto head = graph->find(state->head);
        if (!head || state->notes != notePrint(state->commits)) return false;
        lineage::Engine engine(*m_objects, *graph, engineOptions(), &*state);
        return engine.restore() ? follow(engine, *graph, &*state) : false;
    }

    /// False when what was saved is not enough; nothing was handed over then.
    Result<bool> follow(lineage::Engine& engine, lineage::CommitGraph& graph, const lineage::SavedState* resumed)
    {
        const lineage::CommitIndex head = *graph.find(m_tip);
        RecordFeed feed(m_options, graph, engine.numbers(), head, m_notes, m_sink, m_result);
        auto done = engine.run(feed, m_notes.empty() ? nullptr : &m_notes, m_cancel, m_progress);
        if (!done || !*done) return done;
        // Both only read what the engine has found.
        auto state = std::async(std::launch::async, [&] { return stateAfter(engine, head, resumed); });
        if (auto told = feed.handOverLineage(engine, head, resumed); !told) return Failure(told.error());
        m_result.lineageState = state.get();
        return true;
    }

    std::string stateAfter(const lineage::Engine& engine, lineage::CommitIndex head, const lineage::SavedState* resumed)
    {
        auto state = engine.save(head, boundaries());
        state.notes = notePrint(state.commits);
        state.classes = m_options.classRules;
        state.missing = stillMissing(engine, resumed);
        return lineage::encodeState(state);
    }

    bool fetchedSince(const std::vector<lineage::ObjectId>& missing)
    {
        const auto reader = m_objects->reader();
        const auto there = std::count_if(missing.begin(), missing.end(),
                                         [&reader](const lineage::ObjectId& id) { return reader->exists(id); });
        if (there > 0)
            m_sink.notice({m_options.path, fmt::format("{} of {} objects that were missing from the repository are "
                                                       "there now: its history was read anew.",
                                                       there, missing.size())});
        return there > 0;
    }

    /// What was not there, in this reading and in earlier ones. Damaged objects are there: fetching will not help.
    std::vector<lineage::ObjectId> stillMissing(const lineage::Engine& engine, const lineage::SavedState* resumed)
    {
        if (resumed != nullptr) m_missing.insert(resumed->missing.begin(), resumed->missing.end());
        engine.collectMissing(m_missing);
        const auto reader = m_objects->reader();
        std::erase_if(m_missing, [&reader](const lineage::ObjectId& id) { return reader->exists(id); });
        return {m_missing.begin(), m_missing.end()};
    }

    [[nodiscard]] std::uint64_t notePrint(const std::vector<lineage::SavedCommit>& commits) const
    {
        std::uint64_t print = 0;
        if (!m_notes.empty())
            for (const auto& commit : commits) print += m_notes.fingerprint(commit.id);
        return print;
    }

    /// Independent of the order in which the boundaries are listed.
    [[nodiscard]] std::uint64_t boundaries() const
    {
        std::uint64_t print = m_overrides.size();
        for (const auto& [commit, parents] : m_overrides) {
            print += lineage::ObjectIdHash{}(commit);
            for (const auto& parent : parents) print += lineage::ObjectIdHash{}(parent)*31;
        }
        return print;
    }

    const GitOptions& m_options;
    const Repository& m_repository;
    lineage::ObjectId m_tip;
    lineage::ParentOverrides m_overrides;
    RecordSink& m_sink;
    const CancelToken& m_cancel;
    const ProgressFn& m_progress;
    GitResult& m_result;
    NoteReader m_notes;
    std::set<lineage::ObjectId> m_missing;
    std::unique_ptr<lineage::ObjectSource> m_objects;
};

} // namespace

bool looksLikeRepository(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path folder(path);
    if (fs::exists(folder / ".git", ignored)) return true;
    return fs::exists(folder / "HEAD", ignored) && fs::is_directory(folder / "objects", ignored) &&
           fs::is_directory(folder / "refs", ignored);
}

Result<GitResult> readRepository(const GitOptions& options, const GitKnown& known, RecordSink& sink,
                                 const CancelToken& cancel, const ProgressFn& progress)
{
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
        sink.notice({options.path,
                     "This is a shallow clone: lines older than its boundary are credited to the boundary commits; "
                     "run 'git fetch --unshallow' and import again for the whole history."});
    Reading reading(options, *repository, tip->commit, sink, cancel, progress, result);
    if (auto done = reading.run(known); !done) return Failure(done.error());
    result.tips = {result.head};
    return result;
}

} // namespace assay::importers::git
