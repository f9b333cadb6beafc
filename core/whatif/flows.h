// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/scenario.h"

#include <bit>
#include <cstdint>
#include <vector>

namespace assay::whatif {

/// The model reduced to what changes from month to month; see model.h for the formulas.
struct Flow
{
    double unit = 0;      ///< net value per month at full adoption
    double unitGain = 0;  ///< benefit alone
    double fixedCost = 0; ///< per month, whatever the adoption, without seats
    double seatCost = 0;  ///< per month for all seats
    double once = 0;      ///< building, at the start
    double training = 0;  ///< of all the eligible
    double exit = 0;      ///< with the last month
    double today = 0;
    double plateau = 0;
    double odds = 0;
    double decay = 0;
    double capacity = 0; ///< share of development hours gained at full adoption, net of the extra work
};

/// 2 ln 9: from a tenth to nine tenths of a logistic rise.
inline constexpr double kTenthToNineTenths = 4.394449154672439;

/// e^x to within two units in the last place for |x| ≤ 700, the nearest of these beyond. Additions and multiplications
/// alone, so that a loop over it becomes vector code and every instruction set gives the same bits.
[[nodiscard]] inline double exponential(double x)
{
    constexpr double kLog2e = 1.4426950408889634;
    constexpr double kHigh = 6.93147180369123816490e-01; // ln 2 in two parts (Cody and Waite)
    constexpr double kLow = 1.90821492927058770002e-10;
    constexpr double kShift = 0x1.8p52; // makes the nearest whole number appear in the last bits
    x = x < -700 ? -700 : x > 700 ? 700 : x;
    const double shifted = x * kLog2e + kShift;
    const double n = shifted - kShift;
    const double r = (x - n * kHigh) - n * kLow;
    double sum = 1.0 / 6227020800;
    for (const double term : {1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
                              1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0, 1.0})
        sum = sum * r + term;
    const std::uint64_t power = (std::bit_cast<std::uint64_t>(shifted) << 52) + std::bit_cast<std::uint64_t>(1.0);
    return sum * std::bit_cast<double>(power);
}

/// `get(parameter)` gives one value: used for single points and, trial by trial, by the simulation, so that both agree
/// exactly.
template <class Get>
[[nodiscard]] inline Flow flowOf(const Get& get)
{
    using enum Parameter;
    const double eligible = get(EligiblePeople);
    const double hourly = get(HourlyCost);
    const double build =
        get(PilotCost) * get(IntegrationMultiple) + get(DataCost) + get(TestingCost) + get(ContextCost);
    const double usage = get(UsageCost) * (1 - get(RoutedShare) * get(RoutingSaving));
    const double extraWork = (get(ExtraReviewHours) + get(ComplianceHours)) * hourly;
    const double defects = get(ChangesPerMonth) * get(ExtraDefects) * 0.01 * get(CostPerDefect);
    const double k = kTenthToNineTenths / get(RampMonths);
    Flow flow;
    const double hours = get(DevelopmentHours);
    const double saved = get(AppropriateShare) * get(TimeSaved) * get(PassThrough) * get(Capture);
    const double paid = hours * hourly;
    flow.unitGain = eligible * hours * saved * hourly;
    const double extra = (extraWork + defects) / (paid > 0 ? paid : 1);
    flow.capacity = saved - (paid > 0 ? extra : 0);
    flow.unit = flow.unitGain - eligible * (usage + extraWork + defects);
    flow.fixedCost = get(InfrastructureCost) * get(HostingMultiple) + build * get(UpkeepShare) / 12 + get(TalentCost);
    flow.seatCost = get(Seats) * get(SeatPrice);
    flow.once = build;
    flow.training = get(TrainingCost) * eligible;
    flow.exit = get(ExitCost);
    flow.today = get(AdoptionToday);
    flow.plateau = get(AdoptionPlateau);
    flow.odds = exponential(k * get(ContextMonths) + kTenthToNineTenths / 2);
    flow.decay = exponential(-k);
    return flow;
}

/// What the months of a scenario have in common, whatever the trial.
struct Schedule
{
    struct Step
    {
        int start = 0;     ///< months before it begins
        double weight = 1; ///< share of all appropriate work of all people
    };
    std::vector<double> discount;    ///< of month m + 1
    std::vector<double> seats;       ///< share of the seats paid for in month m + 1
    std::vector<double> training;    ///< share of the eligible trained in month m + 1; of the first phase: at the start
    std::vector<Step> steps{Step{}}; ///< of the rollout
    double trainedAtStart = 1;
    [[nodiscard]] bool atOnce() const
    {
        return steps.size() == 1 && steps.front().start == 0 && steps.front().weight == 1;
    }
};
[[nodiscard]] Schedule scheduleOf(const Scenario& scenario);

/// Factor of month m + 1 at a yearly rate.
[[nodiscard]] std::vector<double> discountFactors(double yearlyRate, int months);

} // namespace assay::whatif
