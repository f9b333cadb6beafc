// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/provenance.h"

#include <algorithm>

namespace assay::lineage {
namespace {

constexpr float kSecondsPerDay = 86400;

/// The age below which half of the lines lie; negative without lines.
float weightedMedian(std::vector<std::pair<float, std::uint32_t>>& ages)
{
    std::sort(ages.begin(), ages.end());
    std::uint64_t total = 0;
    for (const auto& [age, lines] : ages) total += lines;
    std::uint64_t seen = 0;
    for (const auto& [age, lines] : ages) {
        seen += lines;
        if (seen * 2 >= total) return age;
    }
    return -1;
}

std::vector<RemovedLines> sumByOrigin(std::vector<RemovedLines> pieces)
{
    const auto key = [](const RemovedLines& piece) { return std::pair(piece.origin, piece.lineClass); };
    std::stable_sort(pieces.begin(), pieces.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (kept == 0 || key(pieces[kept - 1]) != key(pieces[i])) {
            pieces[kept++] = pieces[i];
            continue;
        }
        auto& sum = pieces[kept - 1];
        sum.lines += pieces[i].lines;
        sum.codeLines += pieces[i].codeLines;
        sum.firstLines += pieces[i].firstLines;
        sum.aiLines += pieces[i].aiLines;
        sum.humanLines += pieces[i].humanLines;
    }
    pieces.resize(kept);
    return pieces;
}

std::uint32_t linesAfter(const FileContent& before, const PairOutcome& outcome)
{
    if (outcome.newBinary || outcome.newMissing) return 0;
    return outcome.rewritten ? outcome.newLines : before.lines + outcome.added - outcome.deleted;
}

const Runs& runsOf(const FileContent& content)
{
    return runsOf(content.runs);
}

} // namespace

void Provenance::beginCommit(CommitNumber commit, const LineNote* note)
{
    m_commit = commit;
    m_note = note;
    m_noted.assign(note != nullptr ? note->keys : 0, 0);
    m_touched.clear();
    if (m_tallies.size() <= commit) m_tallies.resize(commit + std::size_t{1});
}

void Provenance::endCommit()
{
    m_tallies[m_commit].medianTouchedDays = weightedMedian(m_touched);
}

void Provenance::setContent(EventId event, FileContent content)
{
    if (m_contents.size() <= event)
        m_contents.resize(std::max<std::size_t>(event + std::size_t{1}, m_contents.size() * 3 / 2));
    m_contents[event] = std::move(content);
}

void Provenance::dropUnneeded(const std::vector<bool>& needed)
{
    for (std::size_t i = 0; i < m_contents.size(); ++i)
        if (m_contents[i].runs && (i >= needed.size() || !needed[i])) m_contents[i].runs.reset();
}

LineId Provenance::write(std::span<const std::uint8_t> flags, std::uint8_t lineClass)
{
    m_tallies[m_commit].born += static_cast<std::uint32_t>(flags.size());
    m_tallies[m_commit].bornByClass.at(lineClass) += static_cast<std::uint32_t>(flags.size());
    return m_ledger.write(m_commit, flags, static_cast<std::uint8_t>(lineClass << kLineClassShift));
}

std::vector<RemovedLines> Provenance::settle(EventId event, EventId from, bool replaced, const PairOutcome& outcome,
                                             const WrittenFile& file)
{
    static const FileContent kNothing;
    const FileContent old = from != kNoEvent ? m_contents[from] : kNothing;
    const LineId first = write(outcome.newLineFlags, file.lineClass);
    FileContent content{nullptr, linesAfter(old, outcome), outcome.newBinary, outcome.newMissing};
    const bool comparable = !outcome.binary && !outcome.missing;
    RunEdit edit = applyHunks(comparable ? runsOf(old) : runsOf(kNothing), outcome.hunks, first);
    std::vector<Stretch> born;
    for (const auto& hunk : outcome.hunks)
        if (hunk.newCount > 0) born.push_back({hunk.newStart, hunk.newCount});
    applyNote(file.path, born, first);
    if (from == kNoEvent) m_tallies[m_commit].newFileLines += static_cast<std::uint32_t>(outcome.newLineFlags.size());
    for (const auto& run : edit.beside) touch(run);
    content.runs = std::make_shared<const Runs>(std::move(edit.result));
    setContent(event, std::move(content));
    linkRespaced(edit.cut, outcome.respaced, first);
    if (!replaced) return {};
    return account(edit.cut, outcome.respaced);
}

void Provenance::carry(EventId event, EventId from)
{
    FileContent copy = m_contents[from];
    setContent(event, std::move(copy));
}

void Provenance::settleMerge(EventId event, std::span<const EventId> from, std::span<const PairOutcome* const> outcomes,
                             const WrittenFile& file)
{
    const PairOutcome& any = *outcomes.front();
    const std::uint32_t size = linesAfter(m_contents[from.front()], any);
    MergedLines lines(size);
    for (std::size_t i = 0; i < from.size(); ++i)
        if (from[i] != kNoEvent && !outcomes[i]->binary && !outcomes[i]->missing)
            lines.takeFrom(runsOf(m_contents[from[i]]), outcomes[i]->hunks);
    const std::vector<std::uint8_t> flags(lines.unknown(), kLineCode);
    const LineId first = write(flags, file.lineClass);
    std::vector<Stretch> born;
    Runs runs = lines.finish(first, born);
    applyNote(file.path, born, first);
    setContent(event, {std::make_shared<const Runs>(std::move(runs)), size, any.newBinary, any.newMissing});
}

std::vector<RemovedLines> Provenance::remove(EventId before)
{
    return account(runsOf(m_contents[before]), {});
}

Run Provenance::ofOneClass(Run run) const
{
    std::uint32_t same = 1;
    const auto first = lineClass(m_ledger.flags(run.first));
    while (same < run.count && lineClass(m_ledger.flags(run.first + same)) == first) ++same;
    return {run.first, same};
}

RemovedLines Provenance::countRemoved(CommitNumber writer, Run part, const std::uint8_t* respaced,
                                      std::vector<RemovedLines>& elsewhere)
{
    const std::uint8_t own = lineClass(m_ledger.flags(part.first));
    RemovedLines piece{writer, own, part.count, 0, 0, 0, 0};
    for (std::uint32_t i = 0; i < part.count; ++i) {
        auto& flags = m_ledger.flags(part.first + i);
        piece.aiLines += (flags & kLineAi) != 0;
        piece.humanLines += (flags & kLineHuman) != 0;
        piece.firstLines += (flags & kLineRemoved) == 0;
        flags |= kLineRemoved;
        // A line that lives on with other white space was touched, not corrected.
        if ((flags & kLineCode) == 0 || respaced[i] != 0) continue;
        // Who only changed the white space of a line did not write it: its code counts for the first writer.
        if ((flags & kLineRespaced) != 0)
            elsewhere.push_back({m_ledger.firstWriter(part.first + i), own, 0, 1, 0, 0, 0});
        else
            ++piece.codeLines;
    }
    m_tallies[writer].removed += piece.firstLines;
    m_tallies[writer].removedByClass.at(own) += piece.firstLines;
    return piece;
}

std::vector<RemovedLines> Provenance::account(const Runs& cut, std::span<const Respaced> respaced)
{
    std::vector<std::uint8_t> spaceOnly(lineCount(cut), 0);
    for (const auto& pair : respaced)
        if (pair.removed < spaceOnly.size()) spaceOnly[pair.removed] = 1;
    std::vector<RemovedLines> pieces;
    const std::uint8_t* next = spaceOnly.data();
    for (const auto& run : cut)
        m_ledger.forEachWriter(run, [&](CommitNumber writer, Run rest) {
            while (rest.count > 0) { // files of two classes may follow each other without a gap
                const Run part = ofOneClass(rest);
                const RemovedLines piece = countRemoved(writer, part, next, pieces);
                next += part.count;
                pieces.push_back(piece);
                rest = {rest.first + part.count, rest.count - part.count};
            }
        });
    for (const auto& run : cut) touch(run);
    return sumByOrigin(std::move(pieces));
}

void Provenance::linkRespaced(const Runs& cut, std::span<const Respaced> respaced, LineId first)
{
    auto next = respaced.begin();
    std::uint32_t position = 0;
    for (const auto& run : cut) {
        for (; next != respaced.end() && next->removed < position + run.count; ++next)
            m_ledger.respace(first + next->added, run.first + (next->removed - position));
        position += run.count;
    }
}

void Provenance::touch(Run run)
{
    const std::int64_t now = m_timeOf(m_commit);
    m_ledger.forEachWriter(run, [&](CommitNumber writer, Run part) {
        const std::int64_t age = std::max<std::int64_t>(0, now - m_timeOf(writer));
        m_touched.emplace_back(static_cast<float>(age) / kSecondsPerDay, part.count);
    });
}

void Provenance::applyNote(const std::string& path, std::span<const Stretch> born, LineId first)
{
    if (m_note == nullptr) return;
    const auto file =
        std::find_if(m_note->files.begin(), m_note->files.end(), [&](const auto& f) { return f.path == path; });
    if (file == m_note->files.end()) return;
    for (const auto& stretch : born) {
        for (const auto& range : file->ranges) applyRange(range, stretch, first);
        first += stretch.count;
    }
}

void Provenance::applyRange(const NoteRange& range, Stretch stretch, LineId first)
{
    if (range.author == LineAuthor::Unknown || range.first == 0) return;
    const std::uint32_t from = std::max(range.first - 1, stretch.start);
    const std::uint32_t to = std::min(range.last, stretch.start + stretch.count);
    for (std::uint32_t line = from; line < to; ++line) {
        auto& flags = m_ledger.flags(first + (line - stretch.start));
        if ((flags & (kLineAi | kLineHuman)) != 0) continue; // named twice: the first key keeps it
        const bool ai = range.author == LineAuthor::Ai;
        flags |= ai ? kLineAi : kLineHuman;
        ++(ai ? m_tallies[m_commit].aiBorn : m_tallies[m_commit].humanBorn);
        if (range.key < m_noted.size()) ++m_noted[range.key];
    }
}

} // namespace assay::lineage
