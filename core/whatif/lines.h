// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/model.h"

#include <optional>
#include <string_view>
#include <vector>

/// The deterministic case line by line, for who wants to add it up.
namespace assay::whatif {

/// One line of the cash flow: benefit above zero, costs below.
struct CashLine
{
    std::string_view title;
    std::string_view formula;  ///< per month, in the words of the assumptions
    double start = 0;          ///< before the first month
    std::vector<double> years; ///< paid in each year, not discounted; the last may be shorter
    double present = 0;        ///< present value of all of it
};
/// Every line at one point; their present values add up to its net present value.
[[nodiscard]] std::vector<CashLine> cashLines(const Scenario& scenario, const Point& point);

/// Internal rate of return per year of the monthly flows, before discounting. Absent where there is none or more than
/// one: flows that never change sign, or do so more than once.
[[nodiscard]] std::optional<double> yearlyReturn(const Scenario& scenario, const Point& point);

/// What the tools themselves cost in each month, at the most likely values: licences of those who have begun, and
/// usage of the adopters.
[[nodiscard]] std::vector<double> toolCosts(const Scenario& scenario);
/// The same before the scenario begins: all seats, and usage at today's adoption.
[[nodiscard]] double toolCostToday(const Scenario& scenario);

} // namespace assay::whatif
