// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/ids.h"
#include "domain/work.h"

#include <vector>

namespace assay::store {

class Database;

struct TicketRow
{
    domain::TicketId id;
    domain::TicketRecord ticket;
};
struct PullRequestRow
{
    domain::PullRequestId id;
    domain::PullRequestRecord pullRequest;
};

/// All tickets with their status history, by row id.
[[nodiscard]] Result<std::vector<TicketRow>> tickets(const Database& database);
/// All pull requests with their reviews, by row id.
[[nodiscard]] Result<std::vector<PullRequestRow>> pullRequests(const Database& database);

} // namespace assay::store
