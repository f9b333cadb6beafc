// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/sample.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace assay::analysis {

/// What the effect would be were a share of the human-only group AI-assisted: a mixture dilutes the difference. For
/// rates and shares exact; for times on the log scale (contaminated control group: Lewbel 2007). No value where the
/// share explains it all.
[[nodiscard]] std::optional<double> correctedForUndeclared(double effect, double share, metrics::OutcomeKind kind);

/// Where a tool may have been used without a trace: among the human-only work of the places (team, kind of work, time)
/// in which it is seen. Sorted into places and strata once for all tools and rates. The sample must outlive it.
class HiddenUse
{
public:
    HiddenUse(const Sample& sample, unsigned covariates);

    /// Share of the human-only work compared that was written with a tool (number in Snapshot::tools; none: with any)
    /// without a trace, were only `rate` (above 0, at most 1) of that work seen. What is unseen is expected at
    /// (1 / rate − 1) for each row of a place that shows the tool; it counts as the strata of the comparison do, by
    /// n₁ n₀ / (n₁ + n₀), the weight of Mantel and Haenszel, and of van Elteren but for one row. At most 0.9; 0 where
    /// nothing is compared.
    [[nodiscard]] double share(std::optional<std::size_t> tool, double rate) const;

private:
    struct Stratum
    {
        double assisted = 0;
        double human = 0;
        std::uint32_t place = 0;
    };
    const Sample& m_sample;
    std::vector<std::uint32_t> m_places; ///< of each row
    std::vector<double> m_human;         ///< rows of each place
    std::vector<Stratum> m_strata;
};

} // namespace assay::analysis
