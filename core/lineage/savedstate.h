// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "lineage/lineset.h"
#include "lineage/provenance.h"

#include <string>
#include <vector>

namespace assay::lineage {

inline constexpr CommitNumber kAtTip = ~CommitNumber{0};
/// Replaced versions are kept for at least and at most so many commits: for twice as many as branches lately reached
/// back. A branch that is older makes the next reading start from the beginning.
inline constexpr CommitNumber kFewestKept = 300;
inline constexpr CommitNumber kMostKept = 3000;

/// A version of a file with the origin of each of its lines.
struct SavedFile
{
    std::string path;
    std::uint32_t mode = kModeFile;
    ObjectId blob;
    CommitNumber since = 0; ///< the commit that gave the path this content
    CommitNumber until =
        kAtTip; ///< the commit that replaced it; a recent version is kept because branches may still build on it
    bool atTip = false;
    std::uint32_t lines = 0;
    bool binary = false;
    bool missing = false;
    RunsRef runs; ///< null: none
};

struct SavedCommit
{
    ObjectId id;
    std::int64_t time = 0;
    CommitTally tally;
};

/// Everything a later reading needs to continue where this one ended.
struct SavedState
{
    ObjectId head;
    std::uint64_t boundaries = 0;  ///< fingerprint of shallow boundaries and grafts: another one means another history
    std::uint64_t notes = 0;       ///< fingerprint of the line notes of its commits: another one means other authors
    std::uint64_t classes = 0;     ///< fingerprint of the rules that tell files' classes
    CommitNumber reach = 0;        ///< how many commits back a parent lay at most
    std::vector<ObjectId> missing; ///< objects that were not there; once one is, history is read anew
    std::vector<SavedCommit> commits;
    struct Birth
    {
        CommitNumber commit = 0;
        std::uint32_t lines = 0;
    };
    std::vector<Birth> births;                ///< who wrote the lines, in the order of their numbers
    std::vector<std::uint8_t> flags;          ///< LineFlag, one byte per line
    std::vector<LineLedger::Older> originals; ///< first writers of re-indented lines
    std::vector<SavedFile> files;             ///< by path, the newest version first
    /// The files' runs still have the numbers of the reading: the ranks of these are those of the saved lines, which
    /// `births`, `flags` and `originals` speak of. Absent in what was decoded.
    std::optional<LineRanks> ranks;
};

/// Compressed bytes. What is not exactly such bytes is refused, never half read.
[[nodiscard]] std::string encodeState(const SavedState& state);
[[nodiscard]] Result<SavedState> decodeState(std::string_view bytes);

/// Consecutive lines of a file from one commit, and of one kind of author.
struct BlameRun
{
    domain::Oid commit;
    std::uint32_t firstLine = 0; ///< 1-based
    std::uint32_t lines = 0;
    LineAuthor author = LineAuthor::Unknown; ///< as the line notes have it, through later edits
    bool operator==(const BlameRun&) const = default;
};
/// Who wrote each line of a file at the saved tip, as `git blame` would say; nullopt if there is no such text file.
[[nodiscard]] std::optional<std::vector<BlameRun>> blameAtTip(const SavedState& state, std::string_view path);

} // namespace assay::lineage
