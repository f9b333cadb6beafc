// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budget.h"

#include "present/figures.h"

#include <algorithm>
#include <optional>

namespace assay::present {

namespace {

using whatif::Parameter;

/// Everything is looked at: what a stored scenario measured can be compared with.
bool isWhole(const facts::Filter& filter)
{
    facts::Filter whole;
    whole.minimumGroup = filter.minimumGroup;
    return filter == whole;
}

Budget startingPoint(const whatif::Preset& preset, const Measured& measured, const std::string& currency)
{
    Budget budget{preset.scenario, false, {}, {}};
    budget.scenario.currency = currency;
    whatif::adopt(budget.scenario, measured.values);
    return budget;
}

/// A starting point of the handbook by its name.
std::optional<Budget> preset(const Budgets& budgets, const std::string& name)
{
    for (const whatif::Preset& one : whatif::presets())
        if (one.scenario.name == name)
            return startingPoint(one, budgets.measured(), budgets.leading().scenario.currency);
    return std::nullopt;
}

std::vector<Budget> startingPoints(const Measured& measured, const std::string& currency)
{
    std::vector<Budget> budgets;
    for (const whatif::Preset& one : whatif::presets()) budgets.push_back(startingPoint(one, measured, currency));
    std::stable_partition(budgets.begin(), budgets.end(),
                          [](const Budget& budget) { return budget.scenario.name == "Realistic"; });
    return budgets;
}

std::vector<Budget> budgetsOf(const BudgetFacts& facts, const Measured& measured, bool whole)
{
    if (facts.scenarios.empty()) return startingPoints(measured, facts.currency);
    std::vector<Budget> budgets;
    for (const StoredScenario& stored : facts.scenarios) {
        Budget budget{stored.scenario, true, stored.savedOn, {}};
        if (whole)
            budget.moved = whatif::movedSince(budget.scenario, measured.values);
        else
            whatif::adopt(budget.scenario, measured.values);
        budgets.push_back(std::move(budget));
    }
    return budgets;
}

} // namespace

bool Measured::has(Parameter id) const
{
    return std::any_of(values.begin(), values.end(), [id](const whatif::Measurement& m) { return m.id == id; });
}

bool Measured::carriesNetValue() const
{
    return has(Parameter::TimeSaved) && has(Parameter::AdoptionToday);
}

Result<whatif::Summary> simulated(const whatif::Scenario& scenario, std::size_t trials)
{
    whatif::SimulationSettings settings;
    settings.trials = trials;
    const auto run = whatif::simulate(scenario, settings);
    if (!run) return tl::unexpected(run.error());
    return whatif::summarise(scenario, *run);
}

Result<whatif::Summary> Summaries::of(const whatif::Scenario& scenario, std::size_t trials)
{
    const std::lock_guard lock(m_mutex);
    const auto made = std::find_if(m_made.begin(), m_made.end(),
                                   [&](const Made& one) { return one.trials == trials && one.scenario == scenario; });
    if (made != m_made.end()) return made->summary;
    return m_made.emplace_back(Made{scenario, trials, simulated(scenario, trials)}).summary;
}

Budgets::Budgets(Figures& figures)
    : m_measured(measure(figures)),
      m_all(budgetsOf(figures.budgetFacts(), m_measured, isWhole(figures.view().filter())))
{
}

Result<whatif::Summary> Budgets::simulated(const whatif::Scenario& scenario, std::size_t trials) const
{
    return m_summaries->of(scenario, trials);
}

Result<whatif::Summary> Budgets::firstYear() const
{
    whatif::Scenario year = leading().scenario;
    year.months = 12;
    return simulated(year);
}

Tried tried(const Budgets& budgets, const BudgetTrial& trial)
{
    const auto named = std::find_if(budgets.all().begin(), budgets.all().end(),
                                    [&](const Budget& budget) { return budget.scenario.name == trial.scenario; });
    Tried result{named == budgets.all().end() ? preset(budgets, trial.scenario).value_or(budgets.leading()) : *named,
                 {}};
    if (trial.months > 0) result.budget.scenario.months = trial.months;
    if (trial.rollout) result.budget.scenario.rollout = *trial.rollout;
    for (const auto& [id, value] : trial.edits) {
        whatif::Value& own = result.budget.scenario.at(id);
        if (own.mode == value.mode && own.low == value.low && own.high == value.high) continue;
        result.edits.push_back({id, own, value});
        own = value;
    }
    return result;
}

std::optional<double> Budgets::probabilityNetPositive() const
{
    if (!m_measured.carriesNetValue()) return std::nullopt;
    const auto made = summary();
    return made ? std::optional(made->probabilityPositive) : std::nullopt;
}

} // namespace assay::present
