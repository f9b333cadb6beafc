// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"
#include "synth/random.h"

#include <array>
#include <vector>

namespace assay::synth {

/// Gives every commit its edits, in the order of the merges: where lines are written, replaced and repaired. A fix
/// removes lines that its defect's origin wrote, a legacy feature sits among lines older than three years, so that
/// lineage over the resulting repositories finds the planted truth. Files are kept as runs of lines with one origin; no
/// text is made here.
class CodeHistory
{
public:
    explicit CodeHistory(Organisation& organisation);
    void write();

private:
    /// Consecutive lines with consecutive serial numbers, written by one change.
    struct Run
    {
        std::uint32_t serial = 0;
        int count = 0;
        int origin = 0; ///< change, or one of the two below
    };
    static constexpr int kLegacyBase = -1;
    static constexpr int kRecentBase = -2;
    struct Place
    {
        int file = kNone;
        int at = 0;
        int room = 0; ///< lines of the wanted kind from `at` on
    };
    struct Rework
    {
        Instant due{};
        int change = kNone;
    };
    static constexpr int kKinds = 4;
    struct TeamCode
    {
        std::vector<int> legacy;
        std::array<std::vector<int>, kKinds> recent; ///< by FileKind
        std::array<std::vector<Rework>, kKinds> rework;
    };

    void layFoundations();
    void layTeam(int team, int legacyLines, const std::array<int, kKinds>& recentLines);
    void foundingCommit(int repository, const std::vector<int>& files, Day day, int linesEach, int origin);
    int addFile(int team, FileKind kind, bool draft = false);

    void writeChange(int change);
    void writeDraft(int change);
    void writePart(Random& random, int change, int lines, bool first);
    void repair(Random& random, int change, int lines, bool first);
    void revert(int change, int origin);
    void rework(Random& random, int change, FileKind kind);
    void splice(int file, int at, int removed, int added, int change);
    void countDeath(int origin, int remover, int lines);
    void beginCommit(int commit);
    void scheduleRework(Random& random, int change);
    void touch(int change, int file);

    [[nodiscard]] Place legacyPlace(Random& random, int team) const;
    [[nodiscard]] Place recentPlace(Random& random, int team, FileKind kind) const;
    [[nodiscard]] Place placeOf(Random& random, int origin) const;
    [[nodiscard]] int lengthOf(int file) const;

    Organisation& m_organisation;
    std::vector<std::vector<Run>> m_runs;
    std::vector<TeamCode> m_teams;
    std::vector<std::uint32_t> m_nextSerial; ///< by repository
    std::vector<int> m_lockFiles;            ///< by repository
    std::vector<int> m_filesMade;            ///< by team
    std::size_t m_firstDeath = 0;            ///< of the change at work
    int m_commit = kNone;                    ///< the commit at work
};

[[nodiscard]] FileKind kindOf(domain::TaskType task);

} // namespace assay::synth
