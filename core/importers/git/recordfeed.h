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
    RecordFeed(const GitOptions& options, lineage::CommitGraph& graph, lineage::CommitIndex head, const NoteReader& notes, RecordSink& sink,
               GitResult& result);

    Result<void> commit(lineage::CommitReport&& report) override;
    void missing(lineage::CommitNumber commit, const std::string& path, const char* what) override;
    /// After the last commit: the lineage of every commit.
    [[nodiscard]] Result<void> handOverLineage(const lineage::Engine& engine, const std::vector<lineage::CommitTally>& tallies,
                                               const lineage::Engine::Standing& standing);

private:
    [[nodiscard]] bool wanted(lineage::CommitNumber commit) const;
    [[nodiscard]] domain::CommitRecord record(lineage::CommitReport& report) const;
    Result<void> handOverEdges(const lineage::CommitReport& report);
    Result<void> handOverNotes(const lineage::CommitReport& report);

    const GitOptions& m_options;
    lineage::CommitGraph& m_graph;
    const NoteReader& m_notes;
    RecordSink& m_sink;
    GitResult& m_result;
    std::vector<bool> m_mainline;
};

} // namespace assay::importers::git
