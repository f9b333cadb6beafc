// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/effects.h"

#include "synth/random.h"

#include <algorithm>
#include <cmath>

namespace assay::synth {
namespace {

using domain::TaskType;
using PerTask = std::array<double, domain::kTaskTypes>;

// Order: tests, documentation, boilerplate, feature, bug fix, refactoring, other.
constexpr PerTask kLogTime{-0.25, -0.35, -0.25, 0.20, -0.10, 0.10, 0.00};
constexpr PerTask kDefects{0, 0, 0.6, 1.3, 0.8, 0.9, 0.6};
constexpr PerTask kAiLogit{0.80, 0.70, 0.70, 0.00, -0.50, 0.00, -0.30};
constexpr double kLegacyAiLogit = -0.90;
constexpr double kBaseHours = 96;

double of(const PerTask& table, TaskType task)
{
    return table.at(static_cast<std::size_t>(task));
}

bool isLegacyFeature(TaskType task, Age age)
{
    return task == TaskType::Feature && age == Age::Legacy;
}

double habitLogit(Habit habit)
{
    switch (habit) {
    case Habit::Idle:
        return -20;
    case Habit::Dabbler:
        return -1.5;
    case Habit::Regular:
        return 0.6;
    case Habit::Power:
        return 1.6;
    }
    return -20;
}

} // namespace

Effects Effects::none()
{
    return uniform(1, 1);
}

Effects Effects::uniform(double time, double defects)
{
    Effects effects;
    effects.time.fill(time);
    effects.legacyFeatureTime = time;
    effects.defects = defects;
    effects.legacyFeatureDefects = defects;
    effects.rework = 1;
    return effects;
}

double yearsIn(const OrganisationSpec& spec, Day day)
{
    return static_cast<double>((day - spec.firstDay()).count()) / 365.25;
}

double timeRatio(const Effects& effects, TaskType task, Age age)
{
    return isLegacyFeature(task, age) ? effects.legacyFeatureTime : of(effects.time, task);
}

double defectRatio(const Effects& effects, TaskType task, Age age)
{
    return isLegacyFeature(task, age) ? effects.legacyFeatureDefects : effects.defects;
}

double logMedianHours(const Team& team, TaskType task, Age age, int lines)
{
    const double legacy = age == Age::Legacy ? 0.30 : 0.0;
    return exactLog(kBaseHours) + team.logTime + of(kLogTime, task) + legacy +
           0.20 * exactLog(std::max(lines, 4) / 40.0);
}

double defectRate(const Team& team, TaskType task, Age age, int lines)
{
    const double legacy = age == Age::Legacy ? 1.5 : 1.0;
    const double size = std::clamp(std::sqrt(lines / 40.0), 0.5, 2.0);
    return 0.085 * of(kDefects, task) * team.defectFactor * legacy * size;
}

double useProbability(const OrganisationSpec& spec, const Team& team, const Person& person, TaskType task, Age age,
                      Day day)
{
    if (!person.holdsSeat(day) || (person.gaveUp && *person.gaveUp <= day)) return 0;
    const double learned = std::min(1.0, static_cast<double>((day - *person.seatFrom).count()) / 75.0);
    double logit = -0.9 + 0.9 * learned + habitLogit(person.habit);
    if (spec.confounding) logit += team.aiLogit + of(kAiLogit, task) + (age == Age::Legacy ? kLegacyAiLogit : 0);
    return 1 / (1 + exactExp(-logit));
}

} // namespace assay::synth
