// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/lines.h"

#include "whatif/cashflow.h"
#include "whatif/flows.h"

#include <cmath>
#include <cstddef>

namespace assay::whatif {

namespace {

using enum Parameter;

double of(const Point& point, Parameter id)
{
    return point[static_cast<std::size_t>(id)];
}

double usageEach(const Point& p)
{
    return of(p, UsageCost) * (1 - of(p, RoutedShare) * of(p, RoutingSaving));
}

/// What a line is made of: paid at the start, each month, per adopter and month, per share of seats, and with training.
struct Rates
{
    std::string_view title;
    std::string_view formula;
    double start = 0;
    double monthly = 0;
    double perAdopter = 0;
    double perSeats = 0;
    double perTrained = 0;
    double atEnd = 0;
};

std::vector<Rates> costRates(const Point& p, const Schedule& schedule)
{
    const double hourly = of(p, HourlyCost);
    const double integration = of(p, PilotCost) * of(p, IntegrationMultiple);
    const double training = of(p, TrainingCost) * of(p, EligiblePeople);
    return {
        {"Licences", "seats × price", 0, 0, 0, of(p, Seats) * of(p, SeatPrice)},
        {"Usage", "adopters × usage × (1 − routed × saving)", 0, 0, usageEach(p)},
        {"Infrastructure", "infrastructure × hosting multiple", 0, of(p, InfrastructureCost) * of(p, HostingMultiple)},
        {"Upkeep", "(integration + data + testing + context) × upkeep ÷ 12", 0,
         (integration + of(p, DataCost) + of(p, TestingCost) + of(p, ContextCost)) * of(p, UpkeepShare) / 12},
        {"Talent", "talent per month", 0, of(p, TalentCost)},
        {"Extra review", "adopters × hours × cost per hour", 0, 0, of(p, ExtraReviewHours) * hourly},
        {"Compliance", "adopters × hours × cost per hour", 0, 0, of(p, ComplianceHours) * hourly},
        {"Extra defects", "adopters × changes × defects ÷ 100 × cost per defect", 0, 0,
         of(p, ChangesPerMonth) * of(p, ExtraDefects) / 100 * of(p, CostPerDefect)},
        {"Integration", "pilot × multiple, at the start", integration},
        {"Data preparation", "at the start", of(p, DataCost)},
        {"Testing and validation", "at the start", of(p, TestingCost)},
        {"Context engineering", "at the start", of(p, ContextCost)},
        {"Training and change", "eligible × training, when their team begins", training * schedule.trainedAtStart, 0, 0,
         0, training},
        {"Leaving", "with the last month", 0, 0, 0, 0, 0, of(p, ExitCost)}};
}

} // namespace

std::vector<CashLine> cashLines(const Scenario& scenario, const Point& point)
{
    const Outcome outcome = evaluate(scenario, point);
    const Schedule schedule = scheduleOf(scenario);
    const std::size_t years = (static_cast<std::size_t>(scenario.months) + 11) / 12;
    CashLine benefit{"Benefit", "adopters × hours × appropriate × saved × effort × used × cost per hour", 0,
                     std::vector<double>(years, 0.0), outcome.benefit};
    for (std::size_t m = 0; m < outcome.months.size(); ++m) benefit.years[m / 12] += outcome.months[m].benefit;
    std::vector<CashLine> lines{std::move(benefit)};
    for (const Rates& rates : costRates(point, schedule)) {
        CashLine line{rates.title, rates.formula, -rates.start, std::vector<double>(years, 0.0), -rates.start};
        for (std::size_t m = 0; m < outcome.months.size(); ++m) {
            const double adopters = of(point, EligiblePeople) * outcome.months[m].adoption;
            const double paid = rates.monthly + rates.perAdopter * adopters + rates.perSeats * schedule.seats[m] +
                                rates.perTrained * schedule.training[m] +
                                (m + 1 == outcome.months.size() ? rates.atEnd : 0);
            line.years[m / 12] -= paid;
            line.present -= paid * outcome.months[m].discount;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::optional<double> yearlyReturn(const Scenario& scenario, const Point& point)
{
    const Outcome outcome = evaluate(scenario, point);
    std::vector<double> flows{-outcome.oneOff};
    for (const MonthlyFlow& month : outcome.months) flows.push_back(month.benefit - month.cost);
    const auto monthly = internalRate(flows);
    return monthly ? std::optional(std::pow(1 + *monthly, 12) - 1) : std::nullopt;
}

std::vector<double> toolCosts(const Scenario& scenario)
{
    const Point p = modesOf(scenario);
    const Outcome outcome = evaluate(scenario, p);
    const Schedule schedule = scheduleOf(scenario);
    std::vector<double> costs;
    for (std::size_t m = 0; m < outcome.months.size(); ++m)
        costs.push_back(of(p, Seats) * of(p, SeatPrice) * schedule.seats[m] +
                        of(p, EligiblePeople) * outcome.months[m].adoption * usageEach(p));
    return costs;
}

double toolCostToday(const Scenario& scenario)
{
    const Point p = modesOf(scenario);
    return of(p, Seats) * of(p, SeatPrice) + of(p, AdoptionToday) * of(p, EligiblePeople) * usageEach(p);
}

} // namespace assay::whatif
