// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <span>
#include <vector>

namespace assay::stats {

/// One value of a chart with its limits.
struct ChartPoint
{
    double value = 0;
    double low = 0;
    double high = 0;
    [[nodiscard]] bool outside() const { return value < low || value > high; }
};

struct ControlChart
{
    double centre = 0;
    double sigma = 0; ///< of one point where it is the same for all; for Laney charts the spread between periods
    std::vector<ChartPoint> points;
    std::optional<std::size_t> firstSignal{}; ///< index of the first point outside
};

/// Exponentially weighted moving average (Roberts 1959) with exact variance, so that early points have narrow limits.
/// 0 < lambda <= 1, width in standard errors. Reasons: Empty, NotFinite, OutOfRange, Constant (sigma not positive).
[[nodiscard]] Outcome<ControlChart> ewmaChart(std::span<const double> values, double target, double sigma,
                                              double lambda = 0.1, double width = 2.7);

struct CusumPoint
{
    double upper = 0;
    double lower = 0;
    int upperRun = 0; ///< points since the sum was last zero: how long ago the shift began
    int lowerRun = 0;
};

struct Cusum
{
    std::vector<CusumPoint> points;
    std::optional<std::size_t> firstSignal{};
    std::optional<std::size_t> lastBefore{}; ///< last point before the estimated start of the shift
    bool upward = false;
};

/// Tabular cumulative sums (Page 1954) of deviations beyond `slack`, signal above `limit`, both in units of the values.
[[nodiscard]] Outcome<Cusum> cusum(std::span<const double> values, double target, double slack, double limit);

/// Shares (Shewhart 1931). Limits stay within 0…1. Reasons also ZeroWeight (a denominator of zero), Constant (no event,
/// or nothing but events).
[[nodiscard]] Outcome<ControlChart> pChart(std::span<const double> events, std::span<const double> trials);
/// Counts per unit of exposure.
[[nodiscard]] Outcome<ControlChart> uChart(std::span<const double> events, std::span<const double> exposure);
/// Individual values; spread from the mean moving range / 1.128.
[[nodiscard]] Outcome<ControlChart> individualsChart(std::span<const double> values);
/// Upper limit of the moving ranges themselves, 3.267 times their mean.
[[nodiscard]] Outcome<double> movingRangeLimit(std::span<const double> values);

/// p′ and u′ charts (Laney 2002): limits widened by the spread between periods that counting noise does not explain.
/// With many rows per period a plain p chart signals all the time. Limits are not cut off at 0 or 1.
[[nodiscard]] Outcome<ControlChart> laneyPChart(std::span<const double> events, std::span<const double> trials);
[[nodiscard]] Outcome<ControlChart> laneyUChart(std::span<const double> events, std::span<const double> exposure);

/// Average number of points until a signal. `shift` in standard deviations from the target; at 0 it is the mean time
/// between false alarms. By the integral equation with Gauss–Legendre nodes (Crowder 1987 for EWMA, constant limits;
/// Vance 1986 for CUSUM; two-sided CUSUM from its sides, Van Dobben de Bruyn 1968).
[[nodiscard]] Outcome<double> ewmaRunLength(double lambda, double width, double shift);
[[nodiscard]] Outcome<double> cusumRunLength(double slack, double limit, double shift, bool twoSided = true);

} // namespace assay::stats
