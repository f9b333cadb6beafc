// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "facts/filter.h"
#include "whatif/breakeven.h"
#include "whatif/fan.h"
#include "whatif/measured.h"
#include "whatif/simulate.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Budgets of a view: scenarios that start from what the view measures.
namespace assay::present {

class Figures;

struct StoredScenario
{
    whatif::Scenario scenario;
    Day savedOn{};
    std::string fingerprint; ///< of the data it was made from
};
struct InvoicedMonth
{
    Day month{}; ///< its first day
    double total = 0;
    double usage = 0; ///< lines that name no seats
};

/// What budgets need that is not in the facts: filled by the session from the store.
struct BudgetFacts
{
    std::vector<StoredScenario> scenarios; ///< in their order; the first leads
    std::vector<InvoicedMonth> invoiced;   ///< ascending, without gaps that mean zero; in `currency`
    std::string currency = "USD";          ///< of the price sheet, else of the invoices
    std::optional<double> hourlyCost{};    ///< of the price sheet
    std::string hourlyCostAsOf{};          ///< "2026-03": until when it held; empty: it still does
    std::vector<std::string> remarks;      ///< sentences on what was not taken in
};

/// What somebody is trying out on the page: never stored, and no part of a recommendation.
struct BudgetTrial
{
    std::string scenario; ///< its name; empty: the leading one
    std::vector<std::pair<whatif::Parameter, whatif::Value>> edits;
    std::size_t trials = 100'000;
    int months = 0;                                      ///< another horizon; 0: the scenario's
    std::optional<std::vector<whatif::Phase>> rollout{}; ///< another one; absent: the scenario's
    bool operator==(const BudgetTrial&) const = default;
};

/// One scenario, ready to be simulated.
struct Budget
{
    whatif::Scenario scenario;
    bool stored = false;
    Day savedOn{};
    std::vector<whatif::Moved> moved; ///< measured assumptions that the data give differently today
};
struct Edit
{
    whatif::Parameter id = whatif::Parameter::TimeSaved;
    whatif::Value was;
    whatif::Value now;
};

/// What could be measured, and why the rest could not.
struct Measured
{
    std::vector<whatif::Measurement> values;
    std::vector<std::string> missing; ///< sentences
    [[nodiscard]] bool has(whatif::Parameter id) const;
    /// Time saved and real adoption come from the data: only then does the net value speak of this organisation.
    [[nodiscard]] bool carriesNetValue() const;
};
[[nodiscard]] Measured measure(Figures& figures);

/// Summaries of scenarios, each simulated once however many places of a page show it. Safe to share between threads.
class Summaries
{
public:
    [[nodiscard]] Result<whatif::Summary> of(const whatif::Scenario& scenario, std::size_t trials);

private:
    struct Made
    {
        whatif::Scenario scenario;
        std::size_t trials;
        Result<whatif::Summary> summary;
    };
    std::mutex m_mutex;
    std::vector<Made> m_made;
};

/// The scenarios of a view. With a filter, measured assumptions are those of the filtered work; over everything, stored
/// scenarios keep what they were saved with, and `moved` tells what has changed since.
class Budgets
{
public:
    explicit Budgets(Figures& figures);

    [[nodiscard]] const Measured& measured() const { return m_measured; }
    /// Never empty: the stored ones, else the built-in starting points.
    [[nodiscard]] const std::vector<Budget>& all() const { return m_all; }
    [[nodiscard]] const Budget& leading() const { return m_all.front(); }
    /// Of the leading one over its own horizon, and over 12 months. Errors: the scenario's first problem.
    [[nodiscard]] Result<whatif::Summary> summary() const { return simulated(leading().scenario); }
    [[nodiscard]] Result<whatif::Summary> firstYear() const;
    /// Of any scenario.
    [[nodiscard]] Result<whatif::Summary> simulated(const whatif::Scenario& scenario,
                                                    std::size_t trials = 100'000) const;
    /// P(net value > 0) of the leading scenario; absent unless the data carry it.
    [[nodiscard]] std::optional<double> probabilityNetPositive() const;

private:
    Measured m_measured;
    std::vector<Budget> m_all;
    std::unique_ptr<Summaries> m_summaries = std::make_unique<Summaries>();
};

/// The leading scenario, or the one being tried, with its edits.
struct Tried
{
    Budget budget;
    std::vector<Edit> edits;
};
[[nodiscard]] Tried tried(const Budgets& budgets, const BudgetTrial& trial);

[[nodiscard]] Result<whatif::Summary> simulated(const whatif::Scenario& scenario, std::size_t trials = 100'000);

} // namespace assay::present
