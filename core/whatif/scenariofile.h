// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "whatif/scenario.h"

#include <string>
#include <string_view>

/// Scenarios as TOML texts: one table per assumption in the order of the parameter table, so that two files can be
/// compared line by line.
///
///     name = "Realistic"
///     currency = "USD"
///     months = 36
///     start = "2026-11"        # its first month; none: the one after the data
///     discount-rate = 0.08
///
///     [time-saved]
///     low = 0.03
///     likely = 0.09
///     high = 0.15
///     spread = "normal"        # fixed, triangular, pert, log-normal, normal, uniform
///     origin = "measured"      # measured, benchmark, judgement
///     source = "ticket to merge, adjusted"
///     as-of = "2026-10"
///
///     [[rollout]]              # none: everybody from the first month
///     team = "Payments"
///     tasks = "tests, documentation"
///     month = 7
///     people = 0.4             # of the eligible
///     work = 0.5               # of their work where AI is appropriate
///
///     [[correlation]]
///     first = "adoption"
///     second = "time-saved"
///     value = 0.4
namespace assay::whatif {

[[nodiscard]] std::string toToml(const Scenario& scenario);

/// Assumptions that the text does not name are those of `base`. Errors name the file, the line and the remedy; unknown
/// names are errors, so that a misspelt one is not silently ignored.
[[nodiscard]] Result<Scenario> scenarioFromToml(std::string_view text, std::string_view file,
                                                const Scenario& base = {});

[[nodiscard]] std::string_view spreadId(Spread spread); ///< "pert"
[[nodiscard]] std::string_view originId(Origin origin); ///< "measured"

} // namespace assay::whatif
