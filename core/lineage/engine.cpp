// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/engine.h"

#include "base/parallel.h"
#include "lineage/comparers.h"
#include "lineage/renames.h"

#include <utility>

namespace assay::lineage {
namespace {

constexpr std::size_t kShortWindow = 1024;
constexpr std::size_t kLately = 5000; ///< commits that tell how far back branches reach
constexpr std::size_t kMaxSplitPairs = 20000;

std::vector<std::unique_ptr<ObjectReader>> makeReaders(const ObjectSource& objects, int threads)
{
    std::vector<std::unique_ptr<ObjectReader>> readers;
    const int count = threadCount(threads);
    readers.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) readers.push_back(objects.reader());
    return readers;
}

domain::FileStatus statusOf(const FileEvent& before, const FileEvent& after)
{
    if (before.path != after.path) return domain::FileStatus::Renamed;
    return (before.mode & kModeTypeMask) != (after.mode & kModeTypeMask) ? domain::FileStatus::TypeChanged
                                                                         : domain::FileStatus::Modified;
}

bool sameContent(const FileEvent& a, const FileEvent& b)
{
    return a.blob == b.blob && (a.mode == kModeSubmodule) == (b.mode == kModeSubmodule);
}

} // namespace

Engine::Engine(const ObjectSource& objects, const CommitGraph& graph, EngineOptions options, const SavedState* resume)
    : m_graph(graph), m_options(std::move(options)), m_resume(resume), m_numbers(graph, resume),
      m_readers(makeReaders(objects, m_options.threads)), m_treeReader(objects.reader()),
      m_trees(*m_treeReader, m_names, m_paths, m_events),
      m_provenance([this](CommitNumber commit) { return m_numbers.time(commit); }), m_roots(graph.size(), kNoNode),
      m_waitingChildren(graph.size(), 0)
{
    for (CommitIndex commit = 0; commit < graph.size(); ++commit)
        for (const auto parent : graph.parents(commit)) {
            ++m_waitingChildren[parent];
            if (commit + kLately >= graph.size())
                m_reach = std::max(m_reach, m_numbers.number(commit) - m_numbers.number(parent));
        }
    if (resume != nullptr) m_reach = std::max(m_reach, resume->reach);
    m_recent = std::clamp(2 * std::min(m_reach, kMostKept), kFewestKept, kMostKept);
}

/// Comparing needs blobs only: while others compare a stretch, the one before it is settled and the one after it
/// walked.
Result<bool> Engine::run(HistorySink& sink, NoteSource* notes, const CancelToken& cancel, const ProgressFn& progress)
{
    Comparers comparers(m_readers, cancel);
    Window current = nextWindow(m_graph.boundaries(), cancel);
    if (buildsOnUnsaved(current)) return false;
    comparers.queue(current.table);
    while (current.first < current.end) {
        if (progress) progress({"Following lines", current.first, static_cast<std::int64_t>(m_graph.size())});
        Window next = nextWindow(current.end, cancel);
        if (buildsOnUnsaved(next)) return false;
        comparers.queue(next.table);
        comparers.finish(*current.table);
        if (cancel.requested()) return failure(ErrorCode::Cancelled, "The import was stopped.");
        if (auto done = settle(current, sink, notes); !done) return Failure(done.error());
        m_provenance.dropUnneeded(current.needed);
        current = std::move(next);
    }
    return true;
}

Engine::Window Engine::nextWindow(std::size_t first, const CancelToken& cancel)
{
    Window window = walk(first, cancel);
    findMoves(window);
    collectPairs(window);
    return window;
}

/// Long stretches walk fewer delta chains twice; but the first is walked and the last is settled while nothing is
/// compared, so those are short. Unless all must be known before anything is handed over.
std::size_t Engine::windowSize(std::size_t first) const
{
    const std::size_t done = first - m_graph.boundaries();
    const std::size_t left = m_graph.size() - first;
    if (!m_unsaved.empty()) return std::min(m_options.window, left);
    const std::size_t size =
        std::min({m_options.window, std::max(kShortWindow, 2 * done), std::max(kShortWindow, left / 2)});
    return std::min(size, left);
}

Engine::Window Engine::walk(std::size_t first, const CancelToken& cancel)
{
    const std::size_t end = first + windowSize(first);
    Window window;
    window.first = static_cast<CommitIndex>(first);
    window.end = static_cast<CommitIndex>(end);
    window.changes.resize(end - first);
    for (CommitIndex commit = window.first; commit < window.end && !cancel.requested(); ++commit)
        walkCommit(commit, window.changes[commit - window.first]);
    markNeeded(window);
    return window;
}

void Engine::walkCommit(CommitIndex commit, TreeChanges& changes)
{
    std::vector<NodeId> parents;
    for (const auto parent : m_graph.parents(commit)) parents.push_back(m_roots[parent]);
    m_roots[commit] = m_trees.mirror(m_graph.commit(commit).tree, parents, m_numbers.number(commit), changes);
    for (auto& content : changes.merged)
        for (std::size_t i = 0; i < parents.size(); ++i) {
            if (content.from[i] != kNoEvent) continue;
            changes.deleted.resize(parents.size());
            if (changes.deleted[i].empty()) m_trees.findDeleted(parents[i], m_roots[commit], changes.deleted[i]);
        }
    for (const auto parent : m_graph.parents(commit))
        if (--m_waitingChildren[parent] == 0) {
            m_trees.release(m_roots[parent]);
            m_roots[parent] = kNoNode;
        }
}

void Engine::findMoves(Window& window)
{
    std::vector<TreeChanges*> wanted;
    for (auto& changes : window.changes) {
        bool added = false;
        bool deleted = false;
        for (const auto& change : changes.changes) {
            added = added || change.before == kNoEvent;
            deleted = deleted || change.after == kNoEvent;
        }
        if ((added && deleted) || !changes.deleted.empty()) wanted.push_back(&changes);
    }
    auto& reader = *m_readers.front(); // the others compare meanwhile
    for (auto* changes : wanted)
        if (changes->deleted.empty())
            pairRenames(*changes, reader);
        else
            pairMergeRenames(*changes, reader);
}

void Engine::pairRenames(TreeChanges& changes, ObjectReader& reader)
{
    std::vector<const FileEvent*> added;
    std::vector<const FileEvent*> deleted;
    std::vector<EventId> deletedIds;
    for (const auto& change : changes.changes) {
        if (change.before == kNoEvent) added.push_back(&m_events[change.after]);
        if (change.after != kNoEvent) continue;
        deleted.push_back(&m_events[change.before]);
        deletedIds.push_back(change.before);
    }
    const auto sources = RenameFinder(reader, m_paths).match(added, deleted);
    std::vector<bool> moved(deleted.size(), false);
    std::size_t nextAdded = 0;
    for (auto& change : changes.changes) {
        if (change.before != kNoEvent) continue;
        const int source = sources[nextAdded++];
        if (source < 0) continue;
        change.before = deletedIds[static_cast<std::size_t>(source)];
        m_events[change.after].from = change.before;
        moved[static_cast<std::size_t>(source)] = true;
    }
    linkSplits(changes, added, deleted, deletedIds, reader);
    std::size_t nextDeleted = 0;
    std::erase_if(changes.changes,
                  [&](const PathChange& change) { return change.after == kNoEvent && moved[nextDeleted++]; });
}

/// When a file becomes two, numstat pairs one of them and calls the other new. Blame looks for the origin of each on
/// its own.
void Engine::linkSplits(const TreeChanges& changes, std::span<const FileEvent* const> added,
                        std::span<const FileEvent* const> deleted, std::span<const EventId> deletedIds,
                        ObjectReader& reader)
{
    std::vector<EventId> open;
    for (const auto& change : changes.changes)
        if (change.before == kNoEvent) open.push_back(change.after);
    if (open.size() == added.size() || open.size() * deleted.size() > kMaxSplitPairs) return;
    std::vector<const FileEvent*> split;
    for (const EventId event : open) split.push_back(&m_events[event]);
    const auto sources = RenameFinder(reader, m_paths).matchEach(split, deleted);
    for (std::size_t i = 0; i < open.size(); ++i)
        if (sources[i] >= 0) m_events[open[i]].from = deletedIds[static_cast<std::size_t>(sources[i])];
}

void Engine::pairMergeRenames(TreeChanges& changes, ObjectReader& reader)
{
    for (std::size_t parent = 0; parent < changes.deleted.size(); ++parent) {
        std::vector<EventId*> open;
        std::vector<const FileEvent*> added;
        for (auto& content : changes.merged) {
            if (content.from[parent] != kNoEvent) continue;
            open.push_back(&content.from[parent]);
            added.push_back(&m_events[content.event]);
        }
        std::vector<const FileEvent*> deleted;
        for (const auto event : changes.deleted[parent]) deleted.push_back(&m_events[event]);
        const auto sources = RenameFinder(reader, m_paths).matchEach(added, deleted);
        for (std::size_t i = 0; i < open.size(); ++i)
            if (sources[i] >= 0) *open[i] = changes.deleted[parent][static_cast<std::size_t>(sources[i])];
    }
}

void Engine::collectPairs(Window& window)
{
    window.table = std::make_shared<PairTable>(m_names, m_paths);
    auto& pairs = *window.table;
    m_uses.resize(m_events.size());
    for (const auto& changes : window.changes) {
        countUses(changes);
        for (const auto& change : changes.changes) {
            if (change.after == kNoEvent) continue;
            const EventId from = m_events[change.after].from;
            const FileEvent* before = from != kNoEvent ? &m_events[from] : nullptr;
            if (before == nullptr || !sameContent(*before, m_events[change.after]))
                window.pairs.push_back(pairs.add(before, m_events[change.after]));
        }
        for (const auto& content : changes.merged) {
            bool found = false;
            for (const auto from : content.from) {
                if (from == kNoEvent) continue;
                window.pairs.push_back(pairs.add(&m_events[from], m_events[content.event]));
                found = true;
            }
            if (!found) window.pairs.push_back(pairs.add(nullptr, m_events[content.event]));
        }
    }
}

void Engine::countUses(const TreeChanges& changes)
{
    for (const auto& change : changes.changes) {
        if (change.before != kNoEvent) ++m_uses[change.before];
        if (change.after != kNoEvent && m_events[change.after].from != kNoEvent) ++m_uses[m_events[change.after].from];
    }
    for (const auto& content : changes.merged)
        for (const auto from : content.from)
            if (from != kNoEvent) ++m_uses[from];
}

/// Most versions of a file have one successor, and nobody asks for their lines again.
void Engine::used(EventId event, const std::vector<bool>& needed)
{
    if (event != kNoEvent && --m_uses[event] == 0 && !needed[event]) m_provenance.dropLines(event);
}

Result<void> Engine::settle(Window& window, HistorySink& sink, NoteSource* notes)
{
    const PairId* pair = window.pairs.data();
    for (CommitIndex commit = window.first; commit < window.end; ++commit) {
        const auto& changes = window.changes[commit - window.first];
        const ObjectId& id = m_graph.commit(commit).id;
        const LineNote* note = notes != nullptr ? notes->find(id) : nullptr;
        CommitReport report{commit,
                            m_numbers.number(commit),
                            {},
                            {},
                            m_graph.commit(commit).parentMissing || !changes.missingTrees.empty(),
                            note != nullptr,
                            {}};
        m_provenance.beginCommit(report.commit, note);
        for (const auto& change : changes.changes) {
            settleChange(*window.table, change, pair, report, sink);
            used(change.before, window.needed);
            if (change.after != kNoEvent) used(m_events[change.after].from, window.needed);
        }
        for (const auto& content : changes.merged) {
            settleMerged(*window.table, content, pair, report, sink);
            for (const auto from : content.from) used(from, window.needed);
        }
        for (const auto folder : changes.missingTrees) sink.missing(report.commit, path(folder), "the folder");
        m_provenance.endCommit();
        report.notedLines = m_provenance.noted();
        if (auto done = sink.commit(std::move(report)); !done) return done;
    }
    return {};
}

void Engine::settleChange(const PairTable& pairs, const PathChange& change, const PairId*& pair, CommitReport& report,
                          HistorySink& sink)
{
    domain::FileChange file;
    if (change.before != kNoEvent) retire(change.before, report.commit);
    if (change.after == kNoEvent) {
        const auto& content = m_provenance.content(change.before);
        file.path = path(m_events[change.before].path);
        file.status = domain::FileStatus::Deleted;
        file.binary = content.binary;
        file.incomplete = content.missing;
        file.deleted = content.lines;
        addRemoval(report, change.before, m_provenance.remove(change.before));
        report.files.push_back(std::move(file));
        return;
    }
    const FileEvent& after = m_events[change.after];
    file.path = path(after.path);
    file.status = domain::FileStatus::Added;
    if (change.before != kNoEvent) {
        file.status = statusOf(m_events[change.before], after);
        if (file.status == domain::FileStatus::Renamed) file.oldPath = path(m_events[change.before].path);
    }
    if (after.from != kNoEvent && sameContent(m_events[after.from], after)) {
        m_provenance.carry(change.after, after.from);
        file.binary = m_provenance.content(change.after).binary;
    } else {
        const PairOutcome& outcome = pairs.outcome(*pair++);
        file.added = outcome.added;
        file.deleted = outcome.deleted;
        file.binary = outcome.binary;
        file.incomplete = outcome.missing;
        if (outcome.missing) sink.missing(report.commit, file.path, "a version of the file");
        auto removed =
            m_provenance.settle(change.after, after.from, change.before != kNoEvent, outcome, written(change.after));
        if (change.before != kNoEvent) addRemoval(report, change.before, std::move(removed));
    }
    if (change.before == kNoEvent) { // as numstat counts: all of it, whatever it was split from
        const auto& content = m_provenance.content(change.after);
        file.added = content.lines;
        file.deleted = 0;
        file.binary = content.binary;
    }
    report.incomplete = report.incomplete || file.incomplete;
    report.files.push_back(std::move(file));
}

void Engine::settleMerged(const PairTable& pairs, const MergeContent& content, const PairId*& pair,
                          CommitReport& report, HistorySink& sink)
{
    const WrittenFile file = written(content.event);
    std::vector<EventId> from;
    for (const auto event : content.from)
        if (event != kNoEvent) from.push_back(event);
    for (const auto event : from) retire(event, report.commit);
    std::vector<const PairOutcome*> outcomes;
    for (std::size_t i = 0; i < std::max<std::size_t>(1, from.size()); ++i) outcomes.push_back(&pairs.outcome(*pair++));
    if (from.empty())
        m_provenance.settle(content.event, kNoEvent, false, *outcomes.front(), file);
    else
        m_provenance.settleMerge(content.event, from, outcomes, file);
    for (const auto* outcome : outcomes) {
        if (!outcome->missing) continue;
        report.incomplete = true;
        sink.missing(report.commit, file.path, "a version of the file");
        break;
    }
}

WrittenFile Engine::written(EventId event)
{
    const PathId id = m_events[event].path;
    WrittenFile file{path(id), 0};
    if (!m_options.classOf) return file;
    if (m_classes.size() <= id) m_classes.resize(std::max<std::size_t>(id + std::size_t{1}, m_classes.size() * 2));
    if (m_classes[id] == 0) m_classes[id] = static_cast<std::uint8_t>(m_options.classOf(file.path) % kLineClasses + 1);
    file.lineClass = static_cast<std::uint8_t>(m_classes[id] - 1);
    return file;
}

void Engine::addRemoval(CommitReport& report, EventId before, std::vector<RemovedLines> origins) const
{
    if (!origins.empty()) report.removals.push_back({path(m_events[before].path), std::move(origins)});
}

void Engine::markNeeded(Window& window) const
{
    window.needed.assign(m_events.size(), false);
    std::vector<bool> seen;
    for (const NodeId root : m_roots)
        if (root != kNoNode)
            m_trees.visitFiles(
                root, [&](EventId event) { window.needed[event] = true; }, &seen);
}

} // namespace assay::lineage
