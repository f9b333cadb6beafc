// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace assay::domain {

/// What a target looks at.
enum class Basis : std::uint8_t
{
    Contrast, ///< AI-assisted against human-only work, adjusted: limit is a ratio, or a difference in shares
    Change,   ///< the evaluation window against the baseline window: limit is a ratio of the two figures
    Level,    ///< the figure itself
};
/// "contrast", "change", "level": stable ids for files and the store.
[[nodiscard]] const char* basisId(Basis basis);
[[nodiscard]] std::optional<Basis> basisFromId(std::string_view id);

/// What the baseline window showed on the day the target was registered, so that later data cannot move the goal.
struct BaselineFigure
{
    std::optional<double> value;
    std::optional<double> low;
    std::optional<double> high;
    std::string unit;
    std::string note;                             ///< why there is no value
    std::string fingerprint;                      ///< of the data it was measured on
    std::optional<std::int64_t> n = std::nullopt; ///< rows it rests on; absent where an earlier version kept none
};

/// A later edit of a target: kept for ever.
struct TargetEdit
{
    Day on{};
    std::string what;     ///< "limit ×0.75 → ×0.90"
    bool postHoc = false; ///< made after the window had opened
};

/// A promise made before its window opens, or, as a guard-rail, a limit not to cross.
struct Target
{
    std::string id;
    std::string title;           ///< "Ticket to merge 15 % shorter"
    std::string measure;         ///< metric id
    std::set<std::string> teams; ///< population; empty: all
    std::set<std::string> taskTypes;
    std::set<std::string> priorities; ///< of measures of tickets and defects only
    Basis basis = Basis::Contrast;
    bool atMost = true; ///< the figure must be at most the limit; else at least
    double limit = 1;
    std::optional<DayRange> baseline;
    std::optional<DayRange> window; ///< evaluation; absent: the period shown
    std::string owner;
    std::optional<Day> registeredOn;
    bool postHoc = false; ///< registered or changed after its window opened: said for ever
    bool guardRail = false;
    bool byDefault = false; ///< nobody registered it: Assay's own, marked as such wherever it is shown
    std::optional<BaselineFigure> measuredBaseline;
    std::vector<TargetEdit> edits; ///< oldest first
    std::optional<Day> retiredOn;  ///< no longer judged, but still listed
};

/// Somebody saw an alert: who looks after it, and what came of it. The newest of a key counts, the others are its
/// history.
struct Acknowledgement
{
    std::string key; ///< of the alert
    Instant at{};
    std::string owner;
    std::string note;
};

/// A recommendation as it was given: kept with the fingerprint of what it was made from.
struct VerdictRecord
{
    Instant at{};
    std::string fingerprint;    ///< of data, settings and targets
    std::string scope;          ///< the filter in words; empty: everything
    std::string recommendation; ///< id: "scale", "adjust-scope", "exit", "keep-measuring"
    std::string title;
    std::string text;
    int holdsIn = 0;
    int runs = 0;
};

} // namespace assay::domain
