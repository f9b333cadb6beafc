// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/adoption.h"
#include "metrics/delivery/delivery.h"
#include "metrics/quality/quality.h"
#include "metrics/vendor/vendor.h"

#include <algorithm>
#include <vector>

namespace assay::metrics {

namespace {

// To add a measure: write it in <area>/, declare it in the area's header, and name it here.
std::vector<const Metric*> deliveryMetrics()
{
    return {&ticketToMerge(),     &ticketToMergeWorking(), &cycleTime(),   &complianceTime(), &stageWait(),
            &stageBeforeCommit(), &stageCoding(),          &stagePickup(), &stageReview(),    &stageMerge(),
            &stageRelease(),      &throughput(),           &changeSize(),  &ticketCoverage(), &changeCoverage(),
            &reviewRounds(),      &reopenedShare(),        &cancelled90()};
}

std::vector<const Metric*> qualityMetrics()
{
    return {&defectsPer100Changes(),
            &timeToDefect(),
            &survival7(),
            &survival30(),
            &survival90(),
            &survival180(),
            &rework21(),
            &reworkByOthers(),
            &aiShareOfStandingLines(),
            &revertRate30(),
            &resolutionTime(),
            &unreviewedMerges(),
            &manifestChanges(),
            &licenceChanges(),
            &securityDefects()};
}

std::vector<const Metric*> adoptionMetrics()
{
    return {&formalAdoption(),  &realAdoption(),    &realAdoptionOfWork(), &adoptionGap(),       &seatShare(),
            &signedInShare(),   &usedLastWeek(),    &habitualUse(),        &inMergedWorkShare(), &overrideShare(),
            &bypassShare(),     &idleSeats(),       &neverUsedSeats(),     &idleSeatCost(),      &aiShareOfChanges(),
            &aiDeclaredShare(), &weeksToFirstUse(), &retained12Weeks(),    &adoptionCourse()};
}

std::vector<const Metric*> vendorMetrics()
{
    return {&vendorMonthlyActive(), &vendorActivation(),  &vendorStickiness(), &vendorPowerUsers(),
            &vendorCasualUsers(),   &vendorIdleUsers(),   &vendorAiChanges(),  &doraDeploymentFrequency(),
            &doraLeadTime(),        &doraChangeFailure(), &doraRecovery()};
}

} // namespace

std::span<const Metric* const> catalog()
{
    static const std::vector<const Metric*> kMetrics = [] {
        std::vector<const Metric*> all;
        for (const auto& area : {deliveryMetrics(), qualityMetrics(), adoptionMetrics(), vendorMetrics()})
            all.insert(all.end(), area.begin(), area.end());
        return all;
    }();
    return kMetrics;
}

const Metric* metricById(std::string_view id)
{
    const auto all = catalog();
    const auto found =
        std::find_if(all.begin(), all.end(), [id](const Metric* metric) { return metric->info().id == id; });
    return found == all.end() ? nullptr : *found;
}

} // namespace assay::metrics
