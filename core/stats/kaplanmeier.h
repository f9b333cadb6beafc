// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <cstdint>
#include <span>
#include <vector>

namespace assay::stats {

/// Times to an event, some cut off before it came. All columns have the same length or are empty where optional.
struct Observations
{
    std::span<const double> time;             ///< follow-up, in any one unit; may not be negative
    std::span<const std::uint8_t> event = {}; ///< 1 = it happened at `time`, 0 = still open then (censored)
    std::span<const double> weight = {};      ///< case weights (lines, say); empty = all one
    std::span<const double> entry = {}; ///< under observation only after this time (left truncation); empty = from zero
};

enum class IntervalScale : std::uint8_t
{
    LogLog,
    Log,
    Plain
};

/// The curve just after one observed time. Interval and error are absent where Greenwood's formula has no value (S =
/// 0), and for the log-log scale also where S = 1.
struct SurvivalStep
{
    double time = 0;
    double atRisk = 0;
    double events = 0;
    double censored = 0;
    double survival = 1;
    double cumulativeHazard = 0;           ///< Nelson–Aalen
    double hazardError = 0;                ///< its standard error (Aalen's variance, sum of d / n²)
    double greenwood = 0;                  ///< running sum of d / (n (n - d)): the variance of log S
    std::optional<double> standardError{}; ///< of S
    std::optional<double> low{};
    std::optional<double> high{};
};

/// Product-limit estimate (Kaplan & Meier 1958) with Greenwood errors; assumes that being cut off says nothing about
/// when the event would have come. With weights, n and d are weighted counts, as in R's survfit.
class SurvivalCurve
{
public:
    SurvivalCurve(std::vector<SurvivalStep> steps, double level, IntervalScale scale, std::size_t n)
        : m_steps(std::move(steps)), m_level(level), m_scale(scale), m_n(n)
    {
    }

    [[nodiscard]] const std::vector<SurvivalStep>& steps() const { return m_steps; }
    [[nodiscard]] std::size_t n() const { return m_n; }
    [[nodiscard]] double events() const;
    [[nodiscard]] double lastTime() const { return m_steps.back().time; }

    /// S(t). Absent beyond the last time unless the curve has reached zero.
    [[nodiscard]] Outcome<Estimate> at(double time) const;
    /// Time by which a share p has had the event (p = 0.5: the median), interval by inversion of the curve's limits
    /// (Brookmeyer & Crowley 1982). Where the curve is flat at exactly 1 - p, the middle of the flat part, as R does.
    /// Reason NotReached; an absent `high` means the upper limit is not reached.
    [[nodiscard]] Outcome<Estimate> quantile(double p) const;
    /// Mean time lived up to `horizon` (area under the curve; Irwin 1949), with a normal interval.
    /// NotReached if the horizon lies beyond the data and the curve is still above zero.
    [[nodiscard]] Outcome<Estimate> restrictedMean(double horizon) const;

private:
    std::vector<SurvivalStep> m_steps;
    double m_level;
    IntervalScale m_scale;
    std::size_t m_n;
};

/// Rows with zero weight are left out. Reasons: Empty, LengthMismatch, NotFinite, ZeroWeight (a negative weight, or
/// none positive), OutOfRange (negative time, entry not before time, level). All-censored data give a curve that stays
/// at 1.
[[nodiscard]] Outcome<SurvivalCurve> kaplanMeier(const Observations& data, IntervalScale scale = IntervalScale::LogLog,
                                                 double level = 0.95);

/// `kaplanMeier(data, scale, level)->quantile(p)` without keeping the curve: for tables of hundreds of thousands of
/// rows. The same reasons, and NotReached.
[[nodiscard]] Outcome<Estimate> survivalQuantile(const Observations& data, double p,
                                                 IntervalScale scale = IntervalScale::LogLog, double level = 0.95);

} // namespace assay::stats
