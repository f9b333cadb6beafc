// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/model.h"

#include "whatif/flows.h"
#include "whatif/sampler.h"

#include <cmath>

namespace assay::whatif {

namespace {

double valueOf(const Point& point, Parameter id)
{
    return point[static_cast<std::size_t>(id)];
}

/// Hours of extra work per adopter and month; defects in hours at the hourly cost.
double extraHours(const Point& p)
{
    using enum Parameter;
    const double hourly = valueOf(p, HourlyCost);
    const double defects = valueOf(p, ChangesPerMonth) * valueOf(p, ExtraDefects) / 100 * valueOf(p, CostPerDefect);
    return valueOf(p, ExtraReviewHours) + valueOf(p, ComplianceHours) + (hourly > 0 ? defects / hourly : 0);
}

} // namespace

Point meansOf(const Scenario& scenario)
{
    Point point;
    for (std::size_t i = 0; i < kParameters; ++i) point[i] = Sampler::meanOf(scenario.values[i]);
    return point;
}

Point modesOf(const Scenario& scenario)
{
    Point point;
    for (std::size_t i = 0; i < kParameters; ++i) point[i] = scenario.values[i].mode;
    return point;
}

Outcome evaluate(const Scenario& scenario, const Point& point)
{
    const Flow flow = flowOf([&](Parameter id) { return valueOf(point, id); });
    const Schedule schedule = scheduleOf(scenario);
    Outcome out;
    out.oneOff = flow.once + flow.training * schedule.trainedAtStart;
    out.cost = out.oneOff;
    std::vector<double> odds(schedule.steps.size(), flow.odds);
    double balance = -out.oneOff;
    double last = 0;
    for (int m = 0; m < scenario.months; ++m) {
        const auto at = static_cast<std::size_t>(m);
        double risen = 0;
        for (std::size_t p = 0; p < odds.size(); ++p)
            if (m >= schedule.steps[p].start) risen += schedule.steps[p].weight / (1 + (odds[p] *= flow.decay));
        last = flow.today + (flow.plateau - flow.today) * risen;
        const double level = flow.fixedCost + flow.seatCost * schedule.seats[at] +
                             flow.training * schedule.training[at] + (m + 1 == scenario.months ? flow.exit : 0);
        const MonthlyFlow month{last, last * flow.unitGain, level + last * (flow.unitGain - flow.unit),
                                schedule.discount[at]};
        out.benefit += month.benefit * month.discount;
        out.cost += month.cost * month.discount;
        const double before = balance;
        balance += month.benefit - month.cost;
        const bool fromNothing = m == 0 && before == 0;
        if (!out.paybackMonths && (before < 0 || fromNothing) && balance >= 0)
            out.paybackMonths = m - (balance > before ? before / (balance - before) : 0);
        out.months.push_back(month);
    }
    out.npv = out.benefit - out.cost;
    out.roi = out.cost > 0 ? out.npv / out.cost : 0;
    out.capacity = netCapacity(point, last);
    return out;
}

double netCapacity(const Point& p, double adoption)
{
    return adoption * flowOf([&](Parameter id) { return valueOf(p, id); }).capacity;
}

std::vector<WaterfallStep> waterfall(const Scenario& scenario, const Point& p)
{
    using enum Parameter;
    const double hours = valueOf(p, DevelopmentHours);
    const double adoption = evaluate(scenario, p).months.back().adoption;
    double level = valueOf(p, VendorClaim);
    std::vector<WaterfallStep> steps{{"Vendor's claim", level, level}};
    const auto to = [&](const char* title, double next) {
        steps.push_back({title, next - level, next});
        level = next;
    };
    const bool measured = scenario.at(TimeSaved).origin == Origin::Measured;
    to(measured ? "measured where AI applies" : "assumed where AI applies", valueOf(p, TimeSaved));
    to("work where AI applies", level * valueOf(p, AppropriateShare));
    to("people really using it", level * adoption);
    to("elapsed time to effort", level * valueOf(p, PassThrough));
    to("freed time put to use", level * valueOf(p, Capture));
    if (hours > 0) {
        to("extra review", level - adoption * valueOf(p, ExtraReviewHours) / hours);
        to("compliance notes", level - adoption * valueOf(p, ComplianceHours) / hours);
        const double defectHours = extraHours(p) - valueOf(p, ExtraReviewHours) - valueOf(p, ComplianceHours);
        to("extra defects", level - adoption * defectHours / hours);
    }
    steps.push_back({"Banked", 0, level});
    return steps;
}

} // namespace assay::whatif
