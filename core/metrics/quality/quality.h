// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

/// Quality: what merged changes lead to later (design.md, section 6).
namespace assay::metrics {

[[nodiscard]] const Metric& defectsPer100Changes();
[[nodiscard]] const Metric& timeToDefect();
/// Lines alive after 7, 30, 90 or 180 days.
[[nodiscard]] const Metric& survival7();
[[nodiscard]] const Metric& survival30();
[[nodiscard]] const Metric& survival90();
[[nodiscard]] const Metric& survival180();
[[nodiscard]] const Metric& rework21();
[[nodiscard]] const Metric& reworkByOthers();
[[nodiscard]] const Metric& aiShareOfStandingLines();
[[nodiscard]] const Metric& revertRate30();
[[nodiscard]] const Metric& resolutionTime();
[[nodiscard]] const Metric& unreviewedMerges();
/// Risk signals: what a change touches, and what its defects are labelled.
[[nodiscard]] const Metric& manifestChanges();
[[nodiscard]] const Metric& licenceChanges();
[[nodiscard]] const Metric& securityDefects();

} // namespace assay::metrics
