// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/code.h"

#include "synth/effects.h"

#include <algorithm>

namespace assay::synth {

using domain::TaskType;
using std::chrono::days;

namespace {

constexpr int kFullFile = 240;
constexpr double kAddOnlyFixes = 0.07;
constexpr double kImpureFixes = 0.04;

std::size_t kindIndex(FileKind kind)
{
    return static_cast<std::size_t>(kind);
}

/// Lines a change removes for every line it plans to write.
double removedShare(Random& random, const Change& change)
{
    if (change.age == Age::Greenfield) return 0;
    if (change.task == TaskType::Refactoring) return random.uniform(0.6, 1.0);
    return random.uniform(0.15, 0.5);
}

} // namespace

FileKind kindOf(TaskType task)
{
    switch (task) {
    case TaskType::Tests:
        return FileKind::Test;
    case TaskType::Documentation:
        return FileKind::Document;
    case TaskType::Boilerplate:
        return FileKind::Config;
    default:
        return FileKind::Code;
    }
}

CodeHistory::CodeHistory(Organisation& organisation)
    : m_organisation(organisation), m_teams(organisation.teams.size()),
      m_nextSerial(organisation.repositories.size(), 1), m_lockFiles(organisation.repositories.size(), kNone),
      m_filesMade(organisation.teams.size(), 0)
{
}

void CodeHistory::write()
{
    const std::vector<Commit> planned = std::move(m_organisation.commits);
    m_organisation.commits.clear();
    m_organisation.edits.clear();
    layFoundations();
    for (int c = 0; c < static_cast<int>(m_organisation.changes.size()); ++c) {
        auto& change = m_organisation.changes[static_cast<std::size_t>(c)];
        const int from = change.firstCommit;
        change.firstCommit = static_cast<int>(m_organisation.commits.size());
        for (int i = 0; i < change.commitCount; ++i) {
            m_organisation.commits.push_back(planned[static_cast<std::size_t>(from + i)]);
            m_organisation.commits.back().change = c;
        }
        m_firstDeath = m_organisation.deaths.size();
        if (change.merged)
            writeChange(c);
        else if (!change.closed)
            writeDraft(c);
    }
}

void CodeHistory::beginCommit(int commit)
{
    m_commit = commit;
    auto& made = m_organisation.commits[static_cast<std::size_t>(commit)];
    made.firstEdit = static_cast<int>(m_organisation.edits.size());
    made.editCount = 0;
}

void CodeHistory::writeChange(int row)
{
    const Change change = m_organisation.changes[static_cast<std::size_t>(row)];
    Random random(m_organisation.spec.seed, Stream::Lines, static_cast<std::uint64_t>(row));
    const int share = change.plannedLines / change.commitCount;
    for (int i = 0; i < change.commitCount; ++i) {
        const bool first = i == 0;
        const int lines = std::max(1, first ? change.plannedLines - share * (change.commitCount - 1) : share);
        beginCommit(change.firstCommit + i);
        if (change.automation) {
            const int lock = m_lockFiles[static_cast<std::size_t>(change.repository)];
            splice(lock, random.below(lengthOf(lock)), 1, 1, row);
        } else if (change.reverts && first) {
            revert(row, m_organisation.defects[static_cast<std::size_t>(change.repairs)].origin);
        } else if (change.repairs != kNone) {
            repair(random, row, lines, first);
        } else {
            writePart(random, row, lines, first);
        }
    }
    if (!change.automation) scheduleRework(random, row);
}

void CodeHistory::writeDraft(int row)
{
    const Change change = m_organisation.changes[static_cast<std::size_t>(row)];
    const int file = addFile(change.team, kindOf(change.task), true);
    for (int i = 0; i < change.commitCount; ++i) {
        beginCommit(change.firstCommit + i);
        splice(file, lengthOf(file), 0, std::max(2, change.plannedLines / change.commitCount), row);
    }
    m_runs[static_cast<std::size_t>(file)].clear();
    m_organisation.deaths.resize(m_firstDeath);
}

void CodeHistory::writePart(Random& random, int row, int lines, bool first)
{
    const Change change = m_organisation.changes[static_cast<std::size_t>(row)];
    const FileKind kind = kindOf(change.task);
    const int removed = static_cast<int>(removedShare(random, change) * lines);
    if (change.age == Age::Greenfield) {
        const int file =
            addFile(change.team, kind); // every commit brings a file, so that most of the change is in new ones
        splice(file, 0, 0, lines, row);
        m_teams[static_cast<std::size_t>(change.team)].recent[kindIndex(kind)].push_back(file);
        return;
    }
    const bool legacy = change.age == Age::Legacy;
    if (first && !legacy) rework(random, row, kind);
    const int parts = lines >= 30 ? 3 : lines >= 12 ? 2 : 1;
    for (int i = 0; i < parts; ++i) {
        Place place = legacy ? legacyPlace(random, change.team) : recentPlace(random, change.team, kind);
        if (place.file == kNone) place = recentPlace(random, change.team, kind);
        splice(place.file, place.at, std::min(removed / parts, place.room), std::max(1, lines / parts), row);
    }
}

void CodeHistory::repair(Random& random, int row, int lines, bool first)
{
    const Change change = m_organisation.changes[static_cast<std::size_t>(row)];
    auto& defect = m_organisation.defects[static_cast<std::size_t>(change.repairs)];
    const bool addOnly = m_organisation.spec.untidy && random.chance(kAddOnlyFixes);
    const Place place = placeOf(random, defect.origin);
    if (place.file == kNone || addOnly || !first) {
        const Place beside = place.file != kNone ? place : recentPlace(random, change.team, FileKind::Code);
        splice(beside.file, beside.at, 0, lines, row);
    } else {
        const int removed = std::min(place.room, random.between(2, 9));
        splice(place.file, place.at, removed, lines, row);
        defect.removedLines += removed;
        if (m_organisation.spec.untidy && random.chance(kImpureFixes)) {
            const Place other = recentPlace(random, change.team, FileKind::Code);
            const int also = std::min(other.room, 2);
            splice(other.file, other.at, also, 2, row);
            defect.otherLines += also;
        }
    }
    if (first && random.chance(0.6)) {
        const Place test = recentPlace(random, change.team, FileKind::Test);
        splice(test.file, test.at, 0, random.between(3, 10), row);
    }
}

void CodeHistory::revert(int row, int origin)
{
    auto& defect =
        m_organisation.defects[static_cast<std::size_t>(m_organisation.changes[static_cast<std::size_t>(row)].repairs)];
    for (const int file : std::vector<int>(m_organisation.changes[static_cast<std::size_t>(origin)].files)) {
        int at = 0;
        for (std::size_t r = 0; r < m_runs[static_cast<std::size_t>(file)].size();) {
            const Run run = m_runs[static_cast<std::size_t>(file)][r];
            if (run.origin != origin) {
                at += run.count;
                ++r;
                continue;
            }
            splice(file, at, run.count, 0, row);
            defect.removedLines += run.count;
        }
    }
}

void CodeHistory::rework(Random& random, int row, FileKind kind)
{
    const auto& change = m_organisation.changes[static_cast<std::size_t>(row)];
    auto& waiting = m_teams[static_cast<std::size_t>(change.team)].rework[kindIndex(kind)];
    const auto ready =
        std::find_if(waiting.begin(), waiting.end(), [&](const Rework& r) { return r.due <= *change.merged; });
    if (ready == waiting.end()) return;
    const int target = ready->change;
    waiting.erase(ready);
    int left =
        static_cast<int>(random.uniform(0.4, 1.0) * m_organisation.changes[static_cast<std::size_t>(target)].added);
    for (int attempt = 0; attempt < 4 && left > 0; ++attempt) {
        const Place place = placeOf(random, target);
        if (place.file == kNone) return;
        const int removed = std::min(left, place.room);
        splice(place.file, place.at, removed, std::max(1, removed / 2), row);
        left -= removed;
    }
}

void CodeHistory::scheduleRework(Random& random, int row)
{
    const auto& change = m_organisation.changes[static_cast<std::size_t>(row)];
    const double chance = kReworkShare * (assisted(change.use) ? m_organisation.spec.effects.rework : 1.0);
    if (!random.chance(chance)) return;
    auto& waiting = m_teams[static_cast<std::size_t>(change.team)].rework[kindIndex(kindOf(change.task))];
    std::erase_if(waiting, [&](const Rework& r) { return r.due + days{30} < *change.merged; });
    waiting.push_back({*change.merged + std::chrono::hours{24 * random.between(2, 16)}, row});
}

int CodeHistory::lengthOf(int file) const
{
    int length = 0;
    for (const auto& run : m_runs[static_cast<std::size_t>(file)]) length += run.count;
    return length;
}

CodeHistory::Place CodeHistory::legacyPlace(Random& random, int team) const
{
    const auto& files = m_teams[static_cast<std::size_t>(team)].legacy;
    for (int attempt = 0; attempt < 12 && !files.empty(); ++attempt) {
        const int file = files[static_cast<std::size_t>(random.below(static_cast<int>(files.size())))];
        const auto& runs = m_runs[static_cast<std::size_t>(file)];
        if (runs.empty()) continue;
        const auto chosen = static_cast<std::size_t>(random.below(static_cast<int>(runs.size())));
        if (runs[chosen].origin != kLegacyBase || runs[chosen].count < 3) continue;
        int at = 0;
        for (std::size_t r = 0; r < chosen; ++r) at += runs[r].count;
        const int skip = random.between(1, std::max(1, runs[chosen].count / 2));
        return {file, at + skip, runs[chosen].count - skip - 1};
    }
    return {};
}

CodeHistory::Place CodeHistory::recentPlace(Random& random, int team, FileKind kind) const
{
    const auto& files = m_teams[static_cast<std::size_t>(team)].recent[kindIndex(kind)];
    int file = files.front();
    for (int attempt = 0; attempt < 8; ++attempt) { // a file with lines, and with room for more
        file = files[static_cast<std::size_t>(random.below(static_cast<int>(files.size())))];
        const int length = lengthOf(file);
        if (length > 4 && length < kFullFile) break;
    }
    const auto& runs = m_runs[static_cast<std::size_t>(file)];
    if (runs.empty()) return {file, 0, 0};
    const auto chosen = static_cast<std::size_t>(random.below(static_cast<int>(runs.size())));
    int at = 0;
    for (std::size_t r = 0; r < chosen; ++r) at += runs[r].count;
    const int skip = random.below(runs[chosen].count);
    return {file, at + skip, runs[chosen].count - skip};
}

CodeHistory::Place CodeHistory::placeOf(Random& random, int origin) const
{
    Place best;
    for (const int file : m_organisation.changes[static_cast<std::size_t>(origin)].files) {
        const auto kind = m_organisation.files[static_cast<std::size_t>(file)].kind;
        if (m_organisation.changes[static_cast<std::size_t>(origin)].task == TaskType::BugFix && kind == FileKind::Test)
            continue;
        int at = 0;
        for (const auto& run : m_runs[static_cast<std::size_t>(file)]) {
            const bool larger = run.count > best.room || (run.count == best.room && random.chance(0.5));
            if (run.origin == origin && larger) best = {file, at, run.count};
            at += run.count;
        }
    }
    if (best.room > 12) { // somewhere within, so that what is left stays in pieces a person would leave
        const int skip = random.below(best.room / 2);
        best.at += skip;
        best.room -= skip;
    }
    return best;
}

} // namespace assay::synth
