// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"

/// The planted model: how long work takes, how often it breaks, when AI is used. What the analysis must find again.
namespace assay::synth {

/// Years of a day since the organisation's first, on which its trends run.
[[nodiscard]] double yearsIn(const OrganisationSpec& spec, Day day);
/// Ratio of ticket-to-merge times, AI-assisted to human-only, for one kind of work.
[[nodiscard]] double timeRatio(const Effects& effects, domain::TaskType task, Age age);
/// Ratio of defect rates for one kind of work.
[[nodiscard]] double defectRatio(const Effects& effects, domain::TaskType task, Age age);

/// Log of the median hours from ticket to merge of human-only work, without person and noise. Size in lines.
[[nodiscard]] double logMedianHours(const Team& team, domain::TaskType task, Age age, int lines);
/// Expected number of defects a human-only change introduces over its whole life, without the person's frailty.
/// Tests and documents introduce none.
[[nodiscard]] double defectRate(const Team& team, domain::TaskType task, Age age, int lines);
/// Probability that a seat holder uses AI for a piece of work begun on a day.
[[nodiscard]] double useProbability(const OrganisationSpec& spec, const Team& team, const Person& person,
                                    domain::TaskType task, Age age, Day day);
/// Mean days from merge to the report of a defect; reports are exponential, so hazards stay proportional.
inline constexpr double kDefectDelayDays = 35;
/// Chance that lines written by people alone are replaced within weeks.
inline constexpr double kReworkShare = 0.18;

} // namespace assay::synth
