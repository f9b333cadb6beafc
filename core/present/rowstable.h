// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "present/rowsquery.h"
#include "present/tablespec.h"

#include <cstddef>

namespace assay::present {

struct RowsOptions
{
    std::size_t limit = 2000;   ///< rows shown; the footnote says how many there are
    bool namesUnlocked = false; ///< people by name instead of pseudonym
};

/// The rows behind a figure as a table. Sort keys are numbers, QDate or QDateTime (UTC). People appear under
/// pseudonyms, never ordered by what they produced; where fewer people than the minimum group stand behind rows about
/// people, none is shown.
[[nodiscard]] TableSpec rowsTable(const facts::View& view, const RowsQuery& query, const RowsOptions& options = {});

/// All rows of a kind that the view lets through: what `assay-cli rows` prints. Origins and commits follow their
/// changes.
[[nodiscard]] RowsQuery allRows(const facts::View& view, RowKind kind);

/// "Person 0042": stands for the same person throughout a workspace and says nothing about who it is.
[[nodiscard]] QString personLabel(const facts::Snapshot& snapshot, facts::Index person, bool namesUnlocked);
/// "AI, declared 71 % of lines", "AI, inferred 0.82", "human-only", "unknown".
[[nodiscard]] QString provenanceText(const facts::View& view, facts::Index change);
[[nodiscard]] Tone provenanceTone(domain::Provenance provenance);

} // namespace assay::present
