// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/estimate.h"

#include <string>
#include <vector>

namespace assay::metrics {

/// People who first used a tool in one month, and whether they kept to it.
struct Cohort
{
    std::string month; ///< "2026-03"
    std::int64_t people = 0;
    bool orEarlier = false; ///< telemetry begins in this month: some may have started before
    /// Share still habitual in the k-th stretch of 28 days since each person's first use; absent where the cohort is
    /// under the limit or the days are not over or not covered yet. n and coverage say for how many it is known.
    std::vector<Estimate> habitual;
};

/// Cohorts of the people that the view lets through, by month of first meaningful use, up to the view's last day.
[[nodiscard]] std::vector<Cohort> retention(const facts::View& view);

} // namespace assay::metrics
