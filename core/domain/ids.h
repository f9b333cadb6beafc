// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/strongid.h"

namespace assay::domain {

// Row ids of the workspace. 0 is "none".
using SourceId = StrongId<struct SourceTag>;
using RunId = StrongId<struct RunTag>;
using RepositoryId = StrongId<struct RepositoryTag>;
using CommitId = StrongId<struct CommitTag>;
using ChangeId = StrongId<struct ChangeTag>;
using PullRequestId = StrongId<struct PullRequestTag>;
using TicketId = StrongId<struct TicketTag>;
using PersonId = StrongId<struct PersonTag>;
using IdentityId = StrongId<struct IdentityTag>;
using TeamId = StrongId<struct TeamTag>;
using DefectId = StrongId<struct DefectTag>;

} // namespace assay::domain
