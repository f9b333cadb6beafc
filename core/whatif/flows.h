// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/parameter.h"

#include <cmath>
#include <vector>

namespace assay::whatif {

/// The model reduced to what changes from month to month; see model.h for the formulas.
struct Flow
{
    double unit = 0;     ///< net value per month at full adoption
    double unitGain = 0; ///< benefit alone
    double fixedCost = 0;
    double once = 0;
    double today = 0;
    double plateau = 0;
    double odds = 0;
    double decay = 0;
    double capacity = 0; ///< share of development hours gained at full adoption, net of the extra work
};

/// 2 ln 9: from a tenth to nine tenths of a logistic rise.
inline constexpr double kTenthToNineTenths = 4.394449154672439;

/// `get(parameter)` gives one value: used for single points and, trial by trial, by the simulation, so that both agree
/// exactly.
template <class Get>
[[nodiscard]] Flow flowOf(const Get& get)
{
    using enum Parameter;
    const double eligible = get(EligiblePeople);
    const double hourly = get(HourlyCost);
    const double build = get(PilotCost) * get(IntegrationMultiple) + get(ContextCost);
    const double usage = get(UsageCost) * (1 - get(RoutedShare) * get(RoutingSaving));
    const double extraWork = (get(ExtraReviewHours) + get(ComplianceHours)) * hourly;
    const double defects = get(ChangesPerMonth) * get(ExtraDefects) * 0.01 * get(CostPerDefect);
    const double k = kTenthToNineTenths / get(RampMonths);
    Flow flow;
    const double hours = get(DevelopmentHours);
    const double saved = get(AppropriateShare) * get(TimeSaved) * get(PassThrough) * get(Capture);
    flow.unitGain = eligible * hours * saved * hourly;
    flow.capacity = saved - (hours * hourly > 0 ? (extraWork + defects) / (hours * hourly) : 0);
    flow.unit = flow.unitGain - eligible * (usage + extraWork + defects);
    flow.fixedCost =
        get(Seats) * get(SeatPrice) + get(InfrastructureCost) * get(HostingMultiple) + build * get(UpkeepShare) / 12;
    flow.once = build + get(TrainingCost) * eligible;
    flow.today = get(AdoptionToday);
    flow.plateau = get(AdoptionPlateau);
    flow.odds = std::exp(k * get(ContextMonths) + kTenthToNineTenths / 2);
    flow.decay = std::exp(-k);
    return flow;
}

/// Factor of month m + 1 at a yearly rate.
[[nodiscard]] inline std::vector<double> discountFactors(double yearlyRate, int months)
{
    std::vector<double> factors;
    for (int m = 1; m <= months; ++m) factors.push_back(std::pow(1 + yearlyRate, -m / 12.0));
    return factors;
}

} // namespace assay::whatif
