// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/simulate.h"

#include <vector>

namespace assay::whatif {

/// Total effects (Sobol 1993) of the assumptions on the net value, one per parameter, 0 for those that are known: the
/// share of its variance that would remain if all others were known. Above the first-order effect by what the
/// assumption does together with others. Estimated as Jansen (1999) does: the assumption is drawn anew given the
/// others, which for correlated ones is their conditional distribution (Kucherenko and others 2012). From at most 8,192
/// trials each. Errors as for simulate.
[[nodiscard]] Result<std::vector<double>> totalEffects(const Scenario& scenario,
                                                       const SimulationSettings& settings = {});

} // namespace assay::whatif
