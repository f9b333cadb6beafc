// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/filter.h"
#include "metrics/estimate.h"
#include "metrics/metric.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::analysis {

enum class Verdict : std::uint8_t
{
    Better,
    Worse,
    Inconclusive,
    NotEnoughData
};

/// AI-assisted against human-only, for one measure and one population. `effect` is a ratio (speed, rates) or a
/// difference in shares; `better` says what it means for the measure, "inconclusive" whenever the interval spans no
/// difference.
struct Effect
{
    std::string id; ///< "all", "tests", "team:Payments"
    std::string title;
    metrics::Estimate effect;
    std::int64_t nAi = 0; ///< rows that are compared
    std::int64_t nHuman = 0;
    /// Rows of known provenance with nothing like them in the other group: an adjusted effect says nothing of them.
    std::int64_t setAside = 0;
    std::optional<double> drawnTowards{}; ///< a segment's figure: the mean of its family it was drawn towards
    Verdict verdict = Verdict::NotEnoughData;
};

/// One run of the sensitivity analysis and whether the answer stays the same under it.
struct SensitivityRun
{
    std::string id; ///< "declared-only", "unknown-as-human", "leave-out:Payments"
    std::string title;
    Effect effect;
    bool agrees = false;
};

/// How far apart the groups are in one respect: standardised mean difference of the level that differs most, as they
/// are and after weighting. Below 0.1 counts as balanced (Austin 2009).
struct Balance
{
    std::string covariate; ///< "team"
    std::string level;     ///< "Payments"
    double before = 0;
    double after = 0;
};

/// What it would take to explain the adjusted effect away.
struct Robustness
{
    /// E-value (VanderWeele & Ding 2017): how strongly, as a ratio, something unmeasured would have to act on both the
    /// use of AI and the outcome; and the same for the limit of the interval nearer to no difference (1: it spans it).
    std::optional<double> eValue{};
    std::optional<double> eValueOfInterval{};
    /// The adjusted effect were the unknown work dealt out as unfavourably and as favourably as can be (Manski 1990).
    std::optional<double> boundLow{};
    std::optional<double> boundHigh{};
    std::vector<Balance> balance;
    std::optional<double> effectiveAi{}; ///< rows that the overlap weights leave in effect (Kish 1965)
    std::optional<double> effectiveHuman{};
};

/// Raw and adjusted side by side, never one without the other.
struct Contrast
{
    std::string measure; ///< metric id
    std::string title;
    bool ratio = true; ///< effect is a ratio (null value 1) or a difference (null value 0)
    metrics::BetterIs betterIs = metrics::BetterIs::Lower;
    metrics::Estimate ai; ///< the group's own figure
    metrics::Estimate human;
    metrics::Estimate unknown; ///< shown, and in neither group
    Effect raw;
    Effect adjusted;
    std::string adjustedFor;      ///< "team × task type × size × code age"
    std::vector<Effect> segments; ///< by task type, then by team, then by code age
    std::vector<SensitivityRun> sensitivity;
    Robustness robustness;
    std::string reversal; ///< a sentence when raw and adjusted point in different directions; empty otherwise
    std::string overlap;  ///< what has no counterpart to compare with; empty when all is well
    std::optional<double> weeksToDecide; ///< at today's flow, when inconclusive
};

/// How many resamples and from which seed; results do not depend on the number of threads.
struct Settings
{
    int resamples = 1000;
    std::uint64_t seed = 20260101;
    double level = 0.95;
    bool sensitivity = true;
    bool segments = true;
    unsigned threads = 0; ///< 0: as many as the machine has; no figure depends on it
    /// Where given and true, nobody waits for the figures any more: a contrast ends soon with ErrorCode::Cancelled.
    const std::atomic<bool>* stopped = nullptr;
    [[nodiscard]] bool stop() const { return stopped != nullptr && stopped->load(std::memory_order_relaxed); }
};

/// Contrasts for a measure that supports one (ticket-to-merge, cycle-time, defects-per-100-changes, …); the error says
/// why not. `headline`: the same contrast as made before without segments and sensitivity runs, from which it goes on.
[[nodiscard]] Result<Contrast> contrast(std::string_view metricId, const facts::View& view,
                                        const Settings& settings = {}, const Contrast* headline = nullptr);
struct ContrastRequest
{
    std::string_view metricId;
    const Contrast* headline = nullptr; ///< where it has been made
};
/// Several at once, in their order. Each has stretches that only one thread can do: beside each other they fill them.
[[nodiscard]] std::vector<Result<Contrast>> contrasts(std::span<const ContrastRequest> wanted, const facts::View& view,
                                                      const Settings& settings);
/// Measures that `contrast` supports.
[[nodiscard]] std::vector<std::string_view> contrastable();

} // namespace assay::analysis
