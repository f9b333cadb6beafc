// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/estimate.h"
#include "metrics/metric.h"

#include <span>
#include <vector>

namespace assay::metrics {

/// Lines of changes and how long they lived, as weighted censored durations: one entry per death and one per change for
/// the lines that still live. Entries follow the order of the changes.
struct LineLives
{
    std::vector<double> days;
    std::vector<std::uint8_t> died;
    std::vector<double> lines;
    std::vector<int> person; ///< cluster: the author of the change; unknown authors are clusters of their own
    std::int64_t changes = 0;
    std::int64_t born = 0;
    std::vector<Exclusion> excluded;
    std::int64_t population = 0; ///< changes asked for
};

/// Lives of the lines that the changes wrote, followed to `horizonDays` or the end of the data. Deaths after the
/// horizon are lives.
[[nodiscard]] LineLives lineLives(const facts::View& view, std::span<const facts::Index> changes, double horizonDays);

/// Share of lines alive after `days`, or, with `dead`, the share that is not: line-weighted Kaplan–Meier with errors
/// clustered by author, since lines of one change live and die together.
[[nodiscard]] Estimate lineSurvival(const facts::View& view, std::span<const facts::Index> changes, double days,
                                    bool dead, const MetricInfo& info);

} // namespace assay::metrics
