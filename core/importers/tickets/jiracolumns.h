// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/csvtable.h"

#include <set>
#include <string>
#include <string_view>

namespace assay::importers {

/// Where a Jira CSV keeps what; headers are translated into the exporting user's language.
struct JiraColumns
{
    Columns key, id, summary, type, status, statusCategory, categoryChanged, resolution, priority, labels, assignee,
        reporter, project, parent, parentKey, created, updated, resolved;
};
[[nodiscard]] JiraColumns locateJiraColumns(const CsvTable& table);
/// 0 when these headers are not a Jira export's; higher when they are surer.
[[nodiscard]] int jiraHeaderScore(const std::set<std::string, std::less<>>& headers);
/// "PAY-12": letters, digits and `_`, a dash, a number.
[[nodiscard]] bool looksLikeJiraKey(std::string_view text);

} // namespace assay::importers
