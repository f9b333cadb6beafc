// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/linenotes.h"

#include <string>
#include <string_view>
#include <vector>

namespace assay::importers::git {

/// Who a key of a note stands for.
struct NoteOwner
{
    std::string tool; ///< catalogue id; empty: unknown, or a human
    std::string model;
    lineage::LineAuthor author = lineage::LineAuthor::Ai;
    bool operator==(const NoteOwner&) const = default;
};

/// An authorship note: which lines of the commit's files are whose. Lines it does not name are unknown, not human.
struct AuthorshipNote
{
    lineage::LineNote lines; ///< keys index `owners`
    std::vector<NoteOwner> owners;
};

/// Text form (git-ai authorship/3.0.0 and its predecessors): paths, indented "key ranges" lines, `---`, a JSON object
/// that says who the keys are. Conversations that old notes carry are passed over. Whatever cannot be read is left
/// unknown.
[[nodiscard]] AuthorshipNote parseAuthorshipNote(std::string_view text);

/// JSON form of `refs/ai/authorship/<commit>`, before version 1.0.
[[nodiscard]] AuthorshipNote parseLegacyAuthorship(std::string_view json);

} // namespace assay::importers::git
