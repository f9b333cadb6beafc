// SPDX-License-Identifier: GPL-3.0-or-later
// The code that was there before the first day, and the one operation on files: the second half of CodeHistory.
#include "synth/code.h"
#include "synth/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::synth {

using std::chrono::days;

namespace {

constexpr int kLegacyFileLines = 150;
constexpr int kRecentFileLines = 70;
constexpr int kFilesPerCommit = 25;

} // namespace

void CodeHistory::layFoundations()
{
    const std::size_t teams = m_organisation.teams.size();
    std::vector<int> legacy(teams, 0);
    std::vector<std::array<int, kKinds>> recent(teams, std::array<int, kKinds>{});
    for (const auto& change : m_organisation.changes) {
        const auto team = static_cast<std::size_t>(change.team);
        if (change.age == Age::Legacy)
            legacy[team] += change.plannedLines;
        else if (change.age == Age::Recent)
            recent[team][static_cast<std::size_t>(kindOf(change.task))] += change.plannedLines;
    }
    for (int r = 0; r < static_cast<int>(m_organisation.repositories.size()); ++r) {
        int owner = kNone;
        for (int t = static_cast<int>(teams) - 1; t >= 0; --t)
            if (m_organisation.teams[static_cast<std::size_t>(t)].repository == r) owner = t;
        if (owner == kNone) continue;
        File lock{r, owner, FileKind::Config, "dependencies.lock"};
        m_organisation.files.push_back(lock);
        m_runs.emplace_back();
        m_lockFiles[static_cast<std::size_t>(r)] = static_cast<int>(m_runs.size()) - 1;
        foundingCommit(r, {m_lockFiles[static_cast<std::size_t>(r)]}, m_organisation.spec.firstDay() - days{2500}, 40,
                       kLegacyBase);
    }
    for (std::size_t t = 0; t < teams; ++t) layTeam(static_cast<int>(t), legacy[t], recent[t]);
    std::stable_sort(m_organisation.commits.begin(), m_organisation.commits.end(),
                     [](const Commit& a, const Commit& b) { return a.authored < b.authored; });
}

void CodeHistory::layTeam(int team, int legacyLines, const std::array<int, kKinds>& recentLines)
{
    const int repository = m_organisation.teams[static_cast<std::size_t>(team)].repository;
    const Day first = m_organisation.spec.firstDay();
    const auto lay = [&](std::vector<int>& files, FileKind kind, int count, Day from, int lines, int origin) {
        for (int i = 0; i < count; ++i) files.push_back(addFile(team, kind));
        int made = 0;
        for (int i = 0; i < count; i += kFilesPerCommit, ++made) {
            const std::vector<int> some(files.begin() + i, files.begin() + std::min(count, i + kFilesPerCommit));
            foundingCommit(repository, some,
                           from + days{made * 300 * kFilesPerCommit / (count + kFilesPerCommit) + team}, lines, origin);
        }
    };
    auto& code = m_teams[static_cast<std::size_t>(team)];
    // Beyond three years on the first day, or within them on the last.
    const int span = static_cast<int>((m_organisation.spec.lastDay - first).count());
    const int young = std::clamp(1080 - span, 320, 500);
    lay(code.legacy, FileKind::Code, 4 + legacyLines * 2 / kLegacyFileLines, first - days{2400}, kLegacyFileLines,
        kLegacyBase);
    for (std::size_t k = 0; k < kKinds; ++k)
        lay(code.recent[k], static_cast<FileKind>(k), 3 + recentLines[k] / 110, first - days{young}, kRecentFileLines,
            kRecentBase);
}

void CodeHistory::foundingCommit(int repository, const std::vector<int>& files, Day day, int linesEach, int origin)
{
    Commit commit;
    commit.repository = repository;
    const auto made = static_cast<int>(m_organisation.commits.size());
    commit.author = static_cast<int>(m_organisation.people.size()) - 2; // the bot that brought the old code in
    commit.authored = Instant{day} + std::chrono::hours{9 + made % 8} + std::chrono::minutes{made % 60};
    m_organisation.commits.push_back(commit);
    beginCommit(made);
    for (const int file : files) splice(file, 0, 0, linesEach, origin);
}

int CodeHistory::addFile(int team, FileKind kind, bool draft)
{
    static constexpr std::array<const char*, kKinds> kPatterns{"src/{}/{}.cpp", "tests/{}/{}_test.cpp", "docs/{}/{}.md",
                                                               "config/{}/{}.yml"};
    int& nth = m_filesMade[static_cast<std::size_t>(team)];
    const std::string stem = draft ? fmt::format("draft_{:03}", nth++) : fileStem(team, nth++);
    File file;
    file.repository = m_organisation.teams[static_cast<std::size_t>(team)].repository;
    file.team = team;
    file.kind = kind;
    file.path = fmt::format(fmt::runtime(kPatterns.at(static_cast<std::size_t>(kind))), directoryOf(team), stem);
    m_organisation.files.push_back(std::move(file));
    m_runs.emplace_back();
    return static_cast<int>(m_runs.size()) - 1;
}

void CodeHistory::touch(int change, int file)
{
    auto& files = m_organisation.changes[static_cast<std::size_t>(change)].files;
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
}

void CodeHistory::countDeath(int origin, int remover, int lines)
{
    auto& deaths = m_organisation.deaths;
    for (std::size_t i = m_firstDeath; i < deaths.size(); ++i) {
        if (deaths[i].change != origin) continue;
        deaths[i].lines += lines;
        return;
    }
    deaths.push_back({origin, remover, lines});
}

/// Cuts the lines out of the runs, puts one run in, and writes the edit down for the commit at work: the last one
/// begun.
void CodeHistory::splice(int file, int at, int removed, int added, int change)
{
    auto& runs = m_runs[static_cast<std::size_t>(file)];
    std::vector<Run> next;
    next.reserve(runs.size() + 2);
    int pos = 0;
    Run fresh{0, added, change};
    const auto repository = static_cast<std::size_t>(m_organisation.files[static_cast<std::size_t>(file)].repository);
    fresh.serial = m_nextSerial[repository];
    m_nextSerial[repository] += static_cast<std::uint32_t>(added);
    bool placed = added == 0;
    for (const auto& run : runs) {
        const int before = std::clamp(at - pos, 0, run.count);
        const int cut = std::clamp(at + removed - pos, 0, run.count) - before;
        if (before > 0) next.push_back({run.serial, before, run.origin});
        if (!placed && pos + before >= at) {
            next.push_back(fresh);
            placed = true;
        }
        if (cut > 0 && change >= 0 && run.origin >= 0) countDeath(run.origin, change, cut);
        const int after = run.count - before - cut;
        if (after > 0) next.push_back({run.serial + static_cast<std::uint32_t>(before + cut), after, run.origin});
        pos += run.count;
    }
    if (!placed) next.push_back(fresh);
    runs = std::move(next);

    const Edit edit{file, at, removed, added, fresh.serial};
    m_organisation.edits.push_back(edit);
    if (change >= 0) {
        auto& made = m_organisation.changes[static_cast<std::size_t>(change)];
        made.added += added;
        made.deleted += removed;
        touch(change, file);
    }
    auto& commit = m_organisation.commits[static_cast<std::size_t>(m_commit)];
    ++commit.editCount;
    commit.added += added;
    commit.deleted += removed;
}

} // namespace assay::synth
