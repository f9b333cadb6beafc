// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/adoption.h"
#include "metrics/delivery/delivery.h"
#include "metrics/quality/quality.h"

#include <algorithm>
#include <array>

namespace assay::metrics {

// To add a measure: write it in <area>/, declare it in the area's header, and name it here.
std::span<const Metric* const> catalog()
{
    static const std::array kMetrics{
        &ticketToMerge(),
        &ticketToMergeWorking(),
        &cycleTime(),
        &stageWait(),
        &stageBeforeCommit(),
        &stageCoding(),
        &stagePickup(),
        &stageReview(),
        &stageMerge(),
        &stageRelease(),
        &throughput(),
        &changeSize(),
        &ticketCoverage(),
        &changeCoverage(),
        &reviewRounds(),

        &defectsPer100Changes(),
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

        &formalAdoption(),
        &realAdoption(),
        &realAdoptionOfWork(),
        &adoptionGap(),
        &seatShare(),
        &signedInShare(),
        &usedLastWeek(),
        &habitualUse(),
        &inMergedWorkShare(),
        &overrideShare(),
        &bypassShare(),
        &idleSeats(),
        &neverUsedSeats(),
        &idleSeatCost(),
        &aiShareOfChanges(),
        &aiDeclaredShare(),
        &weeksToFirstUse(),
    };
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
