// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/ids.h"
#include "domain/work.h"

#include <memory>

namespace assay::store {

class Database;
class Words;

/// Writes tickets and pull requests by their natural key: a later export replaces what an earlier one said, except that
/// what only the earlier one knew (a history, reviews, commits) is kept. The people they name become identities.
/// Live within a transaction.
class WorkWriter
{
public:
    WorkWriter(Database& database, Words& words, domain::SourceId source);
    ~WorkWriter();
    WorkWriter(const WorkWriter&) = delete;
    WorkWriter& operator=(const WorkWriter&) = delete;

    /// True when the row is new.
    [[nodiscard]] Result<bool> ticket(const domain::TicketRecord& ticket);
    [[nodiscard]] Result<bool> pullRequest(const domain::PullRequestRecord& pullRequest);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace assay::store
