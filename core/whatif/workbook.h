// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/scenario.h"
#include "whatif/simulate.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A scenario as sheets of formulas, so that finance can check every cell: the deterministic case, all assumptions most
/// likely.
namespace assay::whatif {

enum class CellLook : std::uint8_t
{
    Plain,
    Title,
    Head,
    Note,  ///< text that wraps
    Money, ///< to the cent
    Share,
    Number,
    Input ///< a number that somebody may type over
};

struct SheetCell
{
    std::string text{}; ///< words, or with `formula` what is computed, without the equals sign
    bool formula = false;
    bool number = false;
    double value = 0; ///< the number, or what the formula gives
    CellLook look = CellLook::Plain;
    bool blank = false; ///< the formula gives no number here
};

struct Sheet
{
    std::string name;
    std::vector<double> widths; ///< of the columns, in characters
    int frozenRows = 0;
    std::vector<std::vector<SheetCell>> rows; ///< from A1; an empty cell has no text and no number
};

struct Workbook
{
    std::vector<Sheet> sheets; ///< Summary, Assumptions, Model
};

/// Formulas use + - * / ^, comparisons, IF, AND, OR, SUM, MIN, COUNT, EXP and LN alone, so that any spreadsheet reads
/// them. Every formula carries the program's own number. `simulated`: what the trials say, beside the deterministic
/// case as plain numbers. `month`: that sources are stale against. The scenario must be without problems.
[[nodiscard]] Workbook workbookOf(const Scenario& scenario, const Summary* simulated, std::string_view month);

/// "B", "AA": the name of a column, from 0.
[[nodiscard]] std::string columnName(std::size_t column);

} // namespace assay::whatif
