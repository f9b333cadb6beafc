// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/mantelhaenszel.h"

namespace assay::stats {

struct ExactOddsRatio
{
    Estimate oddsRatio; ///< conditional maximum likelihood; without value (and high) when infinite
    double pValue = 1;  ///< two-sided: all tables at most as likely as the observed one
};

/// Fisher's exact test (1935) for one table, and its extension to strata (Gart 1970; Mehta, Patel & Gray 1985): the
/// number of exposed events given all margins. Counts must be whole; at most 200,000 possible sums (else OutOfRange).
/// Reasons: those of the Mantel–Haenszel functions, Constant (margins allow one table only).
[[nodiscard]] Outcome<ExactOddsRatio> exactOddsRatio(std::span<const StratumCounts> strata, double level = 0.95);

} // namespace assay::stats
