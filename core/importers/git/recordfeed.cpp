// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/recordfeed.h"

#include "importers/git/commitparser.h"
#include "importers/git/utf8.h"

#include <fmt/format.h>

namespace assay::importers::git {
namespace {

constexpr std::int64_t kMaxNotices = 10000; ///< a repository without any blob would bury everything else

} // namespace

RecordFeed::RecordFeed(const GitOptions& options, lineage::CommitGraph& graph, const lineage::CommitNumbers& numbers,
                       lineage::CommitIndex head, const NoteReader& notes, RecordSink& sink, GitResult& result)
    : m_options(options), m_graph(graph), m_numbers(numbers), m_notes(notes), m_sink(sink), m_result(result),
      m_mainline(graph.size(), false)
{
    for (auto commit = head;;) {
        m_mainline[commit] = true;
        const auto parents = m_graph.parents(commit);
        if (parents.empty()) break;
        commit = parents.front();
    }
}

bool RecordFeed::wanted(lineage::CommitIndex commit) const
{
    return !m_options.since || fromUnixSeconds(m_graph.commit(commit).time) >= Instant{*m_options.since};
}

domain::CommitRecord RecordFeed::record(lineage::CommitReport& report) const
{
    const auto& commit = m_graph.commit(report.index);
    domain::CommitRecord record;
    record.oid = commit.id.oid();
    for (const auto parent : m_graph.parents(report.index)) record.parents.push_back(m_graph.commit(parent).id.oid());
    if (commit.text) parseCommitText(commit.text->view(), record);
    record.files = std::move(report.files);
    for (auto& file : record.files) {
        if (!isUtf8(file.path)) file.path = toUtf8(file.path);
        if (!isUtf8(file.oldPath)) file.oldPath = toUtf8(file.oldPath);
        record.added += file.added;
        record.deleted += file.deleted;
    }
    record.incomplete = report.incomplete;
    record.onMainline = m_mainline[report.index];
    return record;
}

Result<void> RecordFeed::commit(lineage::CommitReport&& report)
{
    if (wanted(report.index)) {
        ++m_result.commits;
        m_result.incompleteCommits += report.incomplete ? 1 : 0;
        if (auto done = m_sink.commit(record(report)); !done) return done;
        if (auto done = handOverEdges(report); !done) return done;
        if (auto done = handOverNotes(report); !done) return done;
    }
    if (m_graph.commit(report.index).parentMissing)
        m_sink.notice(
            {m_options.path, fmt::format("Commit {}: a parent is not in the repository; its history begins here.",
                                         m_numbers.id(report.commit).oid().hex())});
    m_graph.dropText(report.index);
    return {};
}

Result<void> RecordFeed::handOverEdges(const lineage::CommitReport& report)
{
    const auto remover = m_numbers.id(report.commit).oid();
    for (const auto& removal : report.removals) {
        const std::string path = toUtf8(removal.path);
        for (const auto& lines : removal.origins) {
            domain::LineEdge edge;
            edge.origin = m_numbers.id(lines.origin).oid();
            edge.remover = remover;
            edge.path = path;
            edge.pathClass = lines.lineClass;
            edge.lines = static_cast<std::int32_t>(lines.lines);
            edge.codeLines = static_cast<std::int32_t>(lines.codeLines);
            edge.firstLines = static_cast<std::int32_t>(lines.firstLines);
            edge.aiLines = static_cast<std::int32_t>(lines.aiLines);
            edge.humanLines = static_cast<std::int32_t>(lines.humanLines);
            if (auto done = m_sink.lineEdge(std::move(edge)); !done) return done;
        }
    }
    return {};
}

Result<void> RecordFeed::handOverNotes(const lineage::CommitReport& report)
{
    if (!report.noted) return {};
    const auto commit = m_numbers.id(report.commit).oid();
    bool told = false;
    for (std::size_t key = 0; key < report.notedLines.size(); ++key) {
        const auto& owner = m_notes.owners()[key];
        const std::int64_t lines = report.notedLines[key];
        if (lines == 0) continue;
        domain::LineNoteRecord record{commit, owner.tool, owner.model, 0, 0, true};
        (owner.author == lineage::LineAuthor::Human ? record.humanLines : record.aiLines) = lines;
        if (auto done = m_sink.lineNote(std::move(record)); !done) return done;
        told = true;
    }
    // A note without lines still says that the commit was measured.
    return told ? Result<void>{} : m_sink.lineNote({commit, {}, {}, 0, 0, true});
}

void RecordFeed::missing(lineage::CommitNumber commit, const std::string& path, const char* what)
{
    if (++m_result.missingObjects > kMaxNotices) return;
    const std::string hex = m_numbers.id(commit).oid().hex();
    const std::string place = path.empty() ? std::string("the top folder") : toUtf8(path);
    m_sink.notice({m_options.path,
                   fmt::format("Commit {}, {}: {} is missing from the repository, so its lines could not be compared; "
                               "fetch the missing objects and import again.",
                               hex, place, what)});
}

Result<void> RecordFeed::handOverLineage(const lineage::Engine& engine, lineage::CommitIndex head,
                                         const lineage::SavedState* resume)
{
    const auto standing = engine.standing(std::span(&head, 1));
    const auto& before = engine.standingBefore();
    const auto& tallies = engine.provenance().tallies();
    for (lineage::CommitNumber commit = 0; commit < m_numbers.size(); ++commit) {
        const lineage::CommitTally tally = commit < tallies.size() ? tallies[commit] : lineage::CommitTally{};
        if (commit < m_numbers.known() && tally.removed == resume->commits[commit].tally.removed &&
            standing.alive[commit] == before.alive[commit] && standing.revived[commit] == before.revived[commit])
            continue;
        domain::CommitLineage record;
        record.commit = m_numbers.id(commit).oid();
        record.born = tally.born;
        record.alive = standing.alive[commit];
        record.revived = standing.revived[commit];
        record.lost = record.born - record.alive - (std::int64_t{tally.removed} - record.revived);
        record.aiBorn = tally.aiBorn;
        record.humanBorn = tally.humanBorn;
        record.aiAlive = standing.aiAlive[commit];
        record.humanAlive = standing.humanAlive[commit];
        for (std::size_t c = 0; c < lineage::kLineClasses; ++c) {
            const std::int64_t born = tally.bornByClass.at(c);
            const std::int64_t alive = standing.aliveByClass[commit].at(c);
            const std::int64_t revived = standing.revivedByClass[commit].at(c);
            if (born > 0)
                record.classes.push_back({static_cast<std::uint8_t>(c), born,
                                          born - alive - (std::int64_t{tally.removedByClass.at(c)} - revived), alive,
                                          revived});
        }
        if (tally.medianTouchedDays >= 0) record.medianTouchedAgeDays = double{tally.medianTouchedDays};
        if (tally.born > 0) record.newFileShare = static_cast<double>(tally.newFileLines) / tally.born;
        if (auto done = m_sink.commitLineage(std::move(record)); !done) return done;
    }
    return {};
}

} // namespace assay::importers::git
