// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/simulate.h"

#include <vector>

namespace assay::whatif {

/// Cumulative net value, discounted, at the end of a month: what 10, 50 and 90 % of the trials do not exceed.
struct FanMonth
{
    double p10 = 0;
    double p50 = 0;
    double p90 = 0;
};

/// The cash-flow fan: month 0 (one-off costs) to the horizon, so months + 1 entries. Drawn from the same trials as
/// `simulate` with the same seed: the last month is the distribution of the net present value. At most 20,480 trials.
/// Errors as for simulate.
[[nodiscard]] Result<std::vector<FanMonth>> cashFan(const Scenario& scenario, const SimulationSettings& settings = {},
                                                    const CancelToken& cancel = {});

} // namespace assay::whatif
