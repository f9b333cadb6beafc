// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/work.h"
#include "importers/text/json.h"

#include <map>
#include <string>
#include <vector>

namespace assay::importers {

/// Which category a status belongs to: by the category key wherever some issue shows it, by name otherwise. A status
/// that issues show with different keys is contradictory, and its name decides.
class JiraCategories
{
public:
    /// From a status object `{id, name, statusCategory{key}}`.
    void learn(const Json& status);
    [[nodiscard]] domain::StatusCategory of(std::string_view id, std::string_view name) const;
    /// Of a current status. Remembers names that mean nothing to us.
    [[nodiscard]] domain::StatusCategory current(const Json& status);
    [[nodiscard]] bool contradictory(std::string_view id) const;
    [[nodiscard]] std::int64_t contradictions() const;
    [[nodiscard]] const std::map<std::string, std::int64_t>& unknown() const { return m_unknown; }

private:
    std::map<std::string, domain::StatusCategory, std::less<>> m_byId;
    std::map<std::string, std::int64_t> m_unknown;
};

/// A status change with both categories: what reopening and starting are read from.
struct JiraMove
{
    domain::StatusChange change;
    domain::StatusCategory fromCategory = domain::StatusCategory::Unknown;
};

/// Status changes of `histories[]`, oldest first. Entries that a workflow migration wrote are left out: nobody worked
/// then.
[[nodiscard]] std::vector<JiraMove> readJiraHistory(const std::vector<Json>& histories,
                                                    const JiraCategories& categories);

/// Fills category, history, started, reopened and, where the issue has none, resolved.
void applyJiraHistory(std::vector<JiraMove> moves, const Json& status, JiraCategories& categories,
                      domain::TicketRecord& ticket);

} // namespace assay::importers
