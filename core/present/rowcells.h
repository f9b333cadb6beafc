// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/rowstable.h"

#include <vector>

/// Columns and cells of every kind of row.
namespace assay::present {

/// What every kind of row is made from.
struct RowContext
{
    const facts::View& view;
    const facts::Snapshot& s;
    const RowsOptions& options;
};

[[nodiscard]] std::vector<TableColumn> columnsOf(RowKind kind);
/// Appends the rows of a kind, each with what it opens.
void appendRows(const RowContext& context, RowKind kind, const std::vector<facts::Index>& rows, TableSpec& table);

} // namespace assay::present
