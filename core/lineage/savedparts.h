// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/bytes.h"
#include "lineage/savedstate.h"

#include <atomic>
#include <span>

namespace assay::lineage {

/// The parts of a saved state, each compressed for itself. What is read is checked for form here, for sense in
/// decodeState().
void writeCommits(ByteWriter& out, const SavedState& state);
void readCommits(ByteReader& in, SavedState& state);
void writeLines(ByteWriter& out, const SavedState& state);
void readLines(ByteReader& in, SavedState& state);
/// With `ranks`, runs are given the numbers that these say.
void writeFiles(ByteWriter& out, std::span<const SavedFile> files, const LineRanks* ranks);
/// `budget`: how many runs may still follow in all files.
[[nodiscard]] bool readFiles(ByteReader& in, std::vector<SavedFile>& files, std::atomic_size_t& budget);

/// Versions of a path differ little: how many runs at both ends are those of the version before in the list.
struct SharedEnds
{
    std::size_t head = 0;
    std::size_t tail = 0;
    [[nodiscard]] std::span<const Run> middle(const Runs& runs) const
    {
        return std::span(runs).subspan(head, runs.size() - head - tail);
    }
};
[[nodiscard]] SharedEnds sharedEnds(const Runs& runs, const Runs& before);

} // namespace assay::lineage
