// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <span>

namespace assay::stats {

/// One stratum of a comparison of shares: how many of each group, and how many of them had the outcome.
struct StratumCounts
{
    double exposedEvents = 0;
    double exposedTotal = 0;
    double unexposedEvents = 0;
    double unexposedTotal = 0;
};

/// One stratum of a comparison of rates: events over exposure (change-days, person-weeks).
struct StratumRates
{
    double exposedEvents = 0;
    double exposedTime = 0;
    double unexposedEvents = 0;
    double unexposedTime = 0;
};

// Strata in which one group is missing carry no information about a difference and drop out by themselves.
// `n` counts the people (or, for rates, events) in the strata that were used; `standardError` of a ratio is of its log.
// Reasons: Empty, OutOfRange (events above total, negative), OneGroup (no stratum with both groups), NoEvents.

/// Odds ratio of Mantel & Haenszel (1959), interval of Robins, Breslow & Greenland (1986).
[[nodiscard]] Outcome<Estimate> mantelHaenszelOddsRatio(std::span<const StratumCounts> strata, double level = 0.95);
/// Risk ratio, interval of Greenland & Robins (1985).
[[nodiscard]] Outcome<Estimate> mantelHaenszelRiskRatio(std::span<const StratumCounts> strata, double level = 0.95);
/// Risk difference with the variance of Sato (1989), valid for few large and for many small strata.
[[nodiscard]] Outcome<Estimate> mantelHaenszelRiskDifference(std::span<const StratumCounts> strata,
                                                             double level = 0.95);
/// Rate ratio over person-time, interval of Greenland & Robins (1985).
[[nodiscard]] Outcome<Estimate> mantelHaenszelRateRatio(std::span<const StratumRates> strata, double level = 0.95);
/// Rate difference over person-time (Rothman, Greenland & Lash 2008, ch. 15).
[[nodiscard]] Outcome<Estimate> mantelHaenszelRateDifference(std::span<const StratumRates> strata, double level = 0.95);

/// Test of no association in any stratum (Cochran 1954; Mantel & Haenszel 1959).
[[nodiscard]] Outcome<TestResult> mantelHaenszelTest(std::span<const StratumCounts> strata, bool continuity = false);

struct Homogeneity
{
    TestResult breslowDay; ///< Breslow & Day (1980)
    TestResult tarone;     ///< with the correction of Tarone (1985)
};

/// Is the odds ratio the same in all strata? Needs two or more informative strata (else OneGroup or TooFew).
[[nodiscard]] Outcome<Homogeneity> oddsRatioHomogeneity(std::span<const StratumCounts> strata);
/// Is the rate ratio the same? Score form (Breslow & Day 1987, section 3.4), defined for strata with a zero too.
[[nodiscard]] Outcome<TestResult> rateRatioHomogeneity(std::span<const StratumRates> strata);

/// Odds ratio weighted by inverse variance (Woolf 1955); strata with a zero cell are left out.
[[nodiscard]] Outcome<Estimate> woolfOddsRatio(std::span<const StratumCounts> strata, double level = 0.95);
/// Its heterogeneity chi-squared.
[[nodiscard]] Outcome<TestResult> woolfHeterogeneity(std::span<const StratumCounts> strata);

/// Risks per group as they would be if both had the strata of all together (direct standardisation).
struct Standardised
{
    double exposed = 0;
    double unexposed = 0;
    double difference = 0;
};
/// Reason OneGroup if any stratum lacks one of the groups: the standard population cannot then be reached.
[[nodiscard]] Outcome<Standardised> standardisedRisks(std::span<const StratumCounts> strata);

} // namespace assay::stats
