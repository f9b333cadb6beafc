// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/sample.h"

#include <optional>

namespace assay::analysis {

/// What the effect would be were a share of the human-only group AI-assisted: a mixture dilutes the difference. For
/// rates and shares exact; for times on the log scale (contaminated control group: Lewbel 2007). No value where the
/// share explains it all.
[[nodiscard]] std::optional<double> correctedForUndeclared(double effect, double share, metrics::OutcomeKind kind);

/// Share of the human-only work compared that was written with a tool (number in Snapshot::tools; none: with any)
/// without a trace, were only `rate` (above 0, at most 1) of that work seen. What is unseen is expected where the tool
/// is seen: within each team, kind of work and time, at (1 / rate − 1) for each row that shows it; it counts as the
/// strata of the comparison do, by n₁ n₀ / (n₁ + n₀), the weight of Mantel and Haenszel, and of van Elteren but for
/// one row. At most 0.9; 0 where nothing is compared.
[[nodiscard]] double hiddenShare(const Sample& sample, unsigned covariates, std::optional<std::size_t> tool,
                                 double rate);

} // namespace assay::analysis
