// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "lineage/commitnumbers.h"
#include "lineage/treemirror.h"

#include <functional>
#include <set>
#include <unordered_map>

namespace assay::lineage {

/// Lines removed from one file by one commit.
struct FileRemoval
{
    std::string path; ///< as the commit found it
    std::vector<RemovedLines> origins;
};

/// Everything the engine says about one commit.
struct CommitReport
{
    CommitIndex index = 0;
    CommitNumber commit = 0;
    std::vector<domain::FileChange> files; ///< empty for merges
    std::vector<FileRemoval> removals;
    bool incomplete = false;
    bool noted = false;                    ///< a line note exists
    std::vector<std::uint32_t> notedLines; ///< per key of the note, lines it claims and the commit wrote
};

/// Receives what the engine finds: commits in order, parents before children. Calls come from one thread.
class HistorySink
{
public:
    virtual ~HistorySink() = default;
    virtual Result<void> commit(CommitReport&& report) = 0;
    /// An object that is missing. `path` may be empty: the top folder.
    virtual void missing(CommitNumber commit, const std::string& path, const char* what) = 0;
};

struct EngineOptions
{
    int threads = 0;            ///< 0: all processors
    std::size_t window = 12288; ///< most commits worked on at a time: bounds memory, not results
    /// The class of a file, below kLineClasses, by its path as Git has it; absent: all are 0.
    std::function<std::uint8_t(const std::string&)> classOf;
};

/// The one pass: walks a commit graph oldest first and tells numstat, renames and the origin and death of every line.
/// A stretch of commits is mirrored and its distinct pairs of contents are compared by other threads, while lines are
/// carried through the stretch before.
class Engine
{
public:
    /// `resume` is where an earlier reading ended: the graph's boundaries must be its commits. It must outlive the
    /// engine.
    Engine(const ObjectSource& objects, const CommitGraph& graph, EngineOptions options,
           const SavedState* resume = nullptr);

    /// Takes over the saved state. False: it is not of this history; begin without it.
    [[nodiscard]] bool restore();
    /// False: the new commits build on a version that was not saved. Nothing was handed over; begin without the state.
    [[nodiscard]] Result<bool> run(HistorySink& sink, NoteSource* notes, const CancelToken& cancel,
                                   const ProgressFn& progress);

    /// Lines of each commit that stand in the trees of `tips`, and whether each ever written line does.
    struct Standing
    {
        std::vector<std::uint32_t> alive; ///< per commit number
        std::vector<std::uint32_t> aiAlive;
        std::vector<std::uint32_t> humanAlive;
        std::vector<std::uint32_t> revived; ///< alive although somebody removed them, on another branch
        std::vector<ClassCounts> aliveByClass;
        std::vector<ClassCounts> revivedByClass;
    };
    [[nodiscard]] Standing standing(std::span<const CommitIndex> tips) const;
    /// The same at the saved tip, before this reading.
    [[nodiscard]] const Standing& standingBefore() const { return m_standingBefore; }
    /// Adds the objects that were not there.
    void collectMissing(std::set<ObjectId>& missing) const;
    /// What a later reading needs.
    [[nodiscard]] SavedState save(CommitIndex head, std::uint64_t boundaries) const;
    [[nodiscard]] const CommitNumbers& numbers() const { return m_numbers; }

    [[nodiscard]] const Provenance& provenance() const { return m_provenance; }
    [[nodiscard]] std::string path(PathId id) const { return m_paths.text(id, m_names); }

private:
    struct Window
    {
        CommitIndex first = 0;
        CommitIndex end = 0;
        std::vector<TreeChanges> changes;
        std::shared_ptr<PairTable> table;
        std::vector<PairId> pairs; ///< in the order in which settling asks for them
        std::vector<bool> needed;  ///< events whose lines later commits may build on
    };
    struct Retired
    {
        EventId event = kNoEvent;
        CommitNumber until = 0;
        FileContent content;
    };
    using SavedVersions = std::unordered_multimap<ObjectId, const SavedFile*, ObjectIdHash>;
    bool restoreRoot(CommitIndex boundary, std::span<const NodeId> model, const SavedVersions& versions);
    [[nodiscard]] bool buildsOnUnsaved(const Window& window) const;
    void retire(EventId event, CommitNumber until);
    [[nodiscard]] std::vector<SavedFile> collectVersions(CommitIndex head) const;
    [[nodiscard]] std::size_t windowSize(std::size_t first) const;
    [[nodiscard]] Window walk(std::size_t first, const CancelToken& cancel);
    void walkCommit(CommitIndex commit, TreeChanges& changes);
    [[nodiscard]] Window nextWindow(std::size_t first, const CancelToken& cancel);
    void findMoves(Window& window);
    void pairRenames(TreeChanges& changes, ObjectReader& reader);
    void linkSplits(const TreeChanges& changes, std::span<const FileEvent* const> added,
                    std::span<const FileEvent* const> deleted, std::span<const EventId> deletedIds,
                    ObjectReader& reader);
    void pairMergeRenames(TreeChanges& changes, ObjectReader& reader);
    void collectPairs(Window& window);
    Result<void> settle(Window& window, HistorySink& sink, NoteSource* notes);
    void settleChange(const PairTable& pairs, const PathChange& change, const PairId*& pair, CommitReport& report,
                      HistorySink& sink);
    void settleMerged(const PairTable& pairs, const MergeContent& content, const PairId*& pair, CommitReport& report,
                      HistorySink& sink);
    [[nodiscard]] WrittenFile written(EventId event);
    void countUses(const TreeChanges& changes);
    void used(EventId event, const std::vector<bool>& needed);
    void addRemoval(CommitReport& report, EventId before, std::vector<RemovedLines> origins) const;
    void markNeeded(Window& window) const;

    const CommitGraph& m_graph;
    EngineOptions m_options;
    const SavedState* m_resume;
    CommitNumbers m_numbers;
    std::vector<std::unique_ptr<ObjectReader>> m_readers; ///< one per thread
    std::unique_ptr<ObjectReader> m_treeReader;           ///< for the walk, which runs beside them
    NameTable m_names;
    PathTable m_paths;
    std::vector<FileEvent> m_events;
    TreeMirror m_trees;
    Provenance m_provenance;
    std::vector<NodeId> m_roots;
    std::vector<std::uint32_t> m_waitingChildren;
    std::vector<std::uint32_t> m_uses;   ///< by event: changes collected and not yet settled that build on it or end it
    std::vector<std::uint8_t> m_classes; ///< by path, with one added; 0: not asked yet
    CommitNumber m_reach = 0;            ///< how many commits back a parent lay at most
    CommitNumber m_recent = 0;           ///< for how many commits replaced versions are kept
    std::vector<Retired> m_retired;
    std::vector<EventId> m_unsaved; ///< versions in the trees that old branches left, of whose lines nothing is known
    Standing m_standingBefore;
};

} // namespace assay::lineage
