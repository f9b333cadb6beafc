// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/savedparts.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

namespace assay::lineage {
namespace {

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

} // namespace

void writeCommits(ByteWriter& out, const SavedState& state)
{
    const auto& commits = state.commits;
    out.id(state.head);
    out.number(state.boundaries);
    out.number(state.notes);
    out.number(state.classes);
    out.number(state.reach);
    out.number(state.missing.size());
    for (const auto& id : state.missing) out.id(id);
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

void readCommits(ByteReader& in, SavedState& state)
{
    auto& commits = state.commits;
    state.head = in.id();
    state.boundaries = in.number();
    state.notes = in.number();
    state.classes = in.number();
    state.reach = in.small();
    state.missing.resize(in.count());
    for (auto& id : state.missing) id = in.id();
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

SharedEnds sharedEnds(const Runs& runs, const Runs& before)
{
    constexpr std::size_t kAtOnce = 32; // runs; most are shared
    static_assert(std::has_unique_object_representations_v<Run>);
    const auto equal = [](const Run* a, const Run* b) { return std::memcmp(a, b, kAtOnce * sizeof(Run)) == 0; };
    const std::size_t smaller = std::min(runs.size(), before.size());
    SharedEnds shared;
    auto& head = shared.head;
    while (head + kAtOnce <= smaller && equal(&runs[head], &before[head])) head += kAtOnce;
    while (head < smaller && runs[head] == before[head]) ++head;
    auto& tail = shared.tail;
    const std::size_t most = smaller - head;
    while (tail + kAtOnce <= most &&
           equal(runs.data() + runs.size() - tail - kAtOnce, before.data() + before.size() - tail - kAtOnce))
        tail += kAtOnce;
    while (tail < most && runs[runs.size() - 1 - tail] == before[before.size() - 1 - tail]) ++tail;
    return shared;
}

namespace {

void writeRuns(ByteWriter& out, const Runs& runs, const Runs& before, const LineRanks* ranks)
{
    const auto shared = sharedEnds(runs, before);
    const auto numberOf = [ranks](LineId line) { return std::int64_t{ranks != nullptr ? ranks->rank(line) : line}; };
    out.number(shared.head);
    out.number(shared.tail);
    out.number(runs.size() - shared.head - shared.tail);
    std::int64_t expected = 0;
    if (shared.head > 0) expected = numberOf(runs[shared.head - 1].first) + runs[shared.head - 1].count;
    for (const auto& run : shared.middle(runs)) {
        const auto first = numberOf(run.first);
        out.difference(first - expected);
        out.number(run.count);
        expected = first + run.count;
    }
}

/// Takes `runs` from what may still follow: few bytes can ask for many.
bool take(std::atomic_size_t& budget, std::uint64_t runs)
{
    auto left = budget.load();
    while (runs <= left)
        if (budget.compare_exchange_weak(left, left - static_cast<std::size_t>(runs))) return true;
    return false;
}

bool readRuns(ByteReader& in, RunsRef& runs, const RunsRef& beforeRef, std::atomic_size_t& budget)
{
    const Runs& before = runsOf(beforeRef);
    const auto head = in.number();
    const auto tail = in.number();
    const std::size_t middle = in.count();
    if (head > before.size() || tail > before.size() - head || !take(budget, head + tail + middle)) return false;
    if (middle == 0 && head + tail == before.size()) {
        runs = beforeRef;
        return true;
    }
    const std::span old(before);
    Runs read;
    read.reserve(head + middle + tail);
    read.assign(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(head));
    std::int64_t expected = head > 0 ? std::int64_t{read.back().first} + read.back().count : 0;
    for (std::size_t i = 0; i < middle; ++i) {
        const Run run{static_cast<LineId>(expected + in.difference()), in.small()};
        expected = std::int64_t{run.first} + run.count;
        read.push_back(run);
    }
    const auto last = old.last(static_cast<std::size_t>(tail));
    read.insert(read.end(), last.begin(), last.end());
    runs = std::make_shared<const Runs>(std::move(read));
    return true;
}

void writeFile(ByteWriter& out, const SavedFile& file, const SavedFile& before, const LineRanks* ranks)
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
    writeRuns(out, runsOf(file.runs), runsOf(before.runs), ranks);
}

bool readFile(ByteReader& in, SavedFile& file, const SavedFile& before, std::atomic_size_t& budget)
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

} // namespace

void writeFiles(ByteWriter& out, std::span<const SavedFile> files, const LineRanks* ranks)
{
    out.number(files.size());
    const SavedFile none;
    const SavedFile* before = &none;
    for (const auto& file : files) {
        writeFile(out, file, *before, ranks);
        before = &file;
    }
}

bool readFiles(ByteReader& in, std::vector<SavedFile>& files, std::atomic_size_t& budget)
{
    files.resize(in.count());
    const SavedFile none;
    for (std::size_t i = 0; i < files.size() && !in.failed(); ++i)
        if (!readFile(in, files[i], i > 0 ? files[i - 1] : none, budget)) return false;
    return true;
}

} // namespace assay::lineage
