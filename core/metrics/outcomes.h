// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/columns.h"
#include "metrics/estimate.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace assay::metrics {

/// What one row contributes to a measure, before any statistics: the form in which figures are summed up and groups
/// compared.
enum class OutcomeKind : std::uint8_t
{
    Time,  ///< how long something took, possibly censored
    Rate,  ///< events per exposure
    Share, ///< successes per trial
};

/// One entry per observed row, struct of arrays; all columns have the same length.
struct Outcomes
{
    OutcomeKind kind = OutcomeKind::Time;
    std::vector<facts::Index> rows; ///< into the table that the metric's `rows` names
    std::vector<double>
        value; ///< Time: hours until the event or the end of observation; Rate: events; Share: successes
    std::vector<double> weight; ///< Time: hours after which the row came under observation (0: from its start); Rate:
                                ///< exposure; Share: trials
    std::vector<std::uint8_t> event; ///< Time: 1 it happened, 0 censored; empty for the other kinds
    double scale = 1;                ///< Rate: figures are given per `scale` units of exposure
    std::vector<std::pair<std::string, std::int64_t>> n;
    std::vector<Exclusion> excluded; ///< rows asked for and not observed, with the reason
    std::int64_t population = 0;     ///< rows that should have had the data: the base of coverage
    std::string note;

    void add(facts::Index row, double y, double w) { rows.push_back(row), value.push_back(y), weight.push_back(w); }
    void addTime(facts::Index row, double hours, double entry, bool happened)
    {
        add(row, hours, entry);
        event.push_back(happened ? 1 : 0);
    }
    void reserve(std::size_t size)
    {
        rows.reserve(size);
        value.reserve(size);
        weight.reserve(size);
        if (kind == OutcomeKind::Time) event.reserve(size);
    }
    [[nodiscard]] std::size_t size() const { return rows.size(); }
};

} // namespace assay::metrics
