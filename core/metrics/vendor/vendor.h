// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

/// Figures as other dashboards define them, computed from the same facts, so that it can be seen why two of them
/// disagree. None enters a target, a verdict or a scenario. Area "vendor"; the counterpart is our own measure.
namespace assay::metrics {

/// Activity: what seat dashboards show.
[[nodiscard]] const Metric& vendorMonthlyActive();
[[nodiscard]] const Metric& vendorStickiness();
[[nodiscard]] const Metric& vendorActivation();
[[nodiscard]] const Metric& vendorPowerUsers();
[[nodiscard]] const Metric& vendorCasualUsers();
[[nodiscard]] const Metric& vendorIdleUsers();
/// Pull requests counted as AI-assisted because their author used a tool in the week before.
[[nodiscard]] const Metric& vendorAiChanges();
/// The four key measures of DORA, as far as a repository and a ticket system can tell.
[[nodiscard]] const Metric& doraDeploymentFrequency();
[[nodiscard]] const Metric& doraLeadTime();
[[nodiscard]] const Metric& doraChangeFailure();
[[nodiscard]] const Metric& doraRecovery();

} // namespace assay::metrics
