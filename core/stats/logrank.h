// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/kaplanmeier.h"

#include <cstdint>
#include <span>
#include <vector>

namespace assay::stats {

struct LogRank
{
    TestResult test;              ///< chi-squared, groups - 1 degrees of freedom
    std::vector<double> observed; ///< per group, weighted by S^rho
    std::vector<double> expected; ///< per group, were there no difference
};

/// Log-rank test (Mantel 1966) and its G-rho family (Harrington & Fleming 1982): rho = 1 is Peto & Peto's, heavier on
/// early events. Stratified when `stratum` is given: only like is compared with like. Weights and entry times of the
/// observations are not used. `group` holds 0 … groups-1; groups that are empty or never at risk are left out of the
/// df. Reasons: Empty, LengthMismatch, NotFinite, OutOfRange, OneGroup, NoEvents.
[[nodiscard]] Outcome<LogRank> logRank(const Observations& data, std::span<const std::uint32_t> group,
                                       std::uint32_t groups, std::span<const std::uint32_t> stratum = {},
                                       double rho = 0);

} // namespace assay::stats
