// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/savedstate.h"

#include "base/parallel.h"
#include "lineage/savedparts.h"

#include <algorithm>
#include <memory>
#include <zstd.h>

namespace assay::lineage {
namespace {

constexpr std::string_view kMagic = "assay-lineage 5\n";
constexpr int kCompression = 1;                         ///< all of it is written again with every reading
constexpr std::size_t kMaxRuns = std::size_t{1} << 26U; ///< of all versions together: half a gigabyte
constexpr std::uint64_t kMaxState = std::uint64_t{4} << 30U;
constexpr std::size_t kBeforeFiles = 2; ///< parts: commits and lines
constexpr std::size_t kFilesTogether = 256;
constexpr std::size_t kWorthThreads = std::size_t{1} << 16U; ///< bytes; fewer are decoded sooner than a thread starts

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
        const Runs& runs = runsOf(file.runs);
        return file.since < state.commits.size() && std::all_of(runs.begin(), runs.end(), [&](const Run& run) {
                   return std::uint64_t{run.first} + run.count <= lines;
               });
    });
}

Failure damaged()
{
    return failure(ErrorCode::InputMalformed,
                   "The saved lineage of the repository is damaged or from another version; it will be computed anew.");
}

/// Where a part of the files ends that begins at `first`: versions of one path stay together.
std::size_t partEnd(const std::vector<SavedFile>& files, std::size_t first)
{
    std::size_t end = std::min(first + kFilesTogether, files.size());
    while (end < files.size() && files[end].path == files[end - 1].path) ++end;
    return end;
}

/// Nothing if there is no memory for it.
std::string packed(std::string_view plain)
{
    std::string bytes(ZSTD_compressBound(plain.size()), '\0');
    const std::size_t size = ZSTD_compress(bytes.data(), bytes.size(), plain.data(), plain.size(), kCompression);
    bytes.resize(ZSTD_isError(size) != 0 ? 0 : size);
    return bytes;
}

struct Packed
{
    std::string_view bytes;
    std::size_t size = 0; ///< when unpacked
};

/// The parts of a state; none if these bytes are no parts.
std::vector<Packed> split(std::string_view bytes)
{
    if (!bytes.starts_with(kMagic)) return {};
    ByteReader in(bytes.substr(kMagic.size()));
    std::vector<Packed> parts(in.count());
    std::uint64_t total = 0;
    for (auto& part : parts) {
        part.bytes = in.text();
        const auto size = ZSTD_getFrameContentSize(part.bytes.data(), part.bytes.size());
        if (in.failed() || size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMaxState ||
            size / 1000 > part.bytes.size() * 64 || (total += size) > kMaxState)
            return {};
        part.size = static_cast<std::size_t>(size);
    }
    if (!in.atEnd()) return {};
    return parts;
}

/// Unpacks a part and has it read to its end.
template <class Read>
bool readPart(const Packed& part, Read read)
{
    const auto plain = std::make_unique_for_overwrite<char[]>(part.size);
    if (ZSTD_decompress(plain.get(), part.size, part.bytes.data(), part.bytes.size()) != part.size) return false;
    ByteReader in(std::string_view(plain.get(), part.size));
    return read(in) && !in.failed() && in.atEnd();
}

} // namespace

/// Parts follow each other, each compressed for itself and preceded by its size.
std::string encodeState(const SavedState& state)
{
    std::vector<std::span<const SavedFile>> files;
    for (std::size_t first = 0, end = 0; first < state.files.size(); first = end) {
        end = partEnd(state.files, first);
        files.push_back(std::span(state.files).subspan(first, end - first));
    }
    std::vector<std::string> parts(kBeforeFiles + files.size());
    const auto write = [&](int, std::size_t i) {
        ByteWriter out;
        if (i >= kBeforeFiles)
            writeFiles(out, files[i - kBeforeFiles], state.ranks ? &*state.ranks : nullptr);
        else
            i == 0 ? writeCommits(out, state) : writeLines(out, state);
        parts[i] = packed(out.bytes());
    };
    parallelFor(state.files.size() < kFilesTogether ? 1 : threadCount(0), parts.size(), write);
    ByteWriter out;
    out.number(parts.size());
    for (const auto& part : parts) {
        if (part.empty()) return {};
        out.text(part);
    }
    return std::string(kMagic).append(out.bytes());
}

Result<SavedState> decodeState(std::string_view bytes)
{
    const auto parts = split(bytes);
    if (parts.size() < kBeforeFiles) return damaged();
    SavedState state;
    std::atomic_size_t budget = kMaxRuns;
    std::vector<std::vector<SavedFile>> files(parts.size() - kBeforeFiles);
    std::atomic_bool fits = true;
    const auto read = [&](int, std::size_t i) {
        const bool done = readPart(parts[i], [&](ByteReader& in) {
            if (i >= kBeforeFiles) return readFiles(in, files[i - kBeforeFiles], budget);
            i == 0 ? readCommits(in, state) : readLines(in, state);
            return true;
        });
        if (!done) fits = false;
    };
    parallelFor(bytes.size() < kWorthThreads ? 1 : threadCount(0), parts.size(), read);
    for (auto& part : files) std::move(part.begin(), part.end(), std::back_inserter(state.files));
    if (!fits || !isSound(state)) return damaged();
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
    for (Run run : runsOf(file->runs))
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
