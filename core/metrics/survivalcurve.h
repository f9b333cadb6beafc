// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/estimate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::metrics {

struct CurvePoint
{
    double days = 0;
    double survival = 1;
    double low = 1; ///< band; equal to `survival` where there is none
    double high = 1;
    double atRisk = 0;
};
struct CurveGroup
{
    std::string key; ///< "ai", "human"
    std::string title;
    std::int64_t changes = 0;
    std::int64_t hit = 0; ///< changes with a defect within the horizon
    std::vector<CurvePoint>
        points; ///< a step curve: from (0, 1) to the last day watched; empty when withheld or without data
    std::string note;
};
struct CurveComparison
{
    std::vector<CurveGroup> groups; ///< AI-assisted, human-only; unknown provenance is in neither
    std::optional<double> logRankP; ///< two-sided; absent when it cannot be tested
    double horizonDays = 0;
    std::vector<Exclusion> excluded;
    std::string note;
};

/// Share of changes still free of a known defect by days since merge (Kaplan–Meier, log-log band), by provenance. A
/// change is hit by a defect of which it wrote the largest part, and leaves the risk set when last watched.
[[nodiscard]] CurveComparison defectFreeCurves(const facts::View& view, double horizonDays = 180);

} // namespace assay::metrics
