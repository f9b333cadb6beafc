// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "decision/verdict.h"
#include "domain/decisions.h"

#include <string>
#include <vector>

namespace assay::session {

class Session;

/// What became of a target that was given.
struct TargetOutcome
{
    domain::Target target;
    bool isNew = false;
    bool changed = false;
};

/// Registers targets, or edits those whose id is known already: all of them or none. Each is checked against the
/// workspace first. `today` is the day it is done on; the store keeps it for ever.
[[nodiscard]] Result<std::vector<TargetOutcome>> registerTargets(const Session& session,
                                                                 std::vector<domain::Target> targets, Day today);
/// A retired target is no longer judged and stays in the list.
[[nodiscard]] Result<void> retireTarget(const std::string& workspace, const std::string& id, Day today);

/// Notes who looks after an alert, and what came of it. Refused where there is no such alert.
[[nodiscard]] Result<void> acknowledge(const Session& session, const domain::Acknowledgement& acknowledgement,
                                       const facts::Filter& filter);

/// Keeps a recommendation in the history unless the newest one of the same scope was made from the same data, settings
/// and targets. True if it was new.
[[nodiscard]] Result<bool> recordVerdict(const Session& session, const decision::RecommendationReport& report,
                                         const facts::Filter& filter, Instant at);

} // namespace assay::session
