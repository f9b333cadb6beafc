// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "lineage/provenance.h"
#include "lineage/treemirror.h"

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
    CommitNumber commit = 0;
    std::vector<domain::FileChange> files; ///< empty for merges
    std::vector<FileRemoval> removals;
    bool incomplete = false;
    bool noted = false;                   ///< a line note exists
    std::vector<std::uint32_t> notedLines; ///< per key of the note, lines it claims and the commit wrote
};

/// Receives what the engine finds: commits in order, parents before children. Calls come from one thread.
class HistorySink
{
public:
    virtual ~HistorySink() = default;
    virtual Result<void> commit(CommitReport&& report) = 0;
    /// An object that is missing: path (may be empty) and commit, as one sentence.
    virtual void missing(CommitNumber commit, const std::string& path, const char* what) = 0;
};

struct EngineOptions
{
    int threads = 0;                   ///< 0: all processors
    std::size_t window = 8192;         ///< commits worked on at a time: bounds memory, not results
};

/// The one pass: walks a commit graph oldest first and tells numstat, renames and the origin and death of every line.
/// A stretch of commits is mirrored, its distinct pairs of contents are compared on all threads, then lines are carried through.
class Engine
{
public:
    Engine(const ObjectSource& objects, const CommitGraph& graph, EngineOptions options);

    [[nodiscard]] Result<void> run(HistorySink& sink, NoteSource* notes, const CancelToken& cancel, const ProgressFn& progress);

    /// Lines of each commit that stand in the trees of `tips`, and whether each ever written line does.
    struct Standing
    {
        std::vector<std::uint32_t> alive;    ///< per commit number
        std::vector<std::uint32_t> aiAlive;
        std::vector<std::uint32_t> humanAlive;
        std::vector<std::uint32_t> revived;  ///< alive although somebody removed them, on another branch
    };
    [[nodiscard]] Standing standing(std::span<const CommitIndex> tips) const;

    [[nodiscard]] Provenance& provenance() { return m_provenance; }
    [[nodiscard]] const TreeMirror& trees() const { return m_trees; }
    [[nodiscard]] NodeId root(CommitIndex commit) const { return m_roots[commit]; }
    [[nodiscard]] const FileEvent& event(EventId id) const { return m_events[id]; }
    [[nodiscard]] std::string path(PathId id) const { return m_paths.text(id, m_names); }

private:
    struct Window
    {
        CommitIndex first = 0;
        CommitIndex end = 0;
        std::vector<TreeChanges> changes;
        std::vector<PairId> pairs;       ///< in the order in which settling asks for them
        std::vector<bool> needed;        ///< events whose lines later commits may build on
    };
    void walk(Window& window);
    void walkCommit(CommitIndex commit, TreeChanges& changes);
    void findMoves(Window& window);
    void pairRenames(TreeChanges& changes, ObjectReader& reader);
    void pairMergeRenames(TreeChanges& changes, ObjectReader& reader);
    void collectPairs(Window& window);
    Result<void> settle(Window& window, HistorySink& sink, NoteSource* notes);
    void settleChange(const PathChange& change, const PairId*& pair, CommitReport& report, HistorySink& sink);
    void settleMerged(const MergeContent& content, const PairId*& pair, CommitReport& report, HistorySink& sink);
    void addRemoval(CommitReport& report, EventId before, std::vector<RemovedLines> origins) const;
    void markNeeded(Window& window) const;

    const CommitGraph& m_graph;
    EngineOptions m_options;
    std::vector<std::unique_ptr<ObjectReader>> m_readers;
    NameTable m_names;
    PathTable m_paths;
    std::vector<FileEvent> m_events;
    TreeMirror m_trees;
    PairTable m_pairs;
    Provenance m_provenance;
    std::vector<NodeId> m_roots;
    std::vector<std::uint32_t> m_waitingChildren;
};

} // namespace assay::lineage
