// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/provenance.h"
#include "facts/filter.h"
#include "present/pagespec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace assay::present {

/// What the snapshot does not hold about one change: read from the workspace when somebody asks.
struct ChangeTrail
{
    std::vector<domain::Evidence> evidence; ///< of all its commits
    struct Removed
    {
        facts::Index fix = facts::kNoIndex; ///< the change that removed the lines
        std::string path;
        std::int64_t lines = 0;
        std::int64_t codeLines = 0;            ///< without blank and comment-only ones
        facts::Index origin = facts::kNoIndex; ///< the change that wrote them; kNoIndex outside any
        facts::Millis writtenAt = facts::kNoTime;
    };
    std::vector<Removed> removed; ///< by the fixes of defects that are traced to it
    struct File
    {
        std::string path;
        std::int64_t added = 0;
        std::int64_t deleted = 0;
    };
    std::vector<File> files;
};

/// "#2291", or the commit where there is no pull request.
[[nodiscard]] QString changeLabel(const facts::Snapshot& snapshot, facts::Index change);
/// Fixes of the defects that are traced to a change.
[[nodiscard]] std::vector<facts::Index> fixesOf(const facts::Snapshot& snapshot, facts::Index change);
/// One change: its way from ticket to merge, why it is taken for AI-assisted or not, and the defects traced to it.
[[nodiscard]] PageSpec changePage(const facts::View& view, facts::Index change, const ChangeTrail& trail);

} // namespace assay::present
