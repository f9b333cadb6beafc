// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/budget.h"
#include "present/tablespec.h"

#include <string>

/// The tables of a budget: the same on screen, on paper and on the command line.
namespace assay::present {

/// Every assumption with value, range, source, date, and whether it is stale or its measurement has moved.
[[nodiscard]] TableSpec assumptionsTable(const Budget& budget, const std::string& currentMonth);
/// Scenarios beside each other, simulated with the same luck. One that cannot be simulated says why.
[[nodiscard]] TableSpec scenariosTable(const Budgets& budgets, std::size_t trials);
/// Idle seats by team with what they cost: where licences can be reclaimed. Groups under the minimum are withheld.
[[nodiscard]] TableSpec idleSeatsTable(Figures& figures);
/// Invoiced spending against the scenario's cost of tools month by month, with a forecast to the end of the year. A
/// scenario without a first month begins with the one after `dataEnd` ("2026-10").
[[nodiscard]] TableSpec budgetAgainstActual(const BudgetFacts& facts, const whatif::Scenario& scenario,
                                            const std::string& dataEnd);

} // namespace assay::present
