// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/scenario.h"

#include <array>
#include <string>
#include <vector>

namespace assay::whatif {

/// One value per parameter: the means, a draw, or what someone typed.
using Point = std::array<double, kParameters>;

[[nodiscard]] Point meansOf(const Scenario& scenario);
[[nodiscard]] Point modesOf(const Scenario& scenario);

/// The model at one point, month by month. Money in the scenario's currency.
///
/// benefit per month = eligible × adoption(t) × hours × appropriate share × time saved × pass-through × capture ×
/// hourly cost
/// adoption(t) = today + (plateau - today) Σ weight / (1 + exp(-k (t - start - context - ramp / 2))), k = 2 ln 9 /
/// ramp, over the phases of the rollout that have begun (weight: people × work; without one, a single phase of weight 1
/// from the start): a tenth of a phase's rise after the months of context engineering, nine tenths after the ramp cost
/// per month = seats × price × share of the teams begun + infrastructure × hosting + build × upkeep / 12 + talent
///                + training × eligible of the teams that begin later than the first month
///                + adopters × (usage × (1 - routed × saving) + (review + compliance) hours × hourly cost
///                              + changes × extra defects / 100 × cost per defect)
/// once = build + training × eligible of the teams of the first month, and with the last month the cost of leaving;
/// build = pilot × integration multiple + context engineering
/// Discounting is monthly at (1 + rate)^(1/12), flows at the end of each month, one-off costs at the start; before tax.
struct MonthlyFlow
{
    double adoption = 0;
    double benefit = 0;
    double cost = 0;
    double discount = 1;
};

struct Outcome
{
    double npv = 0;
    double benefit = 0; ///< present value
    double cost = 0;    ///< present value, one-off included
    double roi = 0;     ///< npv / cost
    std::optional<double> paybackMonths{};
    double capacity = 0; ///< share of development hours gained at the end, net of extra review, compliance and defects
    double oneOff = 0;
    std::vector<MonthlyFlow> months;
};
[[nodiscard]] Outcome evaluate(const Scenario& scenario, const Point& point);

/// Share of development hours gained net of the extra work, at an adoption.
[[nodiscard]] double netCapacity(const Point& point, double adoption);

/// From the vendor's claim to what is banked, in shares of all development hours. The first step is the claim, the last
/// the result; those between are what each fact takes away (negative) or adds.
struct WaterfallStep
{
    std::string title;
    double change = 0;
    double level = 0; ///< after the step
};
[[nodiscard]] std::vector<WaterfallStep> waterfall(const Scenario& scenario, const Point& point);

} // namespace assay::whatif
