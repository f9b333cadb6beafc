// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decision/target.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::decision {

enum class Recommendation : std::uint8_t
{
    Scale,
    AdjustScope,
    Exit,
    KeepMeasuring
};
[[nodiscard]] const char*
recommendationId(Recommendation recommendation); ///< "scale", "adjust-scope", "exit", "keep-measuring"
[[nodiscard]] const char* recommendationTitle(Recommendation recommendation); ///< "Scale", "Adjust scope", …

/// Scaling needs at least this probability of a positive net value.
inline constexpr double kProbabilityToScale = 0.8;

/// What a verdict is made from. What is absent is not assessed, and no rule that needs it is met.
struct VerdictInput
{
    const analysis::Contrast* speed = nullptr;   ///< ticket-to-merge
    const analysis::Contrast* defects = nullptr; ///< defects-per-100-changes
    std::vector<TargetStatus> targets;           ///< targets and guard-rails
    std::optional<double> probabilityNetPositive;
    std::optional<std::string> readinessBlocker; ///< empty string: assessed, none
    std::string fingerprint;                     ///< of data and settings
};

/// One condition of one rule, in plain words, with what it was checked on.
struct Check
{
    Recommendation rule = Recommendation::KeepMeasuring;
    std::string condition;     ///< "Every target is met"
    std::optional<bool> holds; ///< absent: not assessed
    std::string evidence;      ///< the figures used
    std::string measure;       ///< metric id behind it; empty for conditions of several
};

/// A part of the work that the verdict names.
struct NamedSegment
{
    std::string id;
    std::string title;
    std::string why; ///< "ticket to merge ×0.73 [0.62, 0.85]"
};

struct RecommendationReport
{
    Recommendation recommendation = Recommendation::KeepMeasuring;
    std::string title;
    std::string text;                ///< one or two sentences; may hold `**bold**`
    std::vector<Check> checks;       ///< every rule, also those that did not apply, in the order they were tried
    std::vector<NamedSegment> helps; ///< faster, and not worse in quality
    std::vector<NamedSegment> harms; ///< slower, or worse in quality
    std::vector<TargetStatus> targets;
    int holdsIn = 0; ///< sensitivity runs under which speed and defects read the same
    int runs = 0;
    std::vector<std::string> wouldChange; ///< what would change the verdict
    std::optional<double> weeksToDecide;
    std::string fingerprint;
};

/// Applies the rules of design.md, section 8, in their order: scale, exit, adjust scope, keep measuring. Pure.
[[nodiscard]] RecommendationReport recommend(const VerdictInput& input);

/// Makes the contrasts and judges the targets (the default ones when none is given), then recommends.
[[nodiscard]] RecommendationReport assess(const facts::View& view, const analysis::Settings& settings,
                                          std::vector<Target> targets = {},
                                          std::optional<double> probabilityNetPositive = {},
                                          std::optional<std::string> readinessBlocker = {});

} // namespace assay::decision
