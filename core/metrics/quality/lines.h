// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/estimate.h"
#include "metrics/metric.h"

#include <optional>
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

/// A class of files, an index into Snapshot::lineClasses; absent: lines of all classes.
using LineClass = std::optional<std::uint8_t>;

/// Lives of the lines that the changes wrote (in files of one class), followed to `horizonDays` or the end of the data.
/// Deaths after the horizon are lives.
[[nodiscard]] LineLives lineLives(const facts::View& view, std::span<const facts::Index> changes, double horizonDays,
                                  LineClass lineClass = {});

/// Share of lines alive after `days`, or, with `dead`, the share that is not: line-weighted Kaplan–Meier with errors
/// clustered by author, since lines of one change live and die together.
[[nodiscard]] Estimate lineSurvival(const facts::View& view, std::span<const facts::Index> changes, double days,
                                    bool dead, const MetricInfo& info, LineClass lineClass = {});

/// The value of `lineSurvival` alone, over lines of all classes.
[[nodiscard]] std::optional<double> lineShare(const facts::View& view, std::span<const facts::Index> changes,
                                              double days, bool dead);

/// What became of the lines written in files of one class.
struct ClassSurvival
{
    std::string name;          ///< "code", "tests", …
    std::int64_t born = 0;     ///< lines
    std::int64_t standing = 0; ///< of these, at the tip
    Estimate after30;          ///< share alive after 30 days
    Estimate after180;
};
/// Of the changes in the view, by class; classes without a line are left out, as are workspaces read before classes
/// were kept.
[[nodiscard]] std::vector<ClassSurvival> survivalByClass(const facts::View& view);

} // namespace assay::metrics
