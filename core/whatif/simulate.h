// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bigpages.h"
#include "base/cancellation.h"
#include "base/result.h"
#include "whatif/model.h"

#include <cstdint>
#include <vector>

namespace assay::whatif {

struct SimulationSettings
{
    std::size_t trials = 100'000;
    std::uint64_t seed = 20260101;
    unsigned threads = 0; ///< 0: all cores; the result does not depend on it
};

/// One column per result, one row per trial.
struct Trials
{
    BigVector<double> npv;
    BigVector<double> roi;
    BigVector<double> payback; ///< months; -1 = not within the horizon
    BigVector<double> capacity;
};

/// Runs the model. Equal scenarios, seeds and numbers of trials give equal numbers, bit by bit, on any machine and
/// number of threads; scenarios that differ in one assumption share the luck of all others. Errors: Usage with the
/// scenario's first problem, Cancelled.
[[nodiscard]] Result<Trials> simulate(const Scenario& scenario, const SimulationSettings& settings = {},
                                      const CancelToken& cancel = {});

struct Percentiles
{
    double p10 = 0;
    double p50 = 0;
    double p90 = 0;
    double mean = 0;
};

/// Of one number per trial; there must be one.
[[nodiscard]] Percentiles percentilesOf(const BigVector<double>& values);

/// Bars of a histogram, all of one width.
struct Histogram
{
    double from = 0;
    double width = 0;
    std::vector<std::size_t> counts;
};

struct Summary
{
    std::size_t trials = 0;
    Percentiles npv;
    Percentiles roi;
    Percentiles capacity;
    double probabilityPositive = 0;      ///< P(NPV > 0)
    double probabilityNeverPaysBack = 0; ///< within the horizon
    /// What knowing every assumption exactly before deciding would be worth: E[max(0, NPV)] − max(0, E[NPV]) (Raiffa &
    /// Schlaifer 1961). No single assumption is worth more.
    double perfectInformation = 0;
    std::optional<double> paybackP10{}; ///< absent: not even by then
    std::optional<double> paybackMedian{};
    std::optional<double> paybackP90{};
    std::vector<double> paidBackByMonth; ///< P(payback by month m), m = 1 … horizon
    Histogram npvHistogram;              ///< between the 0.5th and 99.5th percentile, a bar edge at zero
};
[[nodiscard]] Summary summarise(const Scenario& scenario, const Trials& trials);

} // namespace assay::whatif
