// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "present/rowsquery.h"
#include "present/tablespec.h"

namespace assay::session {

class Session;

/// The rejected rows of a source; `query` is the one that the Data page's row of the source carries.
[[nodiscard]] Result<present::TableSpec> rejectedRows(const Session& session, const present::RowsQuery& query);

} // namespace assay::session
