// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rejects.h"

#include "present/rejectstable.h"
#include "session/session.h"
#include "session/sourcelist.h"

namespace assay::session {

Result<present::TableSpec> rejectedRows(const Session& session, const present::RowsQuery& query)
{
    const auto& sources = session.data().sources;
    const auto source = query.rows.empty() ? sources.size() : static_cast<std::size_t>(query.rows.front());
    if (source >= sources.size())
        return failure(ErrorCode::Usage, "This source is no longer in the workspace; open the Data page again.");
    const auto stored = rejectedRows(session.path(), sources[source].run);
    if (!stored) return Failure(stored.error());
    std::vector<present::RejectedRow> rows;
    rows.reserve(stored->size());
    for (const auto& row : *stored) rows.push_back({row.file, row.line, row.reason, row.text});
    return present::rejectsTable(query.title, rows);
}

} // namespace assay::session
