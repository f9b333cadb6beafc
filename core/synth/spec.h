// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "domain/work.h"

#include <array>
#include <cstdint>
#include <optional>

namespace assay::synth {

/// What AI assistance does to a piece of work, as ratios of AI-assisted to human-only. 1 everywhere is no effect.
struct Effects
{
    /// On the time from ticket to merge, by `domain::TaskType`; all stages shrink or stretch alike, so the same ratio
    /// holds for cycle time. The order: tests, documentation, boilerplate, feature, bug fix, refactoring, other.
    std::array<double, domain::kTaskTypes> time{0.73, 0.78, 0.82, 0.90, 0.98, 0.95, 1.00};
    double legacyFeatureTime = 1.30; ///< features in code older than three years
    double defects = 1.25;           ///< on the rate of introduced defects
    double legacyFeatureDefects = 1.60;
    double rework = 1.40; ///< on the chance that the lines are replaced within weeks

    [[nodiscard]] static Effects none();
    /// One ratio for all kinds of work.
    [[nodiscard]] static Effects uniform(double time, double defects);
};

/// What to make up. Equal specifications give equal organisations, on every platform.
struct OrganisationSpec
{
    std::uint64_t seed = 1;
    int developers = 200;
    int months = 18;
    int teams = 7;                                                          ///< 1 … 7
    Day lastDay = std::chrono::sys_days{std::chrono::year{2026} / 10 / 31}; ///< the data end here; never today
    double changesPerDeveloperMonth = 2.15;

    Effects effects;
    double declaredShare = 0.60;   ///< of AI-assisted changes: a marker in the commits
    double undeclaredShare = 0.08; ///< of AI-assisted changes: neither marker nor telemetry (private accounts)
    double personSpread = 0.25;    ///< standard deviation of a person's log time: the clustering
    double noiseSpread = 0.70;     ///< standard deviation of a ticket's log time within its person
    double timeTrend = 0;          ///< change of the log time from year to year, with or without AI
    double defectTrend = 0;        ///< the same of the log rate of defects
    double quickAdopters = 0;    ///< log time by which people are quicker per step of habit of AI use, with or without
    bool heavyTails = false;     ///< noise of a ticket's log time by Student's t with 3 degrees of freedom
    bool confounding = true;     ///< teams and task types that use AI more also differ in time and defects
    bool untidy = true;          ///< missing keys, people off the roster, telemetry switched off, bots
    bool acceptanceFalls = true; ///< in one team, weeks before the end: something for the monitors to find
    bool leftoverWork = true;    ///< pull requests closed unmerged, cancelled and unlinked tickets

    /// The first day with work of the organisation.
    [[nodiscard]] Day firstDay() const;
    /// Copilot's user reports exist from this day on.
    [[nodiscard]] Day telemetryFrom() const;
    /// In an untidy organisation nobody downloaded one of the 28-day reports before GitHub dropped it.
    [[nodiscard]] std::optional<DayRange> telemetryGap() const;
    /// From this day on the team `kFallingTeam` accepts half as much of what it is shown; nullopt when it does not.
    [[nodiscard]] std::optional<Day> acceptanceFallsFrom() const;
    /// Whether a day's usage was reported.
    [[nodiscard]] bool telemetryCovers(Day day) const;
};

/// The fifth team, Mobile.
inline constexpr int kFallingTeam = 4;
/// Days in one user report.
inline constexpr int kReportDays = 28;

} // namespace assay::synth
