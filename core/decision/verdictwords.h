// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decision/verdict.h"

#include <cstdint>
#include <string>
#include <vector>

namespace assay::decision {

/// How a ratio is told: times as a change ("−9 %"), rates as a factor ("×1.18").
enum class Told : std::uint8_t
{
    Change,
    Factor
};

/// "ticket to merge −9 % [−16 %, −1 %]" or "defects introduced ×1.18 [0.97, 1.43]"; differences are points either way.
[[nodiscard]] std::string effectText(const std::string& what, const metrics::Estimate& effect, Told told);
/// "Tests, Documentation and Boilerplate / config", at most five of them; `bold` wraps each in `**`.
[[nodiscard]] std::string listText(const std::vector<NamedSegment>& segments, bool bold);
/// "Ticket to merge 15 % shorter: not met yet; …" of the targets or of the guard-rails.
[[nodiscard]] std::string statesText(const std::vector<TargetStatus>& targets, bool guardRails);
/// What no comparison of work that was not dealt out by lot can do without.
inline constexpr const char* kAssociation =
    "These figures are associations within work that is alike, not proof that AI is the cause.";
/// The sentences under the title of the verdict; where groups are compared, with the sentence above.
[[nodiscard]] std::string verdictText(const RecommendationReport& report, const VerdictInput& input);
/// What would change it, one sentence each.
[[nodiscard]] std::vector<std::string> changesText(const RecommendationReport& report, const VerdictInput& input);

} // namespace assay::decision
