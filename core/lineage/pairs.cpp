// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/pairs.h"

#include "lineage/linekinds.h"
#include "lineage/respaced.h"
#include "lineage/similarity.h"

#include <algorithm>
#include <numeric>

namespace assay::lineage {
namespace {

constexpr std::size_t kMostPerChunk = 64;
constexpr std::size_t kFewestPerChunk = 4;
constexpr std::size_t kChunksPerWorker = 8; ///< where there are few: so that nobody waits long for the last one
constexpr std::size_t kBigFile = std::size_t{512} << 20U; ///< core.bigFileThreshold: Git takes larger files as binary

bool isBinary(std::string_view content)
{
    return content.size() > kBigFile || looksBinary(content);
}

} // namespace

PairId PairTable::add(const FileEvent* before, const FileEvent& after)
{
    Job job{{}, {after.blob, after.mode}, after.path, commentSyntaxOf(m_names.name(m_paths.name(after.path)))};
    if (before != nullptr) job.before = {before->blob, before->mode};
    const auto [place, isNew] = m_known.try_emplace(job, static_cast<PairId>(m_jobs.size()));
    if (isNew) m_jobs.push_back(job);
    return place->second;
}

void PairTable::shareOut(std::size_t workers)
{
    // Packs keep the newest version of a file whole and older ones as deltas to it: newest first per path walks each
    // chain once, if it stays with one reader.
    m_order.resize(m_jobs.size());
    std::iota(m_order.begin(), m_order.end(), PairId{0});
    std::sort(m_order.begin(), m_order.end(), [&](PairId a, PairId b) {
        return m_jobs[a].path != m_jobs[b].path ? m_jobs[a].path < m_jobs[b].path : a > b;
    });
    m_outcomes.assign(m_jobs.size(), {});
    m_perChunk = std::clamp(m_order.size() / (kChunksPerWorker * workers), kFewestPerChunk, kMostPerChunk);
    const std::size_t chunks = (m_order.size() + m_perChunk - 1) / m_perChunk;
    for (std::size_t i = 0; i < chunks; ++i) m_chunks.push_back(std::make_unique<Chunk>());
    m_shares.assign(workers, chunks);
    m_open = chunks;
}

void PairTable::compareSome(PairWorker& worker, std::size_t number, const std::function<bool()>& stop)
{
    while (const auto chunk = m_shares.take(number)) {
        const std::size_t from = *chunk * m_perChunk;
        if (!stop())
            compareChunk(worker, std::span(m_order).subspan(from, std::min(m_perChunk, m_order.size() - from)),
                         *m_chunks[*chunk]);
        if (--m_open == 0) m_open.notify_all();
    }
}

void PairTable::waitForAll() const
{
    for (std::size_t open = m_open; open > 0; open = m_open) m_open.wait(open);
}

void PairTable::compareChunk(PairWorker& worker, std::span<const PairId> jobs, Chunk& chunk)
{
    std::vector<Place> places;
    for (const PairId pair : jobs) {
        places.push_back({chunk.hunks.size(), chunk.flags.size(), chunk.respaced.size()});
        compare(worker, m_jobs[pair], m_outcomes[pair], chunk);
    }
    places.push_back({chunk.hunks.size(), chunk.flags.size(), chunk.respaced.size()});
    // Spans only now: the vectors have stopped growing.
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        auto& outcome = m_outcomes[jobs[i]];
        outcome.hunks = std::span(chunk.hunks).subspan(places[i].hunk, places[i + 1].hunk - places[i].hunk);
        outcome.newLineFlags = std::span(chunk.flags).subspan(places[i].flag, places[i + 1].flag - places[i].flag);
        outcome.respaced =
            std::span(chunk.respaced).subspan(places[i].respaced, places[i + 1].respaced - places[i].respaced);
    }
}

bool PairTable::load(PairWorker& worker, const Content& content, int side, std::string_view& text)
{
    if (content.mode == 0) return true;
    if (content.mode == kModeSubmodule) {
        worker.submodule[side] = "Subproject commit " + content.id.oid().hex() + "\n";
        text = worker.submodule[side];
        return true;
    }
    worker.held[side] = worker.reader->read(content.id, ObjectKind::Blob);
    if (!worker.held[side]) return false;
    text = worker.held[side]->view();
    return true;
}

void PairTable::compare(PairWorker& worker, const Job& job, PairOutcome& outcome, Chunk& chunk)
{
    std::string_view before;
    std::string_view after;
    // The newer side first: the older is usually a delta to it.
    outcome.newMissing = !load(worker, job.after, 1, after);
    const bool beforeMissing = !load(worker, job.before, 0, before);
    outcome.missing = outcome.newMissing || beforeMissing;
    outcome.newBinary = isBinary(after);
    outcome.binary = outcome.newBinary || isBinary(before);
    if (outcome.newMissing || outcome.newBinary) return;

    const std::size_t firstHunk = chunk.hunks.size();
    const LineDiffer* compared = nullptr;
    outcome.rewritten = outcome.binary || beforeMissing || before.empty();
    if (outcome.rewritten) {
        outcome.newLines = countLines(after);
        if (outcome.newLines > 0) chunk.hunks.push_back({0, 0, 0, outcome.newLines});
    } else if (job.before.id != job.after.id) {
        worker.differ.compare(before, after, chunk.hunks);
        compared = &worker.differ;
        findRespaced(worker.differ, std::span(chunk.hunks).subspan(firstHunk), chunk.respaced);
    }
    const auto hunks = std::span(chunk.hunks).subspan(firstHunk);
    flagNewLines(after, job, hunks, compared, chunk.flags);
    if (outcome.binary || outcome.missing) return;
    for (const auto& hunk : hunks) {
        outcome.added += hunk.newCount;
        outcome.deleted += hunk.oldCount;
    }
}

/// `compared`: the comparison that yielded the hunks; it knows where their lines begin.
void PairTable::flagNewLines(std::string_view after, const Job& job, std::span<const Hunk> hunks,
                             const LineDiffer* compared, std::vector<std::uint8_t>& flags)
{
    LineKinds kinds(after, job.syntax);
    for (const auto& hunk : hunks) {
        if (hunk.newCount == 0) continue;
        if (compared != nullptr) {
            const auto first = compared->linesAfter()[hunk.newStart - compared->anchor().line];
            kinds.jumpTo(hunk.newStart, static_cast<std::size_t>(first.data() - after.data()));
        }
        kinds.skipTo(hunk.newStart);
        for (std::uint32_t i = 0; i < hunk.newCount; ++i) flags.push_back(kinds.nextIsCode() ? kLineCode : 0);
    }
}

} // namespace assay::lineage
