// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/survey.h"

#include "metrics/metric.h"
#include "stats/distributions.h"
#include "stats/quantile.h"

#include <cmath>

namespace assay::metrics {

Estimate meanScore(const std::vector<double>& scores, const DayRange& period, int minimumGroup)
{
    Estimate e;
    e.unit = "score";
    e.from = period.from;
    e.to = period.to;
    e.n = {{"answers", static_cast<std::int64_t>(scores.size())}};
    e.method = "mean of the scores, Student's t interval";
    if (scores.empty()) {
        e.note = "Nobody answered.";
        return e;
    }
    e.value = *stats::mean(scores);
    const auto spread = stats::variance(scores);
    if (spread && *spread > 0) {
        const auto n = static_cast<double>(scores.size());
        const double margin = stats::studentQuantile((1 + e.level) / 2, n - 1) * std::sqrt(*spread / n);
        e.low = *e.value - margin;
        e.high = *e.value + margin;
    } else {
        e.note = scores.size() == 1 ? "No interval from one answer." : "No interval: all answers are the same.";
    }
    withholdIfSmall(e, static_cast<std::int64_t>(scores.size()), minimumGroup);
    return e;
}

} // namespace assay::metrics
