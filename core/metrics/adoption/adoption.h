// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

/// Adoption: who may, who does, and whose AI-assisted code stays (design.md, section 6). Shares of people come from the
/// ladder in ladder.h, over the 28 days that end with the period.
namespace assay::metrics {

[[nodiscard]] const Metric& formalAdoption();
[[nodiscard]] const Metric& realAdoption();
/// The same seen from the work: share of merged tickets with retained AI-assisted code. Answers for real adoption by
/// task type.
[[nodiscard]] const Metric& realAdoptionOfWork();
[[nodiscard]] const Metric& adoptionGap();
[[nodiscard]] const Metric& seatShare();
[[nodiscard]] const Metric& signedInShare();
[[nodiscard]] const Metric& usedLastWeek();
[[nodiscard]] const Metric& habitualUse();
[[nodiscard]] const Metric& inMergedWorkShare();
[[nodiscard]] const Metric& overrideShare();
[[nodiscard]] const Metric& bypassShare();
[[nodiscard]] const Metric& idleSeats();
[[nodiscard]] const Metric& neverUsedSeats();
[[nodiscard]] const Metric& idleSeatCost();
[[nodiscard]] const Metric& aiShareOfChanges();
[[nodiscard]] const Metric& aiDeclaredShare();
[[nodiscard]] const Metric& weeksToFirstUse();
[[nodiscard]] const Metric& retained12Weeks();
[[nodiscard]] const Metric& adoptionCourse();

} // namespace assay::metrics
