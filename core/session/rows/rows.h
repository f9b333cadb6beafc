// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/filter.h"

#include <QJsonObject>
#include <functional>
#include <string_view>

namespace assay::session {

class Session;

using RowVisitor = std::function<void(const QJsonObject&)>;

/// The facts behind the figures, as the command-line contract words them: commits, changes, tickets, defects, origins,
/// survival, usage, people. Rows come in a stable order; an unknown kind is a usage error that lists the kinds.
[[nodiscard]] Result<void> forEachRow(const Session& session, std::string_view kind, const facts::Filter& filter,
                                      const RowVisitor& visit);

// One each; called by forEachRow.
[[nodiscard]] Result<void> commitRows(const Session& session, const facts::View& view, const RowVisitor& visit);
[[nodiscard]] Result<void> changeRows(const Session& session, const facts::View& view, const RowVisitor& visit);
[[nodiscard]] Result<void> ticketRows(const Session& session, const facts::View& view, const RowVisitor& visit);
[[nodiscard]] Result<void> defectRows(const Session& session, const facts::View& view, const RowVisitor& visit);
[[nodiscard]] Result<void> originRows(const Session& session, const facts::View& view, const RowVisitor& visit);
[[nodiscard]] Result<void> survivalRows(const Session& session, const facts::View& view, const RowVisitor& visit);
[[nodiscard]] Result<void> usageRows(const Session& session, const facts::View& view, const RowVisitor& visit);
[[nodiscard]] Result<void> peopleRows(const Session& session, const facts::View& view, const RowVisitor& visit);

} // namespace assay::session
