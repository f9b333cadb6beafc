// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "metrics/estimate.h"

#include <vector>

namespace assay::metrics {

/// Mean of the scores of one question of a survey, with Student's t interval (Student 1908); without an interval where
/// there is one answer, or all agree, and withheld below the smallest group shown.
[[nodiscard]] Estimate meanScore(const std::vector<double>& scores, const DayRange& period, int minimumGroup);

} // namespace assay::metrics
