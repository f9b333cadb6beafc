// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decision/verdict.h"

#include <string>
#include <vector>

namespace assay::decision {

/// "ticket to merge ×0.91 [0.84, 0.99]".
[[nodiscard]] std::string effectText(const std::string& what, const metrics::Estimate& effect);
/// "Tests, Documentation and Boilerplate / config", at most five of them; `bold` wraps each in `**`.
[[nodiscard]] std::string listText(const std::vector<NamedSegment>& segments, bool bold);
/// "Ticket to merge 15 % shorter: not met yet; …" of the targets or of the guard-rails.
[[nodiscard]] std::string statesText(const std::vector<TargetStatus>& targets, bool guardRails);
/// The sentences under the title of the verdict.
[[nodiscard]] std::string verdictText(const RecommendationReport& report, const VerdictInput& input);
/// What would change it, one sentence each.
[[nodiscard]] std::vector<std::string> changesText(const RecommendationReport& report, const VerdictInput& input);

} // namespace assay::decision
