// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/savedstate.h"

#include "lineage/bytes.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <zstd.h>

namespace assay::lineage {
namespace {

constexpr std::string_view kMagic = "assay-lineage 4\n";
constexpr int kCompression = 1;                         ///< all of it is written again with every reading
constexpr std::size_t kMaxRuns = std::size_t{1} << 26U; ///< of all versions together: half a gigabyte
constexpr std::uint64_t kMaxState = std::uint64_t{4} << 30U;

/// Most commits write in one or two classes of files.
void writeClasses(ByteWriter& out, const CommitTally& tally)
{
    std::uint64_t used = 0;
    for (std::size_t c = 0; c < kLineClasses; ++c)
        if (tally.bornByClass.at(c) > 0) used |= std::uint64_t{1} << c;
    out.number(used);
    for (std::size_t c = 0; c < kLineClasses; ++c) {
        if ((used >> c & 1U) == 0) continue;
        out.number(tally.bornByClass.at(c));
        out.number(tally.removedByClass.at(c));
    }
}

void readClasses(ByteReader& in, CommitTally& tally)
{
    const auto used = in.number();
    for (std::size_t c = 0; c < kLineClasses; ++c) {
        if ((used >> c & 1U) == 0) continue;
        tally.bornByClass.at(c) = in.small();
        tally.removedByClass.at(c) = in.small();
    }
}

void writeCommits(ByteWriter& out, const std::vector<SavedCommit>& commits)
{
    out.number(commits.size());
    for (const auto& commit : commits) out.id(commit.id);
    std::int64_t before = 0;
    for (const auto& commit : commits) {
        out.difference(commit.time - before);
        before = commit.time;
        out.number(commit.tally.born);
        out.number(commit.tally.removed);
        out.number(commit.tally.aiBorn);
        out.number(commit.tally.humanBorn);
        out.number(commit.tally.newFileLines);
        out.number(std::bit_cast<std::uint32_t>(commit.tally.medianTouchedDays));
        writeClasses(out, commit.tally);
    }
}

void readCommits(ByteReader& in, std::vector<SavedCommit>& commits)
{
    commits.resize(in.count());
    for (auto& commit : commits) commit.id = in.id();
    std::int64_t before = 0;
    for (auto& commit : commits) {
        commit.time = before += in.difference();
        commit.tally.born = in.small();
        commit.tally.removed = in.small();
        commit.tally.aiBorn = in.small();
        commit.tally.humanBorn = in.small();
        commit.tally.newFileLines = in.small();
        commit.tally.medianTouchedDays = std::bit_cast<float>(in.small());
        readClasses(in, commit.tally);
    }
}

void writeLines(ByteWriter& out, const SavedState& state)
{
    out.number(state.births.size());
    CommitNumber before = 0;
    for (const auto& birth : state.births) {
        out.difference(std::int64_t{birth.commit} - before);
        before = birth.commit;
        out.number(birth.lines);
    }
    out.text({reinterpret_cast<const char*>(state.flags.data()), state.flags.size()});
    out.number(state.originals.size());
    LineId last = 0;
    for (const auto& original : state.originals) {
        out.number(original.line - last);
        last = original.line;
        out.number(original.writer);
    }
}

void readLines(ByteReader& in, SavedState& state)
{
    state.births.resize(in.count());
    std::int64_t before = 0;
    for (auto& birth : state.births) {
        before += in.difference();
        birth = {static_cast<CommitNumber>(before), in.small()};
    }
    const auto flags = in.text();
    state.flags.assign(flags.begin(), flags.end());
    state.originals.resize(in.count());
    LineId last = 0;
    for (auto& original : state.originals) {
        last += in.small();
        original = {last, in.small()};
    }
}

/// Versions of a path differ little: the runs at both ends are those of the version before in the list.
void writeRuns(ByteWriter& out, const Runs& runs, const Runs& before)
{
    const std::size_t smaller = std::min(runs.size(), before.size());
    std::size_t head = 0;
    while (head < smaller && runs[head] == before[head]) ++head;
    std::size_t tail = 0;
    while (tail < smaller - head && runs[runs.size() - 1 - tail] == before[before.size() - 1 - tail]) ++tail;
    out.number(head);
    out.number(tail);
    out.number(runs.size() - head - tail);
    std::int64_t expected = head > 0 ? std::int64_t{runs[head - 1].first} + runs[head - 1].count : 0;
    for (const auto& run : std::span(runs).subspan(head, runs.size() - head - tail)) {
        out.difference(std::int64_t{run.first} - expected);
        out.number(run.count);
        expected = std::int64_t{run.first} + run.count;
    }
}

/// `budget`: how many runs may still follow. Few bytes can ask for many.
bool readRuns(ByteReader& in, Runs& runs, const Runs& before, std::size_t& budget)
{
    const auto head = in.number();
    const auto tail = in.number();
    const std::size_t middle = in.count();
    if (head > before.size() || tail > before.size() - head || head + tail + middle > budget) return false;
    budget -= head + tail + middle;
    const std::span old(before);
    runs.reserve(head + middle + tail);
    runs.assign(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(head));
    std::int64_t expected = head > 0 ? std::int64_t{runs.back().first} + runs.back().count : 0;
    for (std::size_t i = 0; i < middle; ++i) {
        const Run run{static_cast<LineId>(expected + in.difference()), in.small()};
        expected = std::int64_t{run.first} + run.count;
        runs.push_back(run);
    }
    const auto last = old.last(static_cast<std::size_t>(tail));
    runs.insert(runs.end(), last.begin(), last.end());
    return true;
}

void writeFile(ByteWriter& out, const SavedFile& file, const SavedFile& before)
{
    const auto differ = std::mismatch(file.path.begin(), file.path.end(), before.path.begin(), before.path.end()).first;
    const auto shared = static_cast<std::size_t>(differ - file.path.begin());
    out.number(shared);
    out.text(std::string_view(file.path).substr(shared));
    out.number(file.mode);
    out.id(file.blob);
    out.number(file.since);
    out.number(file.atTip ? 0 : std::uint64_t{file.until} + 1);
    out.number((file.atTip ? 1U : 0U) | (file.binary ? 2U : 0U) | (file.missing ? 4U : 0U));
    out.number(file.lines);
    writeRuns(out, file.runs, before.runs);
}

bool readFile(ByteReader& in, SavedFile& file, const SavedFile& before, std::size_t& budget)
{
    const auto shared = in.number();
    file.path = before.path.substr(0, std::min<std::uint64_t>(shared, before.path.size()));
    file.path += in.text();
    file.mode = in.small();
    file.blob = in.id();
    file.since = in.small();
    file.until = static_cast<CommitNumber>(in.number() - 1); // nothing stored: kAtTip
    const auto marks = in.number();
    file.atTip = (marks & 1U) != 0;
    file.binary = (marks & 2U) != 0;
    file.missing = (marks & 4U) != 0;
    file.lines = in.small();
    return readRuns(in, file.runs, before.runs, budget);
}

/// Numbers that point at each other must point at something.
bool isSound(const SavedState& state)
{
    std::uint64_t lines = 0;
    for (const auto& birth : state.births) {
        if (birth.commit >= state.commits.size() || birth.lines == 0) return false;
        lines += birth.lines;
    }
    if (lines != state.flags.size()) return false;
    for (const auto& original : state.originals)
        if (original.line >= lines || original.writer >= state.commits.size()) return false;
    return std::all_of(state.files.begin(), state.files.end(), [&](const SavedFile& file) {
        return file.since < state.commits.size() &&
               std::all_of(file.runs.begin(), file.runs.end(),
                           [&](const Run& run) { return std::uint64_t{run.first} + run.count <= lines; });
    });
}

Failure damaged()
{
    return failure(ErrorCode::InputMalformed,
                   "The saved lineage of the repository is damaged or from another version; it will be computed anew.");
}

} // namespace

std::string encodeState(const SavedState& state)
{
    ByteWriter out;
    out.id(state.head);
    out.number(state.boundaries);
    out.number(state.notes);
    out.number(state.classes);
    out.number(state.reach);
    out.number(state.missing.size());
    for (const auto& id : state.missing) out.id(id);
    writeCommits(out, state.commits);
    writeLines(out, state);
    out.number(state.files.size());
    const SavedFile none;
    const SavedFile* before = &none;
    for (const auto& file : state.files) {
        writeFile(out, file, *before);
        before = &file;
    }
    const std::string_view plain = out.bytes();
    const std::size_t room = ZSTD_compressBound(plain.size());
    const auto packed = std::make_unique_for_overwrite<char[]>(room);
    const std::size_t size = ZSTD_compress(packed.get(), room, plain.data(), plain.size(), kCompression);
    if (ZSTD_isError(size) != 0) return {};
    std::string bytes(kMagic);
    bytes.append(packed.get(), size);
    return bytes;
}

Result<SavedState> decodeState(std::string_view bytes)
{
    if (!bytes.starts_with(kMagic)) return damaged();
    bytes.remove_prefix(kMagic.size());
    const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMaxState ||
        size / 1000 > bytes.size() * 64)
        return damaged();
    const auto plain = std::make_unique_for_overwrite<char[]>(size);
    if (ZSTD_decompress(plain.get(), size, bytes.data(), bytes.size()) != size) return damaged();
    ByteReader in(std::string_view(plain.get(), size));
    SavedState state;
    state.head = in.id();
    state.boundaries = in.number();
    state.notes = in.number();
    state.classes = in.number();
    state.reach = in.small();
    state.missing.resize(in.count());
    for (auto& id : state.missing) id = in.id();
    readCommits(in, state.commits);
    readLines(in, state);
    state.files.resize(in.count());
    const SavedFile none;
    std::size_t budget = kMaxRuns;
    bool fits = true;
    for (std::size_t i = 0; i < state.files.size() && fits && !in.failed(); ++i)
        fits = readFile(in, state.files[i], i > 0 ? state.files[i - 1] : none, budget);
    if (!fits || in.failed() || !in.atEnd() || !isSound(state)) return damaged();
    return state;
}

std::optional<std::vector<BlameRun>> blameAtTip(const SavedState& state, std::string_view path)
{
    const auto file = std::find_if(state.files.begin(), state.files.end(),
                                   [&](const SavedFile& f) { return f.atTip && f.path == path; });
    if (file == state.files.end() || file->binary || file->missing) return std::nullopt;
    std::vector<LineId> ends;
    LineId end = 0;
    for (const auto& birth : state.births) ends.push_back(end += birth.lines);
    std::vector<BlameRun> blame;
    const auto authorOf = [&](LineId id) {
        return (state.flags[id] & kLineAi) != 0      ? LineAuthor::Ai
               : (state.flags[id] & kLineHuman) != 0 ? LineAuthor::Human
                                                     : LineAuthor::Unknown;
    };
    const auto add = [&blame](const BlameRun& piece) {
        if (!blame.empty() && blame.back().commit == piece.commit && blame.back().author == piece.author)
            blame.back().lines += piece.lines;
        else
            blame.push_back(piece);
    };
    std::uint32_t line = 1;
    for (Run run : file->runs)
        while (run.count > 0) {
            const auto birth =
                static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), run.first) - ends.begin());
            const std::uint32_t count = std::min(run.count, ends[birth] - run.first);
            const auto commit = state.commits[state.births[birth].commit].id.oid();
            for (LineId id = run.first; id < run.first + count; ++id) add({commit, line++, 1, authorOf(id)});
            run = {run.first + count, run.count - count};
        }
    return blame;
}

} // namespace assay::lineage
