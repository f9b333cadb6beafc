// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/model.h"
#include "whatif/workbook.h"

/// The sheet of a workbook that holds the model month by month.
namespace assay::whatif {

/// A phase of the rollout as the workbook lists it; without one, everybody from the first month.
struct RolloutRow
{
    std::string team;
    std::string tasks;
    int month = 1;
    double people = 1;
    double work = 1;
    bool leads = true; ///< the first phase of its team: seats and training go by it
};
[[nodiscard]] std::vector<RolloutRow> rolloutRows(const Scenario& scenario);

/// Row 0 is the start, then one row per month.
struct ModelSheet
{
    explicit ModelSheet(const Scenario& scenario);

    Outcome outcome; ///< the program's own numbers
    Sheet sheet;

    /// "Model!F4": a column's cell of a month.
    [[nodiscard]] std::string at(std::string_view column, int month) const;
    /// "Model!F4:F40": all of a column.
    [[nodiscard]] std::string range(std::string_view column) const;
    [[nodiscard]] std::string capacityFormula() const;

private:
    std::vector<std::string> m_columns;
    int m_months;
};

} // namespace assay::whatif
