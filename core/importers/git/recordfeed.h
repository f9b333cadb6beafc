// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/git/gitimporter.h"
#include "importers/git/notereader.h"
#include "lineage/engine.h"

#include <unordered_set>

namespace assay::importers::git {

/// Turns what the engine reports into the records of the sink.
class RecordFeed : public lineage::HistorySink
{
public:
    RecordFeed(const GitOptions& options, lineage::CommitGraph& graph, const lineage::CommitNumbers& numbers,
               lineage::CommitIndex head, const NoteReader& notes, RecordSink& sink, GitResult& result);

    Result<void> commit(lineage::CommitReport&& report) override;
    void missing(lineage::CommitNumber commit, const std::string& path, const char* what) override;
    /// After the last commit: the lineage of every new commit, and of old ones where it changed since `resume` was
    /// saved.
    [[nodiscard]] Result<void> handOverLineage(const lineage::Engine& engine, lineage::CommitIndex head,
                                               const lineage::SavedState* resume);

private:
    [[nodiscard]] bool wanted(lineage::CommitIndex commit) const;
    [[nodiscard]] domain::CommitRecord record(lineage::CommitReport& report) const;
    Result<void> handOverEdges(const lineage::CommitReport& report);
    Result<void> handOverNotes(const lineage::CommitReport& report);

    const GitOptions& m_options;
    lineage::CommitGraph& m_graph;
    const lineage::CommitNumbers& m_numbers;
    const NoteReader& m_notes;
    RecordSink& m_sink;
    GitResult& m_result;
    std::vector<bool> m_mainline;
};

} // namespace assay::importers::git
