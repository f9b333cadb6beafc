// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/metric.h"

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Weekly watch over series: has something shifted, where, since when? Not a contrast and no verdict; a reason to look.
namespace assay::analysis {

/// How a series is watched. Values are weekly figures on a scale on which their spread is even: logarithms of times,
/// square roots of counts and rates, arcsine roots of shares. A stretch of `baselineWeeks` says what is usual (median)
/// and how much it varies (mean moving range / 1.128); an EWMA chart of the weeks after it signals a shift. After a
/// signal the watch begins anew with a new baseline. Because the usual is itself estimated, the limits are wider than
/// for known values: the factor is chosen so that a year without any change raises an alert in about 5 % of series; a
/// shift of two standard deviations of a week is then found within 6 weeks in half of the cases, one of three within 3
/// (back-tested in tst_monitors).
struct WatchSettings
{
    int baselineWeeks = 20;
    double lambda = 0.2;
    double width = 4.5;
    bool eachTeam = true;                       ///< else over all teams alone, in a fraction of the time
    unsigned threads = 0;                       ///< 0: as many as the machine has; no alert depends on it
    const std::atomic<bool>* stopped = nullptr; ///< where given and true: nothing is watched any more
};

struct WatchSignal
{
    std::size_t at = 0; ///< index of the value that signalled
    std::size_t since =
        0;            ///< index from which the shift is estimated: last week on the other side of the usual, plus one
    double usual = 0; ///< on the scale of the values given
    double now = 0;   ///< EWMA at the signal
    double low = 0;   ///< limits at the signal
    double high = 0;
    double sigma = 0;
};

/// Signals in a series; NaN are weeks without a figure, they are passed over. Empty while there is too little to watch.
[[nodiscard]] std::vector<WatchSignal> watch(const std::vector<double>& values, const WatchSettings& settings = {});

/// Something that left its usual range.
struct Alert
{
    std::string key; ///< stable: "ticket-to-merge/Payments/2026-10-12"
    std::string measure;
    std::string title; ///< of the measure
    std::string team;  ///< empty: all teams
    Day on{};          ///< last day of the week that signalled
    Day since{};       ///< first day of the week in which the shift is estimated to have begun
    double usual = 0;  ///< in the measure's unit
    double now = 0;
    double low = 0; ///< usual range
    double high = 0;
    double sigmas = 0; ///< how far now is from the usual, in standard deviations of a week
    std::string unit;
    std::optional<bool> better; ///< for the measure; absent where neither is
    int weeks = 0;              ///< weeks watched so far
};

struct MonitorReport
{
    std::vector<Alert> alerts;           ///< newest first
    int watched = 0;                     ///< series with enough weeks
    std::vector<std::string> notWatched; ///< which are not, and why
    double weeksToFalseAlarm = 0;        ///< expected, for one series without any change and limits known exactly
};

/// Ids of the measures that are watched.
[[nodiscard]] std::vector<std::string_view> monitored();
/// Watches all measures over all teams and each team, week by week, up to the end of the view's period.
[[nodiscard]] MonitorReport monitors(const facts::View& view, const WatchSettings& settings = {});

} // namespace assay::analysis
