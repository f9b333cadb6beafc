// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Months as scenarios write them: "2026-11".
namespace assay::whatif {

/// Months since year 0 of "2026-11" or the month of "2026-11-30"; absent for anything else.
[[nodiscard]] std::optional<int> monthNumber(std::string_view text);
[[nodiscard]] std::string monthText(int number);

} // namespace assay::whatif
