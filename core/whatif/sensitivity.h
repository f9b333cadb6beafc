// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/simulate.h"

namespace assay::whatif {

/// NPV when one assumption goes from its 10th to its 90th percentile, all others at their most likely value.
struct TornadoBar
{
    Parameter id = Parameter::TimeSaved;
    double low = 0;  ///< the assumption's 10th percentile
    double high = 0; ///< its 90th
    double npvAtLow = 0;
    double npvAtHigh = 0;
    [[nodiscard]] double swing() const { return npvAtHigh > npvAtLow ? npvAtHigh - npvAtLow : npvAtLow - npvAtHigh; }
};
/// Widest first; fixed assumptions are left out.
[[nodiscard]] std::vector<TornadoBar> tornado(const Scenario& scenario);

/// What learning one assumption exactly would be worth to the decision "do it if the expected NPV is positive": the
/// expected value of perfect partial information (Raiffa & Schlaifer 1961), from the simulation by regression on the
/// assumption in groups of equal size (Strong & Oakley 2013). In money; 0 when no value of it would change the
/// decision.
struct InformationValue
{
    Parameter id = Parameter::TimeSaved;
    double worth = 0;
    double rankCorrelation = 0; ///< Spearman, assumption against NPV
    /// Share of the NPV's variance that goes when the assumption is known (first-order Sobol index, from the same
    /// groups and corrected for their number: Kelley's ε²), and that stays when all others are (total index; see
    /// sobol.h).
    double firstOrder = 0;
    double total = 0;
};
/// Largest worth first, then largest total effect. Errors as for simulate.
[[nodiscard]] Result<std::vector<InformationValue>> informationValues(const Scenario& scenario,
                                                                      const SimulationSettings& settings = {});

} // namespace assay::whatif
