// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objectid.h"

#include <string>
#include <vector>

namespace assay::lineage {

enum class LineAuthor : std::uint8_t
{
    Unknown,
    Ai,
    Human
};

/// Lines `first` … `last` (1-based, both included) of a file as a commit left it.
struct NoteRange
{
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    LineAuthor author = LineAuthor::Unknown;
    std::uint32_t key = 0; ///< whose lines: an index the note's reader understands
};

struct NotedFile
{
    std::string path;
    std::vector<NoteRange> ranges;
};

/// What a note says about the lines of one commit.
struct LineNote
{
    std::vector<NotedFile> files;
    std::uint32_t keys = 0; ///< keys are 0 … keys-1
};

/// Where line notes come from.
class NoteSource
{
public:
    virtual ~NoteSource() = default;
    /// The note of a commit, or nullptr. Valid until the next call.
    [[nodiscard]] virtual const LineNote* find(const ObjectId& commit) = 0;
};

} // namespace assay::lineage
