// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

/// Delivery: how long work takes, how much of it lands, and how well tickets and changes cover each other (design.md,
/// section 6).
namespace assay::metrics {

[[nodiscard]] const Metric& ticketToMerge();
[[nodiscard]] const Metric& ticketToMergeWorking();
[[nodiscard]] const Metric& cycleTime();
/// Ticket to merge of tickets labelled with a duty of compliance.
[[nodiscard]] const Metric& complianceTime();
[[nodiscard]] const Metric& stageWait();
[[nodiscard]] const Metric& stageBeforeCommit();
[[nodiscard]] const Metric& stageCoding();
[[nodiscard]] const Metric& stagePickup();
[[nodiscard]] const Metric& stageReview();
[[nodiscard]] const Metric& stageMerge();
[[nodiscard]] const Metric& stageRelease();
[[nodiscard]] const Metric& throughput();
[[nodiscard]] const Metric& changeSize();
[[nodiscard]] const Metric& ticketCoverage();
[[nodiscard]] const Metric& changeCoverage();
[[nodiscard]] const Metric& reviewRounds();
[[nodiscard]] const Metric& reopenedShare();
[[nodiscard]] const Metric& cancelled90();

} // namespace assay::metrics
